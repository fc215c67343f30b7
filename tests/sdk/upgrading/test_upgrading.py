# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Upgrading projects in real git repositories: nothing of the author's is lost, everything of the template's comes."""

import hashlib
import subprocess
from datetime import date
from pathlib import Path

import pytest

from interlink_sdk.errors import UpgradeRefused
from interlink_sdk.scaffold import Answers, read_record, write_record
from interlink_sdk.upgrading import Upgrade, journal, upgrade_project

ANSWERS = Answers(name="Ideas", id="ideas", author="Ada", began=date(2026, 1, 1))
LINES = [f"line {number}\n" for number in range(12)]
THEN = {
    "Makefile": b"test:\n\tpytest\n",
    "README.md": "".join(LINES).encode(),
    "logo.png": b"\x89PNG\0old",
    "old.txt": b"gone\n",
    "setup.cfg": "".join(LINES).encode(),
}
NOW = {
    "Makefile": b"test:\n\tpytest -q\n",
    "README.md": "".join(["first\n", *LINES[1:]]).encode(),
    "logo.png": b"\x89PNG\0new",
    "new.txt": b"fresh\n",
    "pyproject.cfg": "".join([*LINES, "last\n"]).encode(),
}


def git(folder: Path, *arguments: str) -> str:
    identity = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org", "-c", "commit.gpgsign=false")
    command = ("git", *identity, *arguments)
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=60, check=True).stdout


def draw(_answers: Answers, folder: Path) -> None:
    for name, content in NOW.items():
        (folder / name).write_bytes(content)


def upgrade(folder: Path, *, is_dry: bool = False) -> Upgrade:
    return upgrade_project(folder, is_dry=is_dry, draw=draw)


def actions(done: Upgrade) -> dict[str, str]:
    return {change.name: change.action for change in done.changes}


def content_of(folder: Path) -> dict[str, bytes]:
    names = git(folder, "ls-files", "--cached", "--others", "--exclude-standard").split()
    return {name: (folder / name).read_bytes() for name in names if (folder / name).is_file()}


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--message", "Change", "--quiet")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "ideas"
    folder.mkdir()
    for name, content in THEN.items():
        (folder / name).write_bytes(content)
    write_record(folder, ANSWERS, THEN)
    git(folder, "init", "--quiet")
    commit(folder)
    return folder


def test_an_untouched_project_becomes_what_the_template_is_now(project: Path):
    done = upgrade(project)
    assert {name: body for name, body in content_of(project).items() if not name.startswith(".interlink/")} == NOW
    assert actions(done) == {
        "Makefile": "updated",
        "README.md": "updated",
        "logo.png": "updated",
        "new.txt": "added",
        "old.txt": "removed",
        "pyproject.cfg": "added",
        "setup.cfg": "removed",
    }


def test_the_record_is_of_the_template_that_was_taken(project: Path):
    upgrade(project)
    assert read_record(project).files == NOW
    commit(project)
    assert upgrade(project).changes == ()


def test_what_both_changed_in_different_places_is_merged(project: Path):
    (project / "README.md").write_text("".join([*LINES[:-1], "mine\n"]))
    commit(project)
    assert actions(upgrade(project))["README.md"] == "merged"
    assert (project / "README.md").read_text() == "".join(["first\n", *LINES[1:-1], "mine\n"])


def test_what_both_changed_in_one_place_is_marked_with_all_three_versions(project: Path):
    (project / "README.md").write_text("".join(["mine\n", *LINES[1:]]))
    commit(project)
    done = upgrade(project)
    assert [change.name for change in done.conflicts] == ["README.md"]
    marked = "<<<<<<< yours\nmine\n||||||| the template before\nline 0\n=======\nfirst\n>>>>>>> the template now\n"
    assert (project / "README.md").read_text() == marked + "".join(LINES[1:])


def test_a_renamed_file_takes_the_changes_of_the_author_along(project: Path):
    (project / "setup.cfg").write_text("".join(["mine\n", *LINES[1:]]))
    commit(project)
    upgrade(project)
    assert not (project / "setup.cfg").exists()
    assert (project / "pyproject.cfg").read_text() == "".join(["mine\n", *LINES[1:], "last\n"])


def test_a_changed_picture_stays_and_the_templates_lies_beside_it(project: Path):
    (project / "logo.png").write_bytes(b"\x89PNG\0mine")
    commit(project)
    assert actions(upgrade(project))["logo.png.template"] == "conflict"
    assert (project / "logo.png").read_bytes() == b"\x89PNG\0mine"
    assert (project / "logo.png.template").read_bytes() == NOW["logo.png"]


def test_a_changed_file_that_the_template_has_no_longer_is_kept(project: Path):
    (project / "old.txt").write_text("mine\n")
    commit(project)
    assert actions(upgrade(project))["old.txt"] == "kept"
    assert (project / "old.txt").read_text() == "mine\n"


def test_a_file_that_the_author_removed_stays_away(project: Path):
    (project / "Makefile").unlink()
    commit(project)
    assert actions(upgrade(project))["Makefile"] == "kept"
    assert not (project / "Makefile").exists()


def test_lines_that_git_ended_in_another_way_are_no_change_of_the_author(project: Path):
    (project / "README.md").write_bytes(THEN["README.md"].replace(b"\n", b"\r\n"))
    commit(project)
    assert actions(upgrade(project))["README.md"] == "updated"
    assert (project / "README.md").read_bytes() == NOW["README.md"].replace(b"\n", b"\r\n")


def test_nothing_is_written_through_a_link(project: Path, tmp_path: Path):
    outside = tmp_path / "outside"
    outside.write_text("theirs\n")
    (project / "new.txt").symlink_to(outside)
    commit(project)
    assert actions(upgrade(project))["new.txt"] == "conflict"
    assert outside.read_text() == "theirs\n"


def test_a_dry_run_says_the_same_and_changes_nothing(project: Path):
    before = content_of(project)
    said = upgrade(project, is_dry=True)
    assert content_of(project) == before
    assert said.changes == upgrade(project).changes


@pytest.mark.parametrize("name", ["README.md", "untracked.txt"])
def test_a_project_with_uncommitted_changes_is_not_touched(project: Path, name: str):
    (project / name).write_text("mine\n")
    before = content_of(project)
    with pytest.raises(UpgradeRefused, match=name) as refused:
        upgrade(project)
    assert (refused.value.problems[0].code, content_of(project)) == ("uncommitted", before)


def test_a_folder_outside_git_is_refused(tmp_path: Path):
    for name, content in THEN.items():
        (tmp_path / name).write_bytes(content)
    write_record(tmp_path, ANSWERS, THEN)
    with pytest.raises(UpgradeRefused) as refused:
        upgrade(tmp_path)
    assert refused.value.problems[0].code == "no_repository"


def test_a_project_without_a_record_is_refused(tmp_path: Path):
    with pytest.raises(UpgradeRefused) as refused:
        upgrade(tmp_path)
    assert refused.value.problems[0].code == "no_record"


def test_marks_that_were_committed_are_refused(project: Path):
    (project / "README.md").write_text("".join(["mine\n", *LINES[1:]]))
    commit(project)
    upgrade(project)
    commit(project)
    with pytest.raises(UpgradeRefused) as refused:
        upgrade(project)
    assert refused.value.problems[0].code == "merge_unfinished"


@pytest.mark.parametrize("moment", range(8))
def test_a_stop_at_any_moment_is_finished_by_the_next_call(project: Path, monkeypatch: pytest.MonkeyPatch, moment: int):
    (project / "README.md").write_text("".join([*LINES[:-1], "mine\n"]))
    commit(project)
    taken = 0

    def stop(*arguments: object) -> None:
        nonlocal taken
        if taken == moment:
            raise KeyboardInterrupt
        taken += 1
        take(*arguments)

    take = journal._take
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_take", stop)
        with pytest.raises(KeyboardInterrupt):
            upgrade(project)
    done = upgrade(project)
    assert done.was_resumed
    assert (project / "README.md").read_text() == "".join(["first\n", *LINES[1:-1], "mine\n"])
    assert read_record(project).files == NOW
    assert not list(project.rglob("*.interlink-part"))


def test_a_stopped_upgrade_does_not_go_over_what_was_changed_since(project: Path, monkeypatch: pytest.MonkeyPatch):
    with monkeypatch.context() as patched:
        patched.setattr(journal, "_take", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            upgrade(project)
    (project / "Makefile").write_text("mine\n")
    before = {name: hashlib.sha256(body).digest() for name, body in content_of(project).items()}
    with pytest.raises(UpgradeRefused) as refused:
        upgrade(project)
    assert refused.value.problems[0].code == "upgrade_interrupted"
    assert {name: hashlib.sha256(body).digest() for name, body in content_of(project).items()} == before
