# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The create page: a form from the schema, for people here and for the platform."""

import re

import pytest

TITLE = {"title": "Water"}


def test_nobody_makes_anything(nobody):
    answer = nobody.get("/notes/assets/instantiate")
    assert answer.status_code == 401
    assert 'href="/login?next=%2Fnotes%2Fassets%2Finstantiate"' in answer.text


def test_an_interlinker_that_is_not_here_is_not_found(ana):
    assert ana.get("/nothing/assets/instantiate").status_code == 404


def test_the_form_asks_what_the_schema_says(ana):
    page = ana.get("/notes/assets/instantiate").text
    assert '<label for="f-title">Title</label>' in page
    assert 'aria-describedby="f-title-help"' in page
    assert 'type="date"' in page
    assert "Accepted: .txt, .png, .html, .svg." in page
    assert "At most 1 kB each." in page
    assert "To know who wrote." in page


def test_the_form_speaks_the_readers_language(ana):
    ana.get("/language/es")
    page = ana.get("/notes/assets/instantiate").text
    assert '<html lang="es" dir="ltr">' in page
    assert "Título" in page
    assert "Breve y claro" in page


def test_what_is_sent_becomes_an_asset(ana):
    answer = ana.post("/notes/assets/instantiate", {**TITLE, "pages": "3", "topics": ["waste", "water"]})
    assert answer.status_code == 303
    page = ana.get(answer.headers["location"]).text
    assert "<h1>Water</h1>" in page
    assert "waste" in page
    assert "Created." in page


def test_what_is_wrong_is_listed_and_what_was_typed_is_kept(ana):
    answer = ana.post("/notes/assets/instantiate", {"title": "", "pages": "none", "text": "a long <b>story</b>"})
    assert answer.status_code == 422
    assert '<a href="#f-title">Title: Fill this in.</a>' in answer.text
    assert '<a href="#f-pages">Pages: Enter a whole number.</a>' in answer.text
    assert 'value="none"' in answer.text
    assert "a long &lt;b&gt;story&lt;/b&gt;" in answer.text
    field = re.search(r'<input[^>]*id="f-title"[^>]*>', answer.text)[0]
    assert 'aria-invalid="true"' in field
    assert 'aria-describedby="f-title-help f-title-error"' in field


def test_rows_are_added_without_scripts(ana):
    answer = ana.post("/notes/assets/instantiate", {**TITLE, "people.0": "Eva", "_add": "people"})
    assert answer.status_code == 200
    assert 'name="people.0" value="Eva"' in answer.text
    assert 'name="people.1" value=""' in answer.text
    removed = ana.post("/notes/assets/instantiate", {**TITLE, "people.0": "Eva", "_remove": "people.0"})
    assert "Eva" not in removed.text


def test_a_double_click_makes_one_asset(ana):
    once = {**TITLE, "_once": "one-key"}
    first, second = (ana.post("/notes/assets/instantiate", once) for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert ana.get("/assets").text.count("<article") == 1


def test_a_form_that_is_sent_again_with_other_answers_is_refused(ana):
    ana.post("/notes/assets/instantiate", {**TITLE, "_once": "one-key"})
    answer = ana.post("/notes/assets/instantiate", {"title": "Other", "_once": "one-key"})
    assert answer.status_code == 422
    assert "This form was sent before with other answers" in answer.text


def test_a_file_comes_along(ana):
    asset = ana.made("notes", TITLE, files={"_files": ("plan.txt", b"the plan", "text/plain")})
    assert ana.get(f"/assets/{asset}/files/plan.txt").content == b"the plan"


@pytest.mark.parametrize(
    ("file", "advice"),
    [
        (("plan.pdf", b"%PDF", "application/pdf"), "Choose a file of one of the accepted types."),
        (("plan.txt", b"x" * 1001, "text/plain"), "Choose a smaller file."),
    ],
)
def test_a_file_that_is_not_taken_is_a_problem_of_its_control(ana, file, advice):
    answer = ana.post("/notes/assets/instantiate", TITLE, files={"_files": file})
    assert answer.status_code == 422
    assert f'<a href="#files">File: {advice}</a>' in answer.text
    assert 'value="Water"' in answer.text


def test_a_file_need_not_be_chosen_again_when_something_else_was_wrong(ana, bruno):
    file = {"_files": ("plan.txt", b"the plan", "text/plain")}
    answer = ana.post("/notes/assets/instantiate", {"title": ""}, files=file)
    assert "Already sent, need not be chosen again: plan.txt." in answer.text
    waiting = re.search(r'name="_waiting" value="([^"]+)"', answer.text)[1]
    asset = ana.made("notes", {**TITLE, "_waiting": waiting})
    assert ana.get(f"/assets/{asset}/files/plan.txt").content == b"the plan"
    other = bruno.made("notes", {**TITLE, "_waiting": waiting})
    assert bruno.get(f"/assets/{other}/files/plan.txt").status_code == 404


def test_a_form_over_the_limit_is_refused_before_it_is_read(ana):
    answer = ana.post("/notes/assets/instantiate", TITLE, files={"_files": ("a.txt", b"x" * 11_000_000, "text/plain")})
    assert answer.status_code == 413
    assert "The file is too large" in answer.text


def test_another_site_cannot_make_assets(ana):
    assert ana.post("/notes/assets/instantiate", TITLE, origin="https://evil.example").status_code == 403
    assert ana.get("/assets").text.count("<article") == 0


def test_only_the_platform_may_frame_the_page(ana, platform):
    headers = ana.get("/notes/assets/instantiate").headers
    assert f"frame-ancestors 'self' {platform}" in headers["content-security-policy"]
    assert "cross-origin-opener-policy" not in headers


def test_in_a_frame_the_page_has_no_navigation(ana, platform):
    page = ana.get("/notes/assets/instantiate", sec_fetch_dest="iframe").text
    assert "<nav" not in page
    assert f'data-platforms="{platform}"' in page


def test_the_platform_learns_which_asset_was_made(ana):
    answer = ana.post("/notes/assets/instantiate", {**TITLE, "_embedded": "yes"})
    page = ana.get(answer.headers["location"]).text
    asset = answer.headers["location"].rpartition("/")[2]
    assert f'data-created="{asset}"' in page
    assert ana.get(f"/board/assets/instantiate/{asset}").status_code == 404
