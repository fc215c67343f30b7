# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Settings: a file, the environment over it, and every problem of both at once."""

from pathlib import Path
from typing import Any

import pytest

from interlink_runtime.settings import Settings, load_settings
from interlink_sdk.errors import Problem, SettingsInvalid


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Work in a folder without settings."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def problems(path: Path | None = None, **environment: str) -> list[Problem]:
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings(path, environment)
    return list(refusal.value.problems)


def test_without_anything_the_defaults_hold() -> None:
    assert load_settings(None, {"PATH": "/bin", "INTERLINK_SHARED": "/shared"}) == Settings()


def test_the_file_here_is_read_and_the_environment_goes_over_it(folder: Path) -> None:
    (folder / "interlink.toml").write_text("[server]\nport = 1\nhost = '::1'\n", encoding="utf-8")
    settings = load_settings(None, {"INTERLINK_SERVER__PORT": "8080"})
    assert (settings.server.port, settings.server.host) == (8080, "::1")


def test_another_file_may_be_named(folder: Path) -> None:
    path = folder / "other.toml"
    path.write_text("languages = ['lv']", encoding="utf-8")
    assert load_settings(path, {}).languages == ("lv",)


@pytest.mark.parametrize(
    ("variable", "text", "path", "value"),
    [
        ("INTERLINK_SERVER__PORT", "8080", "server.port", 8080),
        ("INTERLINK_SERVER__HOST", "127.0.0.2", "server.host", "127.0.0.2"),
        ("INTERLINK_SERVER__HOST", "12", "server.host", "12"),
        ("INTERLINK_SERVER__HOST", '"quoted"', "server.host", "quoted"),
        (
            "INTERLINK_SERVER__FRAME_ANCESTORS",
            '["https://a.example"]',
            "server.frame_ancestors",
            ("https://a.example",),
        ),
        ("INTERLINK_STORE__FOLDER", "/var/lib/interlink", "store.folder", Path("/var/lib/interlink")),
        ("INTERLINK_STORE__LOCK_WAIT_S", "0.5", "store.lock_wait_s", 0.5),
        ("INTERLINK_IDENTITY__MODE", "development", "identity.mode", "development"),
        ("INTERLINK_LIMITS__UPLOAD_BYTES", "5", "limits.upload_bytes", 5),
    ],
)
def test_text_takes_the_type_of_its_key(variable: str, text: str, path: str, value: Any) -> None:
    found: Any = load_settings(None, {variable: text})
    for part in path.split("."):
        found = getattr(found, part)
    assert found == value


@pytest.mark.parametrize(
    ("variable", "text", "enabled", "settings"),
    [
        ("INTERLINK_INTERLINKERS__MEETING_NOTES__ENABLED", "false", False, {}),
        ("INTERLINK_INTERLINKERS__MEETING_NOTES__SETTINGS__LEVEL", "3", True, {"level": 3}),
        ("INTERLINK_INTERLINKERS__MEETING_NOTES__SETTINGS__NAME", "three", True, {"name": "three"}),
        ("INTERLINK_INTERLINKERS__MEETING_NOTES__SETTINGS", "{ deep = { er = true } }", True, {"deep": {"er": True}}),
    ],
)
def test_an_interlinker_with_a_hyphen_is_reached_by_an_underscore(
    variable: str,
    text: str,
    enabled: bool,  # noqa: FBT001 - a table
    settings: Any,
) -> None:
    interlinker = load_settings(None, {variable: text}).interlinkers["meeting-notes"]
    assert (interlinker.enabled, interlinker.settings) == (enabled, settings)


def test_every_problem_of_file_and_environment_is_told_at_once(folder: Path) -> None:
    (folder / "interlink.toml").write_text(
        "[server]\nprot = 1\nport = 70000\n[limits]\ndeadline_s = 0\n[[identity.people]]\nid = 'Ana'\n",
        encoding="utf-8",
    )
    found = problems(
        None,
        INTERLINK_SERVER__HSOT="x",
        INTERLINK_PORT="1",
        INTERLINK_STORE__LOCK_WAIT_S="long",
        INTERLINK_SERVER__PORT__DEEP="1",
    )
    assert {(problem.code, problem.file, problem.key, problem.line) for problem in found} == {
        ("unknown_key", "interlink.toml", "server.prot", 2),
        ("wrong_value", "interlink.toml", "server.port", 3),
        ("wrong_value", "interlink.toml", "limits.deadline_s", 5),
        ("missing_key", "interlink.toml", "identity.people.0.name", 6),
        ("wrong_value", "interlink.toml", "identity.people.0.id", 7),
        ("unknown_key", "environment", "INTERLINK_SERVER__HSOT", None),
        ("unknown_key", "environment", "INTERLINK_PORT", None),
        ("wrong_value", "environment", "INTERLINK_STORE__LOCK_WAIT_S", None),
        ("wrong_value", "environment", "INTERLINK_SERVER__PORT__DEEP", None),
    }
    assert all(problem.found and problem.expected and problem.fix for problem in found)


def test_a_misspelling_gets_a_suggestion(folder: Path) -> None:
    (problem,) = problems(None, INTERLINK_LIMITS__DEADLINES="3")
    assert problem.fix == "did you mean 'deadline_s'?"


def test_a_problem_inside_a_variable_is_the_variables() -> None:
    (problem,) = problems(None, INTERLINK_IDENTITY__PEOPLE='[{ id = "ana", nmae = "Ana", name = "Ana" }]')
    assert (problem.file, problem.key, problem.code) == ("environment", "INTERLINK_IDENTITY__PEOPLE", "unknown_key")


@pytest.mark.parametrize(("content", "line"), [(b"[server\n", 1), (b"a = 1\nb = \n", 2), (b"\xff", None), (None, None)])
def test_a_file_that_cannot_be_read_is_a_problem(folder: Path, content: bytes | None, line: int | None) -> None:
    path = folder / "mine.toml"
    if content is not None:
        path.write_bytes(content)
    (problem,) = problems(path)
    assert (problem.code, problem.file, problem.line) == ("unreadable_settings", "mine.toml", line)
