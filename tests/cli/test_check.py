# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink check`, as a command: what it prints, writes and ends with."""

import json
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from tests.conformance.projects import FOLDER_NAME, write_project
from tests.conformance.wheels import members_of, write_wheel

ONE = ("--only", "package-imports")
WHEEL_NAME = "interlink_ideas-1.1.0-py3-none-any.whl"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return the folder of a sound project."""
    return write_project(tmp_path / "ideas")


def changed(project: Path, old: str, new: str) -> None:
    """Change the manifest of *project*."""
    manifest = project / "src" / FOLDER_NAME / "interlinker.toml"
    text = manifest.read_text("utf-8")
    assert old in text
    manifest.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_sound_project_ends_with_0_and_a_line_for_each_requirement(run, project):
    ended = run("check", project, "--part", "packaging", "--part", "manifest")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "passed          package-imports " in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("holds what was asked: ")


def test_the_folder_that_one_stands_in_is_a_target(run, project):
    assert run("check", ".", *ONE, cwd=project).returncode == 0


def test_a_wheel_is_a_target(run, project, tmp_path):
    wheel = tmp_path / WHEEL_NAME
    write_wheel(wheel, members_of(project / "src" / FOLDER_NAME))
    ended = run("check", wheel, "--part", "packaging")
    assert ended.returncode == 0, ended.stdout
    assert "package-record-correct" in ended.stdout


def test_an_installed_interlinker_is_a_target(run):
    ended = run("check", "poll", *ONE)
    assert ended.returncode == 0, ended.stderr
    assert "poll: poll 1.0.0" in ended.stdout


def test_a_failure_ends_with_1_and_says_where_what_why_and_how_to_mend_it(run, project):
    changed(project, "support_until = 2028-12-31", "support_until = 2020-12-31")
    ended = run("check", project, "--only", "manifest-still-supported")
    assert ended.returncode == 1
    for told in ("at:       interlinker.toml:", "found:    2020-12-31", "expected: ", "why:      ", "fix:      "):
        assert told in ended.stdout
    assert ended.stdout.splitlines()[-1].startswith("does not conform: 1 failed")


def test_what_should_hold_ends_with_1_only_where_it_counts(run, project):
    changed(project, 'logo = "images/logo.png"\n', "")
    arguments = ("check", project, "--only", "manifest-has-logo")
    assert [run(*arguments).returncode, run(*arguments, "--strict").returncode] == [0, 1]


def test_what_could_not_be_told_ends_with_3(run, project):
    with (project / "src" / FOLDER_NAME / "__init__.py").open("a") as module:
        module.write("\nraise SystemExit(0)\n")
    ended = run("check", project, "--only", "clone-belongs-to-cloner")
    assert ended.returncode == 3
    assert "reason:   the package cannot be imported: SystemExit: 0" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_broken_python_is_a_result_with_file_and_line(run, project):
    (project / "src" / FOLDER_NAME / "pages.py").write_text("def broken(:\n", encoding="utf-8")
    ended = run("check", project, "--part", "packaging")
    assert ended.returncode == 1
    assert f"at:       {FOLDER_NAME}/pages.py:1" in ended.stdout
    assert "Traceback" not in ended.stdout + ended.stderr


def test_a_folder_without_interlinker_ends_with_2_and_says_what_was_looked_for(run, tmp_path):
    ended = run("check", tmp_path)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "looked into it, the package that pyproject.toml names" in ended.stderr
    assert "target_unknown" in ended.stderr


def test_a_wheel_that_is_none_ends_with_1_and_one_sentence(run, tmp_path):
    (tmp_path / WHEEL_NAME).write_bytes(b"PK")
    ended = run("check", tmp_path / WHEEL_NAME)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert "refused before anything is unpacked" in ended.stderr
    assert "target_refused" in ended.stderr


@pytest.mark.parametrize(
    ("arguments", "near"), [(("--only", "package-import"), "package-imports"), (("--part", "text"), "texts")]
)
def test_a_misspelled_selection_ends_with_2_and_those_like_it(run, project, arguments, near):
    ended = run("check", project, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert near in ended.stderr


def test_settings_are_given_in_a_file(run, project, tmp_path):
    (tmp_path / "settings.toml").write_text('motto = "Together"\n', encoding="utf-8")
    arguments = ("check", project, "--only", "manifest-samples-made", "--settings", "settings.toml")
    assert run(*arguments).returncode == 0


@pytest.mark.parametrize("text", ["motto = 1\n", "moto = 'x'\n", "= 1"])
def test_settings_that_are_not_taken_end_with_2(run, project, tmp_path, text):
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    ended = run("check", project, "--only", "manifest-samples-made", "--settings", "settings.toml")
    assert (ended.returncode, ended.stdout) == (2, "")


def test_settings_that_are_missing_are_a_reason_and_no_failure(run, project):
    changed(project, "[settings]\n", '[settings]\nrequired = ["motto"]\n')
    ended = run("check", project, "--only", "manifest-samples-made")
    assert ended.returncode == 3
    assert "cannot be opened: settings_invalid" in ended.stdout


def test_json_is_one_document_with_suite_and_digests(run, project):
    document = json.loads(run("check", project, *ONE, "--format", "json").stdout)
    assert document["conforms"] is True
    assert len(document["target"]["digest"]) == len(document["suite_digest"]) == 64
    assert document["target"]["placement"] == "keeper"
    assert document["left_out"]


def test_a_report_is_written_to_a_file_and_nothing_to_stdout(run, project, tmp_path):
    ended = run("check", project, *ONE, "--format", "junit", "--output", "report.xml")
    assert (ended.returncode, ended.stdout) == (0, "")
    assert ET.parse(tmp_path / "report.xml").getroot().tag == "testsuites"
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".part"] == []


@pytest.mark.parametrize(("form", "begin"), [("sarif", '{\n  "$schema"'), ("html", "<!doctype html>")])
def test_every_form_can_be_had(run, project, form, begin):
    assert run("check", project, *ONE, "--format", form).stdout.startswith(begin)


def test_text_in_a_pipe_has_no_colours(run, project):
    assert "\x1b" not in run("check", project, *ONE).stdout


def test_a_requirement_is_explained_with_why_fix_source_and_example(run):
    ended = run("explain", "package-offers-interlinker")
    assert (ended.returncode, ended.stderr) == (0, "")
    for told in ("requirement that must hold", "why:", "what to do:", "comes from:", "[project.entry-points."):
        assert told in ended.stdout
