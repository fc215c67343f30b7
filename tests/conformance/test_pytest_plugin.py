# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""pytest in the folder of an interlinker: requirements beside the author's tests, and nothing anywhere else."""

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_sdk.conformance.requirements import read_requirements

from .projects import FOLDER_NAME, write_project

PATIENCE_S = 120
PLUGIN = ("-p", "interlink_pytest")
"""Loaded by name, so that an environment whose entry points are older is no hindrance."""
CODE = "clone-leaves-contributions"
MANIFEST = f"src/{FOLDER_NAME}/interlinker.toml"
RunPytest = Callable[..., subprocess.CompletedProcess[str]]

SETTINGS = """
[tool.pytest.ini_options]
testpaths = ["tests"]
addopts = ["-p", "no:cacheprovider", "-p", "no:randomly"]
filterwarnings = ["error"]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a sound project with one test of its author's."""
    folder = write_project(tmp_path / "ideas")
    (folder / "tests").mkdir()
    (folder / "tests" / "test_own.py").write_text("def test_own():\n    assert True\n", encoding="utf-8")
    configure(folder)
    return folder


def configure(folder: Path, more: str = "") -> None:
    """Append the settings of pytest, and *more*, to the project's."""
    with (folder / "pyproject.toml").open("a", encoding="utf-8") as file:
        file.write(SETTINGS + more)


@pytest.fixture
def run_pytest(project: Path) -> RunPytest:
    """Return what runs pytest in the project's folder."""

    def run_one(*arguments: str, cwd: Path = project) -> subprocess.CompletedProcess[str]:
        plain = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST")}
        return subprocess.run(
            [sys.executable, "-m", "pytest", *PLUGIN, *arguments],
            cwd=cwd,
            env={**plain, "PYTHONDONTWRITEBYTECODE": "1", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
            capture_output=True,
            text=True,
            timeout=PATIENCE_S,
            check=False,
        )

    return run_one


def spoil(project: Path) -> None:
    """Let the support of the project's interlinker have ended."""
    manifest = project / MANIFEST
    text = manifest.read_text("utf-8").replace("support_until = 2028", "support_until = 2020")
    manifest.write_text(text, encoding="utf-8")


def test_every_requirement_that_can_apply_is_an_item_beside_the_author_s_tests(run_pytest: RunPytest) -> None:
    ended = run_pytest("--collect-only", "-q")
    lines = ended.stdout.splitlines()
    assert "tests/test_own.py::test_own" in lines
    assert {line.removeprefix(f"{MANIFEST}::") for line in lines if line.startswith(MANIFEST)} == set(
        read_requirements()
    )


def test_a_requirement_can_be_named_and_passes(run_pytest: RunPytest) -> None:
    ended = run_pytest(f"{MANIFEST}::{CODE}")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 passed" in ended.stdout
    assert f"conformance of ideas 1.1.0: 1 of {len(read_requirements())} requirements asked" in ended.stdout


def test_k_chooses_by_code_and_by_part(run_pytest: RunPytest) -> None:
    assert re.search(r"\b1 passed", run_pytest("-k", CODE).stdout)
    collected = run_pytest("-k", "cloning and conformance", "--collect-only", "-q").stdout
    assert f"{MANIFEST}::{CODE}" in collected
    assert "test_own" not in collected


def test_a_failure_tells_what_to_do_and_shows_no_traceback(run_pytest: RunPytest, project: Path) -> None:
    spoil(project)
    ended = run_pytest("-k", "manifest-still-supported")
    assert ended.returncode == 1
    for told in ("at:       interlinker.toml:", "found:    2020", "expected: ", "why:      ", "fix:      "):
        assert told in ended.stdout
    assert "Traceback" not in ended.stdout
    assert ".py:" not in ended.stdout


def test_x_stops_at_the_first_failure(run_pytest: RunPytest, project: Path) -> None:
    spoil(project)
    ended = run_pytest("-x", "-k", "manifest")
    assert "1 failed" in ended.stdout
    assert "stopping after 1 failures" in ended.stdout


def test_what_does_not_apply_is_counted_on_its_own_and_not_as_skipped(run_pytest: RunPytest) -> None:
    ended = run_pytest("-k", "manifest-external-carried", "-rs")
    assert ended.returncode == 0
    assert "1 not applicable" in ended.stdout
    assert "skipped" not in ended.stdout.lower()


def test_what_should_hold_is_advice_unless_it_is_asked_to_fail(run_pytest: RunPytest, project: Path) -> None:
    manifest = project / MANIFEST
    text = manifest.read_text("utf-8").replace('logo = "images/logo.png"\n', "")
    manifest.write_text(text, encoding="utf-8")
    advised = run_pytest("-k", "manifest-has-logo")
    assert advised.returncode == 0
    assert "advised: manifest-has-logo: found no catalogue.logo" in advised.stdout
    assert run_pytest("-k", "manifest-has-logo", "--conformance-strict").returncode == 1


def test_what_cannot_be_told_fails_with_the_reason(run_pytest: RunPytest, project: Path) -> None:
    (project / "src" / FOLDER_NAME / "pages.py").write_text("def broken(:\n", encoding="utf-8")
    ended = run_pytest("-k", CODE)
    assert ended.returncode == 1
    assert "cannot tell: the package cannot be imported: SyntaxError" in ended.stdout


def test_several_processes_share_the_items(run_pytest: RunPytest) -> None:
    ended = run_pytest("-p", "xdist", "-n", "2", "-k", f"{CODE} or manifest-external-carried or test_own")
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "2 passed, 1 not applicable" in ended.stdout
    assert f"1 of {len(read_requirements())} requirements asked, 1 not applicable" in ended.stdout


@pytest.mark.parametrize("switch", ["option", "setting"])
def test_the_suite_can_be_left_out(run_pytest: RunPytest, project: Path, switch: str) -> None:
    if switch == "setting":
        configure_off = (project / "pyproject.toml").read_text("utf-8") + "interlink_conformance = false\n"
        (project / "pyproject.toml").write_text(configure_off, encoding="utf-8")
    ended = run_pytest(*(["--no-conformance"] if switch == "option" else []), "-q")
    assert "1 passed" in ended.stdout
    assert "conformance" not in ended.stdout


def test_whoever_names_a_file_of_tests_gets_that_file_only(run_pytest: RunPytest) -> None:
    assert "1 passed" in run_pytest("tests/test_own.py").stdout


def test_settings_come_from_the_file_that_is_named(run_pytest: RunPytest, project: Path) -> None:
    manifest = project / MANIFEST
    text = manifest.read_text("utf-8").replace("[settings]\n", '[settings]\nrequired = ["motto"]\n', 1)
    manifest.write_text(text, encoding="utf-8")
    assert "cannot be opened: settings_invalid" in run_pytest("-k", CODE).stdout
    (project / "settings.toml").write_text('motto = "Together"\n', encoding="utf-8")
    assert run_pytest("-k", CODE, "-o", "interlink_settings=settings.toml").returncode == 0


def test_a_project_whose_manifest_is_missing_is_told(run_pytest: RunPytest, project: Path) -> None:
    (project / MANIFEST).unlink()
    ended = run_pytest()
    assert ended.returncode == 4
    assert "no interlinker.toml" in ended.stderr
    assert "--no-conformance" in ended.stderr


@pytest.mark.parametrize("pyproject", [None, "[project", '[project]\nname = "x"\n# interlink.interlinkers\n'])
def test_in_another_project_nothing_of_the_suite_is_even_loaded(
    run_pytest: RunPytest, tmp_path: Path, pyproject: str | None
) -> None:
    folder = tmp_path / "other"
    folder.mkdir()
    if pyproject is not None:
        (folder / "pyproject.toml").write_text(pyproject, encoding="utf-8")
    test = "import sys\ndef test_light():\n    assert not {'interlink_sdk', 'pydantic'} & set(sys.modules)\n"
    (folder / "test_light.py").write_text(test, encoding="utf-8")
    ended = run_pytest("-q", "-p", "no:cacheprovider", "-c", os.devnull, "--rootdir", str(folder), cwd=folder)
    assert "1 passed" in ended.stdout, ended.stdout + ended.stderr


def test_the_entry_point_names_the_light_module() -> None:
    text = (Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8")
    assert '[project.entry-points.pytest11]\ninterlink = "interlink_pytest"\n' in text
