# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From names to identifiers, and what a project records of its beginning."""

import io
import sys
import zipfile
from datetime import date
from pathlib import Path

import pytest
from tests.templates.conftest import Do, Make

from interlink_sdk.errors import FolderTaken, FolderUnwritable, ManifestInvalid, NameUnusable, UnknownChoice
from interlink_sdk.scaffold import Answers, answers_for, make_project, read_record
from interlink_sdk.scaffold.answers import identifier_for
from interlink_sdk.scaffold.record import files_in

DAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Citizen ideas", "citizen-ideas"),
        ("Ideju krātuve: Rīga", "ideju-kratuve-riga"),
        ("¿Qué opináis?", "que-opinais"),
        ("Идеи граждан", "idei-grazhdan"),
        ("市民", "shi-min"),
        ("A very long name that goes on and on until nobody reads it", "a-very-long-name-that-goes-on-and-on"),
        ("x" * 60, "x" * 40),
    ],
)
def test_an_identifier_is_made_of_a_name_in_any_script(name: str, identifier: str) -> None:
    assert identifier_for(name) == identifier


@pytest.mark.parametrize("name", ["", "  ", "🌳", "2030", "Admin", "two\nlines", "<b>bold</b>", "x" * 201, "\x7f"])
def test_a_name_that_gives_no_identifier_is_refused(name: str) -> None:
    with pytest.raises(NameUnusable):
        answers_for(name, began=DAY)


@pytest.mark.parametrize(
    "choice",
    [
        {"template": "service"},
        {"licence": "WTFPL"},
        {"languages": ("en", "fr")},
        {"languages": ("",)},
        {"email": "nobody"},
        {"author": "two\nlines"},
    ],
)
def test_an_unknown_choice_is_refused(choice: dict[str, object]) -> None:
    with pytest.raises(UnknownChoice):
        answers_for("Ideas", began=DAY, **choice)  # type: ignore[arg-type]


@pytest.mark.parametrize("name", ['Say "ideas"', "It’s {{ cookiecutter.id }}", "Back\\slash", "Pads & {% if %}"])
def test_a_name_with_signs_comes_out_as_it_was_given(tmp_path: Path, do: Do, name: str) -> None:
    from interlink_sdk.manifest import read_manifest

    answers = answers_for(name, template="functions", author='Ana "A" \\ {{ x }}', began=DAY)
    make_project(answers, tmp_path / "project")
    manifest = read_manifest(tmp_path / "project" / "src" / answers.package).manifest
    assert manifest.name["lv"] == name
    assert manifest.maintainer is not None
    assert manifest.maintainer.name == 'Ana "A" \\ {{ x }}'


def test_the_record_gives_back_answers_and_files(make: Make) -> None:
    folder, answers = make("form")
    record = read_record(folder)
    assert record.answers == answers
    assert record.files == files_in(folder)


def test_the_same_answers_give_the_same_bytes(make: Make, tmp_path: Path) -> None:
    folder, answers = make("functions")
    make_project(answers, tmp_path / "again")
    assert (tmp_path / "again/.interlink/scaffold.zip").read_bytes() == (
        folder / ".interlink/scaffold.zip"
    ).read_bytes()
    assert (folder / ".interlink/scaffold.zip").stat().st_size < 100_000


def test_a_record_with_a_name_that_leads_out_is_refused(make: Make) -> None:
    folder, _ = make("form")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("../evil", "x")
    (folder / ".interlink/scaffold.zip").write_bytes(packed.getvalue())
    with pytest.raises(ManifestInvalid, match="leads out"):
        read_record(folder)


def test_what_is_there_is_left_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "ideas").mkdir()
    with pytest.raises(FolderTaken):
        make_project(_answers(), tmp_path / "ideas")
    assert list(tmp_path.rglob("*")) == [tmp_path / "ideas"]


def test_a_dangling_link_is_something_that_is_there(tmp_path: Path) -> None:
    (tmp_path / "ideas").symlink_to(tmp_path / "nowhere")
    with pytest.raises(FolderTaken):
        make_project(_answers(), tmp_path / "ideas")


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FolderUnwritable):
        make_project(_answers(), tmp_path / "missing" / "ideas")


@pytest.mark.skipif(sys.platform == "win32", reason="limits of a process are of POSIX")
def test_when_no_more_can_be_written_nothing_is_left(tmp_path: Path, do: Do) -> None:
    code = (
        "import resource, signal, sys; from pathlib import Path; from datetime import date\n"
        "from interlink_sdk.scaffold import answers_for, make_project\n"
        "import cookiecutter.generate, slugify\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))\n"
        "make_project(answers_for('Ideas', began=date(2026, 11, 24)), Path('ideas'))"
    )
    done = do(tmp_path, "-c", code)
    assert "FolderUnwritable" in done.stderr, done.stderr
    assert list(tmp_path.iterdir()) == []


def _answers() -> Answers:
    return answers_for("Ideas", began=DAY)
