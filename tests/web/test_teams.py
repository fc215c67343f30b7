# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Teams as people make, change, use and leave them."""

import pytest


@pytest.fixture
def team(ana) -> str:
    answer = ana.post("/teams", {"name": "Planners"})
    return answer.headers["location"].removeprefix("/teams/").partition("?")[0]


def test_whoever_makes_a_team_is_its_keeper_and_finds_it_in_the_list(ana, bruno, team):
    assert "Planners" in ana.get("/teams").text
    assert "The last keeper stays." in ana.get(f"/teams/{team}").text
    assert "Planners" not in bruno.get("/teams").text
    assert bruno.get(f"/teams/{team}").status_code == 404


def test_a_form_that_comes_twice_makes_one_team(ana):
    form = {"name": "Only once", "_once": "k" * 20}
    assert {ana.post("/teams", form).status_code for _ in range(2)} == {303}
    assert ana.get("/teams").text.count("Only once") == 1


def test_a_team_without_a_name_is_a_problem_of_the_field(ana):
    answer = ana.post("/teams", {"name": " "})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text


def test_a_member_is_added_by_name_sees_the_team_and_leaves_it(ana, bruno, team):
    assert ana.post(f"/teams/{team}/members", {"whom": "Bruno Rossi", "role": "member"}).status_code == 303
    page = bruno.get(f"/teams/{team}").text
    assert "Lascia il gruppo" in page
    assert f'action="/teams/{team}/members"' not in page
    answer = bruno.post(f"/teams/{team}/remove", {"subject": "person:bruno"})
    assert answer.headers["location"] == "/teams?notice=left"
    assert bruno.get(f"/teams/{team}").status_code == 404


def test_a_keeper_makes_others_keepers_and_takes_them_out(ana, team):
    ana.post(f"/teams/{team}/members", {"whom": "Bruno Rossi", "role": "member"})
    ana.post(f"/teams/{team}/members", {"subject": "person:bruno", "role": "keeper"})
    assert "Leave the team" in ana.get(f"/teams/{team}").text
    ana.post(f"/teams/{team}/remove", {"subject": "person:bruno"})
    assert "<h3>Bruno Rossi" not in ana.get(f"/teams/{team}").text


def test_what_is_shared_with_a_team_is_open_to_its_members_only(ana, bruno, team):
    notes = ana.made("notes", {"title": "Water"})
    ana.post(f"/assets/{notes}/share", {"subject": f"team:{team}", "role": "viewer"})
    page = ana.get(f"/assets/{notes}/share").text
    assert "Planners" in page
    assert f'<option value="team:{team}">' not in page
    assert bruno.get(f"/assets/{notes}").status_code == 404
    ana.post(f"/teams/{team}/members", {"whom": "Bruno Rossi", "role": "member"})
    assert bruno.get(f"/assets/{notes}").status_code == 200


def test_a_team_with_which_something_is_shared_is_not_deleted(ana, team):
    notes = ana.made("notes", {"title": "Water"})
    ana.post(f"/assets/{notes}/share", {"subject": f"team:{team}", "role": "viewer"})
    assert ana.post(f"/teams/{team}/delete").status_code == 409
    ana.post(f"/assets/{notes}/unshare", {"subject": f"team:{team}"})
    assert ana.post(f"/teams/{team}/delete").headers["location"] == "/teams?notice=deleted"
