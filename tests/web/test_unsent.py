# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form that comes without a session waits for its person, and for nobody else."""

import re
from datetime import timedelta

import pytest

from interlink_runtime.runtime import sweep_up
from interlink_runtime.web import unsent as rules

FORM = {"title": "A long evening", "text": "Ein langer Text\nmit Zeilen & <Zeichen>"}
CREATE = "/notes/assets/instantiate"


def fields_of(page) -> dict[str, str]:
    return dict(re.findall(r'<input type="hidden" name="(_\w+)" value="([^"]*)"', page.text))


def typed(person, path=CREATE, **more):
    return {**fields_of(person.get(path)), **FORM, **more}


def sent_late(person, path=CREATE, data=None, files=None):
    """Send a form when the session has ended."""
    session = person.cookies.pop("interlink_session")
    answer = person.post(path, data, files=files)
    person.cookies["interlink_session"] = session
    return answer


def way_back(answer) -> str:
    return re.search(r"next=%2Funsent%2F(\w+)", answer.text)[1]


def assets_of(person) -> int:
    return person.get("/assets").text.count("<article")


def test_what_was_typed_is_back_after_signing_in_and_nothing_is_made_before(ana):
    late = sent_late(ana, data=typed(ana))
    assert late.status_code == 401
    page = ana.get(f"/unsent/{way_back(late)}")
    assert page.status_code == 200
    assert 'value="A long evening"' in page.text
    assert "mit Zeilen &amp; &lt;Zeichen&gt;" in page.text
    assert assets_of(ana) == 0


def test_the_form_that_came_back_is_sent_once_and_then_forgotten(ana):
    tag = way_back(sent_late(ana, data=typed(ana)))
    page = ana.get(f"/unsent/{tag}")
    again = {**fields_of(page), **FORM}
    for _ in range(2):
        assert ana.post(CREATE, again).status_code == 303
    assert assets_of(ana) == 1
    assert ana.get(f"/unsent/{tag}").status_code == 404


def test_somebody_else_who_signs_in_does_not_get_it_and_then_nobody_does(ana, sign_in):
    tag = way_back(sent_late(ana, data=typed(ana)))
    bruno = sign_in("bruno")
    bruno.cookies |= {name: value for name, value in ana.cookies.items() if name.startswith(rules.COOKIE)}
    page = bruno.get(f"/unsent/{tag}")
    assert page.status_code == 404
    assert "A long evening" not in page.text
    assert ana.get(f"/unsent/{tag}").status_code == 404


def test_another_browser_of_the_same_person_does_not_get_it(ana, sign_in):
    tag = way_back(sent_late(ana, data=typed(ana)))
    assert sign_in("ana").get(f"/unsent/{tag}").status_code == 404


def test_it_is_gone_after_an_hour_and_swept(ana, http, monkeypatch):
    tag = way_back(sent_late(ana, data=typed(ana)))
    runtime = http.app.state.runtime
    later = runtime.now() + timedelta(minutes=rules.MINUTES)
    monkeypatch.setattr("interlink_runtime.web.unsent.microseconds", lambda _: int(later.timestamp() * 1e6))
    assert ana.get(f"/unsent/{tag}").status_code == 404
    object.__setattr__(runtime, "now", lambda: later)
    http.portal.call(sweep_up, runtime)
    assert waiting(http) == 0


@pytest.mark.parametrize(
    ("change", "headers"),
    [
        ({}, {"origin": "https://evil.example"}),
        ({}, {"sec_fetch_site": "cross-site"}),
        ({"_owner": ""}, {}),
        ({"_owner": "0" * 64}, {}),
    ],
)
def test_a_form_of_another_site_or_without_a_mark_of_ours_is_not_kept(ana, nobody, http, change, headers):
    answer = nobody.post(CREATE, typed(ana) | change, **headers)
    assert answer.status_code == 401
    assert "unsent" not in answer.text
    assert waiting(http) == 0


def test_files_are_named_and_have_to_be_chosen_again(ana, http):
    late = sent_late(ana, data=typed(ana), files={"_files": ("plan.txt", b"Less rain", "text/plain")})
    assert "plan.txt" in late.text
    page = ana.get(f"/unsent/{way_back(late)}")
    assert "Files have to be chosen again: plan.txt" in page.text
    assert list((http.app.state.runtime.settings.store.folder / "blobs").glob("??")) == []


def test_nothing_typed_is_in_an_address_a_cookie_or_the_log(ana, caplog):
    with caplog.at_level("DEBUG"):
        late = sent_late(ana, data=typed(ana))
    assert "evening" not in str(late.headers)
    assert "evening" not in late.text
    assert "evening" not in caplog.text


def test_a_person_cannot_fill_the_store_with_forms_that_wait(ana, http):
    form = typed(ana)
    answers = [sent_late(ana, data=form) for _ in range(rules.MAX_OF_PERSON + 2)]
    assert waiting(http) == rules.MAX_OF_PERSON
    assert answers[-1].status_code == 401
    assert "Please sign in" in answers[-1].text


def test_more_than_a_form_may_hold_is_not_kept(ana, http):
    form = typed(ana) | {f"more{number}": "x" * 900_000 for number in range(2)}
    assert sent_late(ana, data=form).status_code == 401
    assert waiting(http) == 0


@pytest.mark.parametrize(
    ("page", "action", "data", "shown"),
    [
        ("share", "share", {"whom": "someone@example.org", "role": "editor"}, 'value="someone@example.org"'),
        ("", "contribute/comments", {"text": "My comment"}, "My comment"),
        ("edit", "edit", {"title": "New title", "_version": "1"}, 'value="New title"'),
    ],
)
def test_every_form_of_an_asset_comes_back(ana, page, action, data, shown):
    asset = ana.made("notes", {"title": "Minutes"})
    marks = fields_of(ana.get(f"/assets/{asset}/{page}".rstrip("/")))
    late = sent_late(ana, f"/assets/{asset}/{action}", marks | data)
    assert shown in ana.get(f"/unsent/{way_back(late)}").text


def test_the_token_that_was_asked_for_and_the_new_team_come_back(ana):
    for path, data, shown in (
        ("/account/tokens", {"name": "Nightly", "days": "7", "scopes": "write"}, 'value="Nightly"'),
        ("/teams", {"name": "Planners"}, 'value="Planners"'),
    ):
        marks = fields_of(ana.get(path.replace("/tokens", "")))
        late = sent_late(ana, path, marks | data)
        assert shown in ana.get(f"/unsent/{way_back(late)}").text


def test_a_button_leads_back_to_the_page_it_is_on(ana):
    asset = ana.made("notes", {"title": "Minutes"})
    ana.cookies.pop("interlink_session")
    answer = ana.post(f"/assets/{asset}/clone", referer=f"http://testserver/assets/{asset}")
    assert f"next=%2Fassets%2F{asset}" in answer.text


def waiting(http) -> int:
    from interlink_runtime.store.statements import Statement

    store = http.app.state.runtime.store
    return http.portal.call(store.fetch_one, Statement("SELECT count(*) FROM unsent_forms"))[0]
