# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of an asset: what it shows, and what it offers to whom."""

import pytest


@pytest.fixture
def notes(ana):
    return ana.made("notes", {"title": "Water", "text": "<script>alert(1)</script>"})


def test_only_people_with_a_role_see_it(ana, bruno, nobody, notes):
    assert ana.get(f"/assets/{notes}").status_code == 200
    assert bruno.get(f"/assets/{notes}").status_code == 404
    assert nobody.get(f"/assets/{notes}").status_code == 404


def test_what_was_typed_stays_text(ana, notes):
    page = ana.get(f"/assets/{notes}").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page


def test_an_owner_is_offered_everything(ana, notes):
    page = ana.get(f"/assets/{notes}").text
    for action in ("edit", "share", "export", "delete"):
        assert f'href="/assets/{notes}/{action}"' in page
    assert f'action="/assets/{notes}/clone"' in page


def test_a_viewer_is_offered_to_export_and_to_copy(ana, bruno, notes):
    ana.post(f"/assets/{notes}/share", {"whom": "Bruno Rossi", "role": "viewer"})
    page = bruno.get(f"/assets/{notes}").text
    assert f'href="/assets/{notes}/export"' in page
    assert f'action="/assets/{notes}/clone"' in page
    for action in ("edit", "share", "delete"):
        assert f'href="/assets/{notes}/{action}"' not in page
        assert bruno.get(f"/assets/{notes}/{action}").status_code == 403
    assert "collection-comments" in page
    assert "collection-reviews" not in page


def test_an_entry_is_added_through_the_platforms_form(ana, notes):
    answer = ana.post(f"/assets/{notes}/contribute/comments", {"text": "well <i>done</i>", "_once": "k"})
    assert answer.headers["location"] == f"/assets/{notes}?notice=sent"
    assert "well &lt;i&gt;done&lt;/i&gt;" in ana.get(f"/assets/{notes}").text


def test_an_entry_that_does_not_fit_is_kept_and_corrected(ana, notes):
    answer = ana.post(f"/assets/{notes}/contribute/comments", {"text": "x" * 201})
    assert answer.status_code == 422
    assert "Shorten this to at most 200 characters." in answer.text
    assert "x" * 201 in answer.text


def test_the_second_entry_of_a_person_is_refused_kindly(ana, notes):
    ana.post(f"/assets/{notes}/contribute/reviews", {"verdict": "good"})
    answer = ana.post(f"/assets/{notes}/contribute/reviews", {"verdict": "bad"})
    assert answer.status_code == 409
    assert "You have already taken part" in answer.text


def test_a_closed_collection_says_so(ana):
    closed = ana.made("notes", {"title": "Old", "is_closed": "true"})
    page = ana.get(f"/assets/{closed}").text
    assert "No more entries are taken" in page
    assert f'action="/assets/{closed}/contribute/comments"' not in page


def test_an_unknown_collection_is_refused(ana, notes):
    assert ana.post(f"/assets/{notes}/contribute/nothing", {}).status_code == 409


def test_a_page_that_fails_leaves_what_is_stored(ana):
    broken = ana.made("broken", {"title": "Kept"})
    page = ana.get(f"/assets/{broken}").text
    assert "<iframe" in page
    frame = ana.get(ana.frame(broken))
    assert frame.status_code == 502
    assert "The INTERLINKER made a mistake" in frame.text


def test_an_interlinker_that_is_gone_leaves_its_assets(ana, notes):
    host = ana.app.state.runtime.host
    del host._hosted["notes"]
    page = ana.get(f"/assets/{notes}").text
    assert "The INTERLINKER is not available now" in page
    assert "Water" in page
    assert f'href="/assets/{notes}/edit"' not in page
    assert f'href="/assets/{notes}/export"' in page
    assert "Portable bundle (ZIP)" in ana.get(f"/assets/{notes}/export").text
    assert ana.get(f"/assets/{notes}/export/file?format=bundle").status_code == 200
    assert ana.get("/assets").text.count("<article") == 1


def test_content_elsewhere_is_a_link(ana):
    away = ana.made("away", {"title": "Pad"})
    page = ana.get(f"/assets/{away}").text
    assert 'href="https://pad.example.org/p/1" rel="noopener noreferrer" target="_blank"' in page
    assert "leaves this site" in page


def test_a_copy_belongs_to_whoever_made_it(ana, bruno, notes):
    ana.post(f"/assets/{notes}/share", {"whom": "bruno@example.org", "role": "viewer"})
    answer = bruno.post(f"/assets/{notes}/clone", {"_once": "c"})
    copy = bruno.get(answer.headers["location"])
    assert f'href="/assets/{notes}"' in copy.text
    assert f"{answer.headers['location'].partition('?')[0]}/delete" in copy.text


def test_deleting_asks_first_and_names_what_goes(ana, notes):
    assert "Delete “Water”?" in ana.get(f"/assets/{notes}/delete").text
    assert ana.get(f"/assets/{notes}").status_code == 200
    answer = ana.post(f"/assets/{notes}/delete", {"_once": "d"})
    assert answer.headers["location"] == "/assets?notice=deleted"
    assert "Deleted." in ana.get(answer.headers["location"]).text
    assert ana.get(f"/assets/{notes}").status_code == 404


def test_the_list_is_filtered(ana, notes):
    ana.made("board", {"title": "Ideas for the park"})
    assert ana.get("/assets").text.count("<article") == 2
    assert ana.get("/assets?interlinker=board").text.count("<article") == 1
    assert ana.get("/assets?q=PARK").text.count("<article") == 1
    assert ana.get("/assets?role=viewer").text.count("<article") == 0
    assert "Nothing found" in ana.get("/assets?q=nothing").text


def test_an_empty_list_says_what_to_do(bruno):
    assert "Non avete ancora risorse" in bruno.get("/assets").text


def test_the_list_has_pages(ana):
    for number in range(26):
        ana.made("notes", {"title": f"Note {number}"})
    first = ana.get("/assets?q=note")
    assert first.text.count("<article") == 24
    following = first.text.rpartition("Next page")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "q=note" in following
    second = ana.get(following)
    assert second.text.count("<article") == 2
    assert "Back to the first page" in second.text
