# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sharing: who gets which role, and the owner who stays."""

import pytest


@pytest.fixture
def notes(ana):
    return ana.made("notes", {"title": "Water"})


def test_somebody_known_is_found_by_name(ana, bruno, notes):
    assert '<option value="Bruno Rossi">' in ana.get(f"/assets/{notes}/share").text
    answer = ana.post(f"/assets/{notes}/share", {"whom": "bruno rossi", "role": "editor"})
    assert answer.headers["location"] == f"/assets/{notes}/share?notice=shared"
    assert "Bruno Rossi" in ana.get(f"/assets/{notes}/share").text
    assert "Water" in bruno.get("/assets").text
    assert bruno.get(f"/assets/{notes}/edit").status_code == 200


def test_an_address_waits_for_its_holder(ana, notes):
    ana.post(f"/assets/{notes}/share", {"whom": "Eva@Example.org", "role": "viewer"})
    page = ana.get(f"/assets/{notes}/share").text
    assert "eva@example.org" in page
    assert "Waits until somebody signs in with this address." in page


def test_nobody_in_particular_is_a_problem_of_the_field(ana, notes):
    answer = ana.post(f"/assets/{notes}/share", {"whom": "somebody", "role": "editor"})
    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert 'value="somebody"' in answer.text
    assert 'value="editor" aria-describedby="new-editor-help" checked' in answer.text


def test_a_role_is_changed_and_taken_away(ana, bruno, notes):
    ana.post(f"/assets/{notes}/share", {"whom": "Bruno Rossi", "role": "editor"})
    ana.post(f"/assets/{notes}/share", {"subject": "person:bruno", "role": "viewer"})
    assert bruno.get(f"/assets/{notes}/edit").status_code == 403
    ana.post(f"/assets/{notes}/unshare", {"subject": "person:bruno"})
    assert bruno.get(f"/assets/{notes}").status_code == 404


def test_the_last_owner_stays(ana, notes):
    assert "The last owner stays." in ana.get(f"/assets/{notes}/share").text
    assert ana.post(f"/assets/{notes}/unshare", {"subject": "person:ana"}).status_code == 409
    assert ana.post(f"/assets/{notes}/share", {"subject": "person:ana", "role": "viewer"}).status_code == 409
    assert ana.get(f"/assets/{notes}/share").status_code == 200


def test_whoever_leaves_goes_back_to_their_own_list(ana, notes):
    ana.post(f"/assets/{notes}/share", {"whom": "Bruno Rossi", "role": "owner"})
    assert ana.post(f"/assets/{notes}/unshare", {"subject": "person:ana"}).headers["location"] == "/assets"
