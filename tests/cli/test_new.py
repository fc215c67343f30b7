# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink new` as people type it: what it asks, makes and prints, and what it refuses without a trace."""

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest
from tests.cli.conftest import COMMAND, PATIENCE_S, Run, environment

ROOT = Path(__file__).parents[2]


def test_a_project_is_made_and_the_next_commands_are_named(run: Run, tmp_path: Path) -> None:
    done = run("new", "Citizen ideas", "--no-input")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-3:] == ["  cd citizen-ideas", "  make dev", "  make check"]
    assert (tmp_path / "citizen-ideas/src/interlink_citizen_ideas/interlinker.toml").is_file()


def test_the_name_is_the_one_question(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "new"],
        cwd=tmp_path,
        env=environment({}),
        input="Ideju krātuve\n",
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.count("Name:") == 1
    assert [path.name for path in tmp_path.iterdir()] == ["ideju-kratuve"]


def test_json_is_the_one_document_on_stdout(run: Run, tmp_path: Path) -> None:
    done = run("new", "Ideas", "--no-input", "--languages", "lv,en", "--licence", "MIT", "--format", "json")
    said = json.loads(done.stdout)
    assert (said["id"], said["languages"], said["licence"]) == ("ideas", ["lv", "en"], "MIT")
    assert said["folder"] == str(tmp_path / "ideas")
    assert all((tmp_path / "ideas" / name).is_file() for name in said["files"])


def test_author_and_address_stand_where_they_belong(run: Run, tmp_path: Path) -> None:
    run("new", "Ideas", "--no-input", "--author", "Ana Ruiz", "--email", "ana@example.org", "--folder", "place")
    manifest = tomllib.loads((tmp_path / "place/src/interlink_ideas/interlinker.toml").read_text("utf-8"))
    assert manifest["maintainer"] == {"name": "Ana Ruiz", "email": "ana@example.org"}
    assert "Ana Ruiz" in (tmp_path / "place/pyproject.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--no-input"], "name_unusable", "1 to 200 characters, not 0"),
        (["🌳"], "name_unusable", "has no letters"),
        (["2030"], "name_unusable", "does not begin with a letter"),
        (["Admin"], "name_unusable", "which the platform needs for itself"),
        (["Ideas", "--template", "service"], "unknown_choice", "form, functions, upstream, knowledge"),
        (["Ideas", "--languages", "en,fr"], "unknown_choice", "'fr'"),
        (["Ideas", "--licence", "MIT-0"], "unknown_choice", "EUPL-1.2"),
    ],
)
def test_what_cannot_be_is_refused_with_code_and_fix(
    run: Run, tmp_path: Path, arguments: list[str], code: str, words: str
) -> None:
    done = run("new", *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert f"code: {code} " in done.stderr
    assert "fix:" in done.stderr
    assert words in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_exists_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "ideas").mkdir()
    done = run("new", "Ideas")
    assert (done.returncode, "code: folder_taken " in done.stderr) == (1, True)
    assert list((tmp_path / "ideas").iterdir()) == []


@pytest.mark.skipif(os.name == "posix" and os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission_is_said_to_be_one(run: Run, tmp_path: Path) -> None:
    (tmp_path / "shut").mkdir(mode=0o500)
    done = run("new", "Ideas", "--folder", "shut/ideas")
    assert (done.returncode, "code: folder_unwritable " in done.stderr) == (1, True)


def test_a_folder_in_a_file_cannot_be_written(run: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    done = run("new", "Ideas", "--folder", "file/ideas")
    assert (done.returncode, "code: folder_unwritable " in done.stderr) == (1, True)


def test_no_configuration_of_cookiecutter_is_read(run: Run, tmp_path: Path) -> None:
    (tmp_path / "rc").write_text("default_context: {author: Somebody else}\nnonsense: [")
    done = run("new", "Ideas", "--no-input", "--author", "Ana", COOKIECUTTER_CONFIG=str(tmp_path / "rc"))
    assert done.returncode == 0, done.stderr


def test_an_installed_wheel_has_the_templates(run: Run, tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, capture_output=True, timeout=PATIENCE_S, check=True)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    done = run("new", "Ideas", "--template", "upstream", PYTHONPATH=str(tmp_path / "site"))
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "ideas/tests/pads.py").is_file()
    program = "import interlink_sdk.scaffold.templates as t; print(t.templates_folder())"
    where = subprocess.run(
        [sys.executable, "-c", program],
        env=environment({"PYTHONPATH": str(tmp_path / "site")}),
        capture_output=True,
        text=True,
        timeout=PATIENCE_S,
        check=True,
    )
    assert Path(where.stdout.strip()) == tmp_path / "site/interlink_sdk/scaffold/templates"
