# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/account` and the tokens made there, over HTTP."""

import re

import pytest

PROOF = {"client_id": "interlink"}
OURS = {"Origin": "http://testserver"}


@pytest.fixture
def client(site, issuer):
    """Return a browser in which Ana is signed in."""
    client = site(**PROOF)
    client.cookies.clear()
    address = client.get("/sign-in/town").headers["location"]
    state, nonce = (re.search(f"{name}=([^&]+)", address)[1] for name in ("state", "nonce"))
    token = issuer.token(nonce=nonce, sub="ana", name="Ana García")
    issuer.documents["/token"] = {"access_token": "x", "token_type": "Bearer", "id_token": token}
    issuer.documents["/userinfo"] = {"sub": "ana"}
    arrived = client.get("/sign-in/town/callback", params={"code": "x", "state": state})
    assert arrived.status_code == 303, arrived.text
    yield client
    client.cookies.clear()


def make(client, **wish):
    form = {"name": "Nightly", "scopes": ["read"], "days": "30"} | wish
    return client.post("/account/tokens", data=form, headers=OURS)


def token_in(answer) -> str:
    assert answer.status_code == 201, answer.text
    assert answer.headers["cache-control"] == "no-store"
    return re.search(r"ilk_[\w-]+", answer.text)[0]


def with_token(client, token, method, path, **more):
    client.cookies.clear()
    return client.request(method, path, headers={"Authorization": f"Bearer {token}"}, **more)


def test_nobody_else_sees_the_page(client):
    client.cookies.clear()
    assert client.get("/account", headers={"Accept": "text/html"}).status_code == 401


def test_another_site_makes_and_ends_nothing(client):
    for path in ("/account/tokens", "/account/tokens/x/end", "/account/sessions/x/end", "/account/sessions/end-others"):
        assert client.post(path, headers={"Origin": "https://attacker.example"}).status_code == 403
        assert client.post(path).status_code == 403


def test_a_wish_that_does_not_fit_comes_back_with_what_was_typed(client):
    answer = make(client, name="", scopes=["write"], days="9999")
    assert answer.status_code == 422
    assert "ilk_" not in answer.text
    assert 'value="9999"' in answer.text
    assert re.search(r'value="write"[^>]* checked', answer.text)
    assert answer.text.count('aria-invalid="true"') == 2


@pytest.mark.parametrize("days", ["", "-1", "1.5", "1e3", "٣", "9" * 5_000])
def test_odd_numbers_of_days_are_refused(client, days):
    assert make(client, days=days).status_code == 422


def test_what_may_only_be_done_by_operators_is_not_offered_to_others(client):
    assert "scope-operate" not in client.get("/account").text
    assert make(client, scopes=["operate"]).status_code == 403


def test_a_token_does_what_it_is_for_and_nothing_else(client):
    token = token_in(make(client, scopes=["read"]))
    assert with_token(client, token, "GET", "/api/v1/me").status_code == 200
    refused = with_token(client, token, "POST", "/api/v1/teams", json={"name": "x"})
    assert refused.status_code == 403
    assert refused.json()["context"]["needed"] == "share"


def test_a_token_makes_no_tokens_and_ends_no_sessions(client):
    token = token_in(make(client, scopes=["read", "write", "share", "delete"]))
    for method, path in (("GET", "/account"), ("POST", "/account/tokens"), ("POST", "/account/sessions/x/end")):
        assert with_token(client, token, method, path).status_code == 403


def test_a_session_that_is_ended_here_is_over(client):
    session = re.search(r"/account/sessions/([0-9a-f-]+)/end", client.get("/account").text)[1]
    assert client.post(f"/account/sessions/{session}/end", headers=OURS).status_code == 303
    assert client.get("/account", headers={"Accept": "text/html"}).status_code == 401


def test_names_are_shown_as_text(client):
    answer = make(client, name="<script>alert(1)</script>")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
