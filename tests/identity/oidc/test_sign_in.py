# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in through an issuer that can lie about everything: what is checked, kept and shown."""

from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

import pytest

PROOF = {"client_id": "interlink", "client_secret": "s3cret/with:signs", "audiences": ["the-api"]}
ABROAD = "https://attacker.example"


@dataclass
class Leaving:
    """A browser on its way to the provider."""

    address: str
    query: dict[str, str]
    cookies: list[str]


@pytest.fixture
def client(site):
    client = site(**PROOF)
    client.cookies.clear()
    return client


def leave(client, next_page: str = "/about") -> Leaving:
    answer = client.get("/sign-in/town", params={"next": next_page})
    assert answer.status_code == 303, answer.text
    address = answer.headers["location"]
    query = {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}
    return Leaving(address.partition("?")[0], query, answer.headers.get_list("set-cookie"))


def grant(issuer, left: Leaving, userinfo=None, **claims) -> None:
    """Let the issuer answer the code of this attempt with a token for it."""
    token = issuer.token(**{"aud": "interlink", "nonce": left.query["nonce"], "sub": "ana"} | claims)
    issuer.documents["/token"] = {"access_token": "opaque", "token_type": "Bearer", "id_token": token}
    issuer.documents["/userinfo"] = {"sub": "ana", "name": "Ana García"} if userinfo is None else userinfo


def arrive(client, state: str, **query):
    return client.get("/sign-in/town/callback", params={"code": "one", "state": state} | query)


def signed_in(client, issuer, next_page: str = "/about", **claims):
    left = leave(client, next_page)
    grant(issuer, left, **claims)
    answer = arrive(client, left.query["state"])
    assert answer.status_code == 303, answer.text
    return answer


def reason(answer) -> str:
    assert answer.status_code in {400, 403, 502}, answer.text
    assert "<h1>" in answer.text
    assert 'href="/sign-in/town?next=' in answer.text, "there is a way to try again"
    return answer.text.partition("</code> <code>")[2].partition("<")[0]


def test_the_provider_is_asked_with_everything_that_protects(client, issuer):
    left = leave(client)
    assert left.address == f"{issuer.url}/authorization"
    query = left.query
    assert query["response_type"] == "code"
    assert query["redirect_uri"] == "http://testserver/sign-in/town/callback"
    assert query["code_challenge_method"] == "S256"
    assert len(query["code_challenge"]) == 43
    assert min(len(query["state"]), len(query["nonce"])) >= 32
    assert query["scope"].split() == ["openid", "profile", "email"]
    [cookie] = left.cookies
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "Max-Age=600" in cookie


def test_a_forged_host_does_not_decide_where_the_code_goes(client):
    answer = client.get("/sign-in/town", headers={"Host": "attacker.example"})
    assert "attacker" not in answer.headers["location"]


def test_whoever_comes_back_is_signed_in_and_where_they_wanted_to_be(client, issuer):
    answer = signed_in(client, issuer)
    assert answer.headers["location"] == "/about"
    assert "Ana García" in client.get("/account").text
    cookies = answer.headers.get_list("set-cookie")
    [session] = [cookie for cookie in cookies if cookie.startswith("interlink_session=")]
    assert "HttpOnly; Max-Age=43200; Path=/; SameSite=lax" in session
    assert any(cookie.startswith("interlink_login_") and "Max-Age=0" in cookie for cookie in cookies)


@pytest.mark.parametrize("page", [f"{ABROAD}/x", f"//{ABROAD[8:]}", "/\\attacker.example", "x", "", "/" + "a" * 2_000])
def test_nobody_is_sent_elsewhere_afterwards(client, issuer, page):
    assert signed_in(client, issuer, page).headers["location"] == "/"


def test_the_session_that_was_there_before_has_ended(client, issuer):
    signed_in(client, issuer)
    before = client.cookies["interlink_session"]
    signed_in(client, issuer)
    assert client.cookies["interlink_session"] != before
    client.cookies.clear()
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {before}"}).status_code == 401


def test_https_gives_every_cookie_the_host_prefix_and_reads_no_other(site, issuer):
    client = site(url="https://town.example", **PROOF)
    left = leave(client)
    grant(issuer, left)
    answer = arrive(client, left.query["state"])
    for cookie in [*left.cookies, *answer.headers.get_list("set-cookie")]:
        assert cookie.startswith("__Host-")
        assert "Secure" in cookie
        assert "Domain" not in cookie
    token = client.cookies["__Host-interlink_session"]
    client.cookies.clear()
    assert client.get("/api/v1/me", headers={"Cookie": f"__Host-interlink_session={token}"}).status_code == 200
    assert client.get("/api/v1/me", headers={"Cookie": f"interlink_session={token}"}).status_code == 401


def test_two_windows_can_sign_in_at_once(client, issuer):
    first, second = leave(client, "/about"), leave(client, "/account")
    for left, page in ((first, "/about"), (second, "/account")):
        grant(issuer, left)
        assert arrive(client, left.query["state"]).headers["location"] == page


def test_an_attempt_is_over_when_it_was_answered(client, issuer):
    left = leave(client)
    grant(issuer, left)
    assert arrive(client, left.query["state"]).status_code == 303
    assert reason(arrive(client, left.query["state"])) == "lapsed"


def test_another_browser_cannot_finish_an_attempt(client, issuer):
    left = leave(client)
    grant(issuer, left)
    client.cookies.clear()
    assert reason(arrive(client, left.query["state"])) == "lapsed"
    assert "interlink_session" not in client.cookies


def test_a_forged_state_is_refused(client, issuer):
    left = leave(client)
    grant(issuer, left)
    assert reason(arrive(client, left.query["state"][:-1] + "x")) == "lapsed"
    assert reason(arrive(client, "")) == "lapsed"


def test_a_forged_cookie_is_refused(client):
    left = leave(client)
    [name] = [name for name in client.cookies if name.startswith("interlink_login_")]
    body, _, mark = client.cookies[name].partition(".")
    client.cookies.clear()
    answer = client.get(
        "/sign-in/town/callback",
        params={"code": "one", "state": left.query["state"]},
        headers={"Cookie": f"{name}={body[:-4]}AAAA.{mark}"},
    )
    assert reason(answer) == "lapsed"


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"nonce": "another"}, "bad_answer"),
        ({"nonce": None}, "bad_answer"),
        ({"nonce": 7}, "bad_answer"),
        ({"aud": "another-client"}, "bad_answer"),
        ({"aud": ["interlink", "another-client"]}, "bad_answer"),
        ({"azp": "another-client"}, "bad_answer"),
        ({"iss": "https://other.example"}, "bad_answer"),
        ({"exp": 1}, "bad_answer"),
        ({"iat": None}, "bad_answer"),
        ({"sub": "somebody-else"}, "bad_answer"),
        ({"at_hash": "AAAAAAAAAAAAAAAAAAAAAA"}, "bad_answer"),
    ],
)
def test_a_token_that_does_not_prove_this_person_signs_nobody_in(client, issuer, claims, expected):
    left = leave(client)
    grant(issuer, left, **claims)
    assert reason(arrive(client, left.query["state"])) == expected
    assert "interlink_session" not in client.cookies


@pytest.mark.parametrize(
    ("path", "lie", "expected"),
    [
        ("/token", b"<html>busy</html>", "bad_answer"),
        ("/token", [], "bad_answer"),
        ("/token", {"access_token": "x"}, "bad_answer"),
        ("/token", {"access_token": 7, "id_token": "a.b.c"}, "bad_answer"),
        ("/token", {"access_token": "x", "token_type": "mac", "id_token": "a.b.c"}, "bad_answer"),
        ("/token", {"error": "invalid_grant", "error_description": "canary"}, "refused"),
        ("/token", b"x" * 600_000, "bad_answer"),
        ("/userinfo", b"<html>busy</html>", "bad_answer"),
        ("/userinfo", ["ana"], "bad_answer"),
    ],
)
def test_a_provider_that_answers_wrongly_gets_a_calm_page(client, issuer, path, lie, expected):
    left = leave(client)
    grant(issuer, left)
    issuer.documents[path] = lie
    answer = arrive(client, left.query["state"])
    assert reason(answer) == expected
    assert "canary" not in answer.text


def test_the_answer_of_another_issuer_is_not_taken(client, issuer):
    left = leave(client)
    grant(issuer, left)
    assert reason(arrive(client, left.query["state"], iss="https://other.example")) == "wrong_issuer"
    left = leave(client)
    grant(issuer, left)
    assert arrive(client, left.query["state"], iss=issuer.url).status_code == 303


def test_a_person_who_changes_their_mind_is_told_so(client):
    left = leave(client)
    text = arrive(client, left.query["state"], code="", error="access_denied", error_description="canary <b>")
    assert reason(text) == "declined"
    assert "canary" not in text.text


def test_other_refusals_of_the_provider_are_its_own(client):
    left = leave(client)
    assert reason(arrive(client, left.query["state"], code="", error="server_error")) == "refused"


def test_a_provider_that_nobody_named_is_not_found(client):
    assert client.get("/sign-in/elsewhere").status_code == 404
    assert client.get("/sign-in/elsewhere/callback").status_code == 404


def test_login_goes_straight_to_the_only_provider_and_lets_choose_among_several(site, issuer):
    answer = site(**PROOF).get("/login", params={"next": "/about"})
    assert answer.headers["location"] == "/sign-in/town?next=%2Fabout"
    both = [{"id": name, "name": name.upper(), "issuer": f"{issuer.url}/{name}", "client_id": "x"} for name in "ab"]
    text = site({"providers": both}).get("/login", params={"next": "/about"}).text
    assert 'href="/sign-in/a?next=%2Fabout">A</a>' in text
    assert 'href="/sign-in/b?next=%2Fabout">B</a>' in text


def test_signing_out_ends_the_session_here_and_goes_on_to_the_provider(client, issuer):
    signed_in(client, issuer)
    token = client.cookies["interlink_session"]
    refused = client.post("/logout")
    assert refused.status_code == 403, "another site cannot sign anybody out"
    answer = client.post("/logout", headers={"Origin": "http://testserver"})
    assert answer.headers["location"] == "/signed-out?provider=town"
    assert "interlink_session" not in client.cookies
    assert client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"}).status_code == 401
    out = client.get("/signed-out?provider=town").headers["refresh"]
    assert out.startswith(f"0; url={issuer.url}/end_session?client_id=interlink&post_logout_redirect_uri=http%3A%2F%2F")


def test_a_link_to_the_way_out_signs_nobody_out(client, issuer):
    signed_in(client, issuer)
    assert "refresh" not in client.get("/signed-out?provider=town").headers


def test_signing_out_works_while_the_provider_is_down(site, issuer):
    client = site(**PROOF, name="Down")
    issuer.status = 500
    answer = client.get("/signed-out?provider=town")
    assert answer.status_code == 200
    assert "refresh" not in answer.headers


def test_leaving_for_a_provider_that_is_down_shows_a_page(site, issuer):
    issuer.status = 500
    assert reason(site(**PROOF, name="Down too").get("/sign-in/town")) == "unreachable"


def test_a_login_brings_what_is_known_up_to_date(client, issuer):
    told = {"sub": "ana", "name": "Ana García", "email": "Ana@example.org", "email_verified": True, "locale": "es-ES"}
    signed_in(client, issuer, userinfo=told, groups=["planning"], roles=["interlink-operator"])
    page = client.get("/account").text
    assert "ana@example.org" in page
    assert 'lang="es"' in page
    assert client.get("/api/v1/me").json()["operator"] is True
    assert client.get("/api/v1/teams").json()["groups"] == ["team:town:planning"]
    told = {"sub": "ana", "name": "Ana G.", "email": "x@example.org", "email_verified": False}
    signed_in(client, issuer, userinfo=told)
    assert client.get("/api/v1/me").json() | {"id": ""} == {"id": "", "name": "Ana G.", "operator": False}
    assert client.get("/api/v1/teams").json()["groups"] == []
    assert "example.org" not in client.get("/account").text
