# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink about`, as a command."""

import json

import pytest
from tests.conformance.projects import FOLDER_NAME, write_project

from interlink_runtime.settings import load_settings, variable_for


def test_a_folder_and_an_installed_interlinker_are_told_alike(run, tmp_path):
    project = write_project(tmp_path / "ideas")
    ended = run("about", project)
    assert (ended.returncode, ended.stderr) == (0, "")
    assert "what it can do" in ended.stdout
    assert "poll 1.0.0" in run("about", "poll").stdout


def test_json_is_one_document(run):
    said = json.loads(run("about", "poll", "--format", "json").stdout)
    assert said["id"] == "poll"
    assert {each["capability"] for each in said["offers"]} >= {"instantiate", "contribute"}


def test_markdown_begins_with_the_name(run):
    assert run("about", "poll", "--format", "markdown", "--language", "es").stdout.startswith("# Votación\n")


def test_what_is_not_there_is_wrong_usage(run):
    ended = run("about", "nothing-like-it")
    assert (ended.returncode, "code: target_unknown" in ended.stderr) == (2, True)


def test_a_wrong_manifest_is_told_and_nothing_else(run, tmp_path):
    project = write_project(tmp_path / "ideas")
    (project / "src" / FOLDER_NAME / "interlinker.toml").write_text("id = 3\n")
    ended = run("about", project)
    assert (ended.returncode, ended.stdout, "code: manifest_invalid" in ended.stderr) == (1, "", True)


@pytest.mark.parametrize(("interlinker", "setting"), [("poll", "api_key"), ("meeting-notes", "url")])
def test_the_variable_that_is_named_is_the_one_that_the_runtime_reads(tmp_path, interlinker, setting):
    variable = variable_for(interlinker, setting)
    assert variable is not None
    file = tmp_path / "interlink.toml"
    file.write_text("")
    settings = load_settings(file, {variable: "told"})
    assert settings.interlinkers[interlinker].settings == {setting: "told"}


@pytest.mark.parametrize(
    ("interlinker", "setting"), [("poll", "apiKey"), ("poll", "a-b"), ("a--b", "key"), ("poll", "a__b")]
)
def test_a_setting_that_no_variable_can_name_has_none(interlinker, setting):
    assert variable_for(interlinker, setting) is None
