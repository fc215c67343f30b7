# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Editing: nobody's work is overwritten unseen."""

import re

import pytest

from interlink_runtime.web.pages import history


@pytest.fixture
def notes(ana):
    return ana.made("notes", {"title": "Water", "text": "first"})


def test_the_form_has_what_is_there(ana, notes):
    page = ana.get(f"/assets/{notes}/edit").text
    assert 'name="_version" value="1"' in page
    assert 'value="Water"' in page
    assert ">\nfirst</textarea>" in page


def test_a_change_is_the_next_version(ana, notes):
    answer = ana.post(f"/assets/{notes}/edit", {"title": "Rain", "_version": "1"})
    assert answer.headers["location"] == f"/assets/{notes}?notice=saved"
    assert "<h1>Rain</h1>" in ana.get(f"/assets/{notes}").text


def test_what_is_wrong_is_said_and_nothing_is_saved(ana, notes):
    answer = ana.post(f"/assets/{notes}/edit", {"title": "x" * 41, "_version": "1"})
    assert answer.status_code == 422
    assert "Shorten this to at most 40 characters." in answer.text
    assert "<h1>Water</h1>" in ana.get(f"/assets/{notes}").text


def test_a_conflict_shows_both_and_keeps_what_was_typed(ana, notes):
    ana.post(f"/assets/{notes}/edit", {"title": "Theirs", "_version": "1"})
    answer = ana.post(f"/assets/{notes}/edit", {"title": "Mine", "_version": "1"})
    assert answer.status_code == 412
    assert "You started from version 1; now there is version 2." in answer.text
    assert 'value="Mine"' in answer.text
    assert 'name="_version" value="2"' in answer.text
    assert "Theirs" in answer.text.partition('id="newer"')[2]
    assert "<h1>Theirs</h1>" in ana.get(f"/assets/{notes}").text


def test_a_change_must_say_which_version_it_changes(ana, notes):
    answer = ana.post(f"/assets/{notes}/edit", {"title": "Rain"})
    assert answer.status_code == 428
    assert "does not know which version" in answer.text


def test_files_stay_unless_others_are_chosen(ana):
    asset = ana.made("notes", {"title": "A"}, files={"_files": ("a.txt", b"a", "text/plain")})
    assert "the present files stay: a.txt" in ana.get(f"/assets/{asset}/edit").text
    ana.post(f"/assets/{asset}/edit", {"title": "B", "_version": "1"})
    assert ana.get(f"/assets/{asset}/files/a.txt").content == b"a"


def test_the_history_shows_every_version(ana, notes):
    ana.post(f"/assets/{notes}/edit", {"title": "Rain", "text": "second", "_version": "1"})
    page = ana.get(f"/assets/{notes}/history").text
    assert page.index("second") < page.index("first")
    assert "Ana García" in page


def test_a_long_history_is_shown_page_by_page(ana, notes, monkeypatch):
    monkeypatch.setattr(history, "PAGE_SIZE", 2)
    for version in (1, 2):
        ana.post(f"/assets/{notes}/edit", {"title": f"Rain {version}", "text": "x", "_version": str(version)})
    first = ana.get(f"/assets/{notes}/history").text
    assert ("Version 3" in first, "Version 1<" in first, "Back to the first page" in first) == (True, False, False)
    second = ana.get(re.search(rf'"(/assets/{notes}/history\?after=\d+)"', first)[1]).text
    assert ("Version 3" in second, "Version 1<" in second, "Next page" in second) == (False, True, False)
    assert f'href="/assets/{notes}/history"' in second


def test_an_asset_whose_interlinker_offers_no_edit_cannot_be_edited(ana):
    away = ana.made("away", {"title": "Pad"})
    assert ana.get(f"/assets/{away}/edit").status_code == 409
