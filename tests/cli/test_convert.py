# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink convert`, as a command: both ways, and what it says about them."""

import json
from pathlib import Path

from tests.sdk.metadata.conftest import good_document

DOCUMENT = {**good_document("externalknowledge", "tool", "A tool"), "shoe_size": 43}


def bundle_in(folder: Path, document: dict) -> Path:
    folder.mkdir(parents=True)
    (folder / "metadata.json").write_text(json.dumps(document))
    (folder / "instructions.md").write_text("Read this first.\n")
    (folder / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    return folder


def test_a_bundle_becomes_a_project_that_can_be_described_and_comes_back(run, tmp_path):
    file = bundle_in(tmp_path / "tool", DOCUMENT) / "metadata.json"
    ended = run("convert", file, "--output", "project")
    assert ended.returncode == 0, ended.stderr
    assert "shoe_size: 43" in ended.stdout
    assert run("about", "project").returncode == 0
    assert run("convert", "project", "--to", "interlink", "--output", "back").returncode == 0
    assert json.loads((tmp_path / "back" / "metadata.json").read_text()) == DOCUMENT


def test_what_interlinks_format_cannot_say_is_listed_with_its_reason(run, tmp_path):
    said = json.loads(run("convert", Path("examples/poll").resolve(), "--to", "interlink", "--format", "json").stdout)
    lost = {note["key"]: note["why"] for note in said["notes"] if note["code"] == "not_in_interlink"}
    assert {"collections", "schemas", "support_until", "licence"} <= set(lost)
    assert all(lost.values())
    assert (tmp_path / "interlinkers/software/poll/metadata.json").is_file()


def test_a_manifest_that_must_be_completed_by_hand_ends_with_1(run, tmp_path):
    document = {**DOCUMENT, "uri_translations": dict.fromkeys(DOCUMENT["languages"], "")}
    bundle = bundle_in(tmp_path / "interlinkers" / "externalsoftware" / "tool", document)
    ended = run("convert", bundle, "--output", "project")
    assert (ended.returncode, "link" in ended.stdout) == (1, True)
    assert run("convert", "project", "--to", "interlink", "--output", "back").returncode == 0


def test_what_cannot_be_converted_is_refused_with_code_and_remedy_and_nothing_is_written(run, tmp_path):
    bundle = bundle_in(tmp_path / "tool", {})
    ended = run("convert", bundle, "--output", "project")
    assert ended.returncode == 1
    assert "code: conversion_refused" in ended.stderr
    assert "fix:" in ended.stderr
    assert not (tmp_path / "project").exists()
