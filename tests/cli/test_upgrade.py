# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink upgrade`, as a command, on a project that the current templates made and an older record remembers."""

import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from interlink_sdk.scaffold import answers_for, make_project, read_record, write_record


def git(folder: Path, *arguments: str) -> None:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(("git", *identity, *arguments), cwd=folder, capture_output=True, timeout=60, check=True)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of a template whose README ended in another way."""
    folder = tmp_path / "ideas"
    answers = answers_for("Ideas", began=date(2026, 1, 1))
    make_project(answers, folder)
    older = {**read_record(folder).files}
    older["README.md"] += b"\nThis line is no longer in the template.\n"
    write_record(folder, answers, older)
    (folder / "README.md").write_bytes(older["README.md"])
    git(folder, "init", "--quiet")
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "Begin")
    return folder


def test_a_project_comes_to_the_current_template(run, project):
    ended = run("upgrade", project)
    assert ended.returncode == 0, ended.stderr
    assert "updated  README.md" in ended.stdout
    assert b"no longer in the template" not in (project / "README.md").read_bytes()


def test_a_dry_run_is_told_as_json_and_changes_nothing(run, project):
    before = (project / "README.md").read_bytes()
    said = json.loads(run("upgrade", project, "--dry-run", "--format", "json").stdout)
    assert said["changes"] == [{"file": "README.md", "action": "updated", "note": ""}]
    assert (project / "README.md").read_bytes() == before


def test_conflicts_end_with_1_and_are_named(run, project):
    text = (project / "README.md").read_text("utf-8").replace("This line is", "Mine is", 1)
    (project / "README.md").write_text(text, encoding="utf-8")
    git(project, "commit", "--quiet", "--all", "--message", "Change")
    ended = run("upgrade", project)
    assert ended.returncode == 1
    assert "conflict  README.md" in ended.stdout
    assert "<<<<<<< yours" in (project / "README.md").read_text("utf-8")


def test_uncommitted_changes_are_refused_with_code_and_remedy(run, project):
    (project / "mine.txt").write_text("mine\n")
    ended = run("upgrade", project)
    assert ended.returncode == 1
    assert "mine.txt" in ended.stderr
    assert "code: upgrade_refused" in ended.stderr
