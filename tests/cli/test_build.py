# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink build`, as a command: what keeps it from building, and what is in the wheel."""

import json
import subprocess
from pathlib import Path
from zipfile import ZipFile

import pytest
from tests.conformance.projects import FOLDER_NAME, write_project

from interlink_sdk.packaging.freshness import BEGIN, END

WHEEL_NAME = "interlink_ideas-1.1.0-py3-none-any.whl"
DIST_INFO = "interlink_ideas-1.1.0.dist-info"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = write_project(tmp_path / "ideas")
    with (folder / "pyproject.toml").open("a") as file:
        file.write(f'\n[tool.hatch.build.targets.wheel]\npackages = ["src/{FOLDER_NAME}"]\n')
    return folder


def test_the_wheel_has_the_manifest_all_that_it_names_and_the_licence(run, project):
    ended = run("build", project)
    assert ended.returncode == 0, ended.stdout + ended.stderr
    names = set(ZipFile(project / "dist" / WHEEL_NAME).namelist())
    package = project / "src" / FOLDER_NAME
    files = {path.relative_to(project / "src").as_posix() for path in package.rglob("*") if path.is_file()}
    assert {name for name in files if "__pycache__" not in name} <= names
    assert f"{DIST_INFO}/licenses/LICENSE" in names


def test_the_same_source_gives_the_same_wheel(run, project, tmp_path):
    first, second = (run("build", project, "--output", tmp_path / name, "--format", "json") for name in ("a", "b"))
    assert json.loads(first.stdout)["sha256"] == json.loads(second.stdout)["sha256"]


def test_what_is_stale_is_named_with_the_command_that_mends_it_and_nothing_is_built(run, project):
    (project / "README.md").write_text(f"# Ideas\n\n{BEGIN}\n{END}\n")
    ended = run("build", project)
    assert ended.returncode == 1
    assert "README.md" in ended.stderr
    assert "interlink build --write" in ended.stderr
    assert "code: project_stale" in ended.stderr
    assert not (project / "dist").exists()
    assert run("build", project, "--write").returncode == 0


def test_a_wrong_manifest_is_told_with_its_line_and_nothing_is_built(run, project):
    manifest = project / "src" / FOLDER_NAME / "interlinker.toml"
    manifest.write_text(manifest.read_text("utf-8").replace("version =", "versoin =", 1), encoding="utf-8")
    ended = run("build", project)
    assert ended.returncode == 1
    assert "versoin" in ended.stderr
    assert "code: manifest_invalid" in ended.stderr
    assert not (project / "dist").exists()


def test_a_wheel_that_does_not_meet_a_requirement_ends_with_1_and_says_which(run, project):
    (project / "LICENSE").unlink()
    ended = run("build", project)
    assert ended.returncode == 1
    assert "package-licence" in ended.stdout


def test_a_build_tool_that_is_not_installed_is_named(run, project):
    file = project / "pyproject.toml"
    file.write_text(file.read_text().replace('"hatchling"]', '"hatchling", "no-such-tool>=3"]'))
    ended = run("build", project)
    assert ended.returncode == 1
    assert "pip install no-such-tool>=3" in ended.stderr


def test_a_folder_without_an_interlinker_is_wrong_usage(run, tmp_path):
    ended = run("build", tmp_path)
    assert (ended.returncode, "code: target_unknown" in ended.stderr) == (2, True)


def test_the_time_in_the_wheel_is_that_of_the_last_commit(run, project):
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    for command in (
        ("init", "--quiet"),
        ("add", "."),
        ("commit", "--quiet", "--message", "Begin", "--date", "@1700000000"),
    ):
        environment = {"GIT_COMMITTER_DATE": "@1700000000 +0000", "PATH": "/usr/bin:/bin"}
        subprocess.run(("git", *identity, *command), cwd=project, env=environment, timeout=60, check=True)
    assert run("build", project).returncode == 0
    assert ZipFile(project / "dist" / WHEEL_NAME).infolist()[0].date_time[:3] == (2023, 11, 14)


def test_the_bill_of_materials_is_in_the_wheel_or_told_to_be_missing(run, project):
    said = json.loads(run("build", project, "--format", "json").stdout)
    names = ZipFile(project / "dist" / WHEEL_NAME).namelist()
    assert said["sbom"] == (f"{DIST_INFO}/sboms/interlink_ideas-1.1.0.cdx.json" in names)
