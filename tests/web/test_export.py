# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Export and restore, through the pages."""

import pytest


@pytest.fixture
def notes(ana):
    asset = ana.made("notes", {"title": "Water"}, files={"_files": ("plan.txt", b"the plan", "text/plain")})
    ana.post(f"/assets/{asset}/contribute/comments", {"text": "good"})
    return asset


def test_formats_are_explained(ana, notes):
    page = ana.get(f"/assets/{notes}/export").text
    assert page.count('type="radio"') == 3
    assert "It can be restored here or on another INTERLINK runtime." in page


def test_the_chosen_format_is_a_download(ana, notes):
    answer = ana.get(f"/assets/{notes}/export/file?format=json")
    assert answer.headers["content-disposition"].startswith("attachment")
    assert answer.json()["state"]["title"] == "Water"


def test_an_unknown_format_is_refused(ana, notes):
    assert ana.get(f"/assets/{notes}/export/file?format=odt").status_code == 409


def test_a_bundle_comes_back_whole(ana, bruno, notes):
    bundle = ana.get(f"/assets/{notes}/export/file?format=bundle").content
    answer = bruno.post("/restore", {"_once": "r"}, files={"_files": ("a.zip", bundle, "application/zip")})
    assert answer.status_code == 303
    restored = bruno.get(answer.headers["location"])
    assert "Water" in restored.text
    assert "good" in restored.text
    path = answer.headers["location"].partition("?")[0]
    assert bruno.get(f"{path}/files/plan.txt").content == b"the plan"


@pytest.mark.parametrize("files", [None, {"_files": ("a.zip", b"not a zip", "application/zip")}])
def test_what_is_no_bundle_is_refused_with_the_reason(ana, files):
    answer = ana.post("/restore", {"_once": "r"}, files=files)
    assert answer.status_code == 422
    assert "This file cannot be restored" in answer.text
    assert 'aria-invalid="true"' in answer.text
