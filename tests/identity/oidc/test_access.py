# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Access tokens of an issuer at the running runtime: who is let in, and how the others are told."""

import base64
import json
import time

import pytest


def as_segment(value) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=").decode()


def me(client, token, scheme="Bearer "):
    return client.get("/api/v1/me", headers={"Authorization": f"{scheme}{token}"})


def reason(answer) -> str:
    assert answer.status_code == 401, answer.text
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    body = answer.json()
    assert body["code"] == "unauthenticated"
    assert body["problems"][0]["code"] == f"token_{body['context']['reason']}"
    return body["context"]["reason"]


def test_a_token_lets_its_person_in(site, issuer):
    answer = me(site(), issuer.token(name="Ana García"))
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Ana García"


def test_the_same_person_has_the_same_identifier_which_tells_nothing(site, issuer):
    client = site()
    first, second, other = (me(client, issuer.token(sub=sub)).json()["id"] for sub in ("ana-7", "ana-7", "bob-8"))
    assert first == second != other
    assert "ana" not in first


def test_a_bare_token_is_taken_as_the_platform_sends_it(site, issuer):
    assert me(site(), issuer.token(), scheme="").status_code == 200


def test_the_platform_s_cookie_counts_only_where_it_is_switched_on(site, issuer):
    cookie = {"Cookie": f"auth_token={issuer.token()}"}
    assert site().get("/api/v1/me", headers=cookie).status_code == 401
    assert site({"auth_token_cookie": True}).get("/api/v1/me", headers=cookie).status_code == 200


def test_a_change_by_the_platform_s_cookie_must_come_from_our_pages(site, issuer):
    client = site({"auth_token_cookie": True})
    cookie = {"Cookie": f"auth_token={issuer.token()}"}
    assert client.post("/api/v1/teams", json={"name": "x"}, headers=cookie).status_code == 403
    ours = cookie | {"Sec-Fetch-Site": "same-origin"}
    assert client.post("/api/v1/teams", json={"name": "x"}, headers=ours).status_code == 201


def test_an_invalid_cookie_locks_nobody_out_of_what_is_public(site, issuer):
    client = site({"auth_token_cookie": True})
    cookie = {"Cookie": f"auth_token={issuer.token(exp=1)}", "Accept": "text/html"}
    assert client.get("/", headers=cookie).status_code == 200
    assert client.get("/api/v1/me", headers=cookie).status_code == 401


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        ({"exp": 1_500_000_000}, "expired"),
        ({"exp": None}, "malformed"),
        ({"exp": "tomorrow"}, "malformed"),
        ({"exp": True}, "malformed"),
        ({"exp": 1e400}, "malformed"),
        ({"nbf": 3_900_000_000}, "not_yet_valid"),
        ({"iat": 3_900_000_000}, "not_yet_valid"),
        ({"nbf": "never"}, "malformed"),
        ({"aud": "somebody-else"}, "audience"),
        ({"aud": ["a", "b"]}, "audience"),
        ({"aud": None}, "audience"),
        ({"aud": {"interlink": True}}, "audience"),
        ({"iss": "https://elsewhere.example"}, "issuer"),
        ({"iss": None}, "issuer"),
        ({"iss": ["x"]}, "issuer"),
        ({"sub": None}, "malformed"),
        ({"sub": 42}, "malformed"),
        ({"sub": ""}, "malformed"),
    ],
)
def test_claims_that_do_not_fit_are_told_apart(site, issuer, claims, expected):
    assert reason(me(site(), issuer.token(**claims))) == expected


def test_one_of_several_audiences_is_enough(site, issuer):
    assert me(site(), issuer.token(aud=["other", "interlink"])).status_code == 200


def test_clocks_may_be_apart_by_the_skew_and_no_more(site, issuer):
    client, now = site(skew_s=30), int(time.time())
    assert me(client, issuer.token(exp=now - 20)).status_code == 200
    assert reason(me(client, issuer.token(exp=now - 40))) == "expired"
    assert me(client, issuer.token(nbf=now + 20)).status_code == 200
    assert reason(me(client, issuer.token(nbf=now + 60))) == "not_yet_valid"


def test_a_signature_of_another_key_is_refused(site, issuer, new_key):
    assert reason(me(site(), issuer.token(key=new_key("RS256", "one")))) == "signature"


def test_a_changed_token_is_refused(site, issuer):
    head, _, mark = issuer.token().split(".")
    changed = as_segment({"iss": issuer.url, "aud": "interlink", "sub": "root", "exp": 4_000_000_000})
    assert reason(me(site(), f"{head}.{changed}.{mark}")) == "signature"


def test_a_key_that_is_not_published_is_named_as_such(site, issuer, new_key):
    assert reason(me(site(), issuer.token(key=new_key("RS256", "unheard-of")))) == "unknown_key"


@pytest.mark.parametrize(("algorithm", "key"), [("RS256", 0), ("PS256", 0), ("ES256", 1), ("EdDSA", 2)])
def test_every_algorithm_of_the_default_list_is_taken(site, issuer, algorithm, key):
    assert me(site(), issuer.token(key=issuer.keys[key], algorithm=algorithm)).status_code == 200


def test_an_algorithm_that_is_not_on_the_list_is_refused_without_asking_anybody(site, issuer):
    client, asked = site(algorithms=["ES256"]), len(issuer.asked)
    assert reason(me(client, issuer.token())) == "algorithm"
    assert len(issuer.asked) == asked


@pytest.mark.parametrize("algorithm", ["none", "None", "HS256", "HS512", ""])
def test_unsigned_and_shared_key_tokens_are_never_believed(site, issuer, algorithm):
    claims = {"iss": issuer.url, "aud": "interlink", "sub": "42", "exp": 4_000_000_000}
    token = f"{as_segment({'alg': algorithm})}.{as_segment(claims)}."
    assert reason(me(site(), token)) == "algorithm"


def test_a_public_key_cannot_be_used_as_a_shared_one(site, issuer, signed):
    from joserfc.jwk import OctKey

    pem = issuer.keys[0].as_pem(private=False)
    forged = signed(OctKey.import_key(pem.replace(b"-", b"_")), {"iss": issuer.url, "sub": "1"}, "HS256", kid="one")
    assert reason(me(site(), forged)) == "algorithm"


@pytest.mark.parametrize(
    "token",
    [
        "..",
        "a.b.c",
        "a.b.c.d.e",
        "eyJhbGciOiJSUzI1NiJ9.e30.",
        "x" * 20_000 + "..",
        f"{'A' * 16_000}.A.A",
        f"{as_segment(['RS256'])}.{as_segment({})}.AAAA",
        f"{as_segment({'alg': 256})}.{as_segment({'iss': 'x'})}.AAAA",
        f"{as_segment({'alg': 'RS256', 'kid': ['one']})}.{as_segment({'iss': 'x'})}.AAAA",
        f"{as_segment({'alg': 'RS256', 'crit': ['exp']})}.{as_segment({'iss': 'x'})}.AAAA",
        f"{as_segment({'alg': 'RS256', 'typ': 'logout+jwt'})}.{as_segment({'iss': 'x'})}.AAAA",
        base64.urlsafe_b64encode(b"[" * 9_000).rstrip(b"=").decode() + ".e30.AAAA",
        base64.urlsafe_b64encode(b'{"alg":"RS256"').rstrip(b"=").decode() + ".e30.AAAA",
        base64.urlsafe_b64encode(b"\xff\xfe").rstrip(b"=").decode() + ".e30.AAAA",
    ],
)
def test_what_is_no_token_is_refused_and_never_a_defect(site, issuer, token):
    assert reason(me(site(), token)) in {"malformed", "issuer", "revoked"}


def test_a_refusal_repeats_nothing_of_the_token(site, issuer):
    token = issuer.token(exp=1, email="canary@example.org", name="Canary")
    text = me(site(), token).text
    assert "anary" not in text
    assert token[:40] not in text


def test_health_is_answered_whatever_comes_with_the_request(site, issuer):
    client, asked = site(), len(issuer.asked)
    for token in (issuer.token(exp=1), "..", "Basic x", "\x7f"):
        assert client.get("/healthz", headers={"Authorization": f"Bearer {token}"}).status_code == 200
    assert len(issuer.asked) == asked


def test_an_address_counts_only_when_the_issuer_has_verified_it(site, issuer):
    client = site()
    owner = {"Authorization": f"Bearer {issuer.token(sub='owner')}"}
    team = client.post("/api/v1/teams", json={"name": "Planning"}, headers=owner).json()["id"]
    put = client.put(f"/api/v1/teams/{team}/members/email:Ana@Example.org", json={"role": "member"}, headers=owner)
    assert put.status_code == 200, put.text

    def sees(**claims):
        headers = {"Authorization": f"Bearer {issuer.token(**claims)}"}
        return client.get(f"/api/v1/teams/{team}", headers=headers).status_code == 200

    assert not sees(sub="ana", email="ana@example.org")
    assert not sees(sub="ana", email="ana@example.org", email_verified="true")
    assert sees(sub="ana", email="ANA@example.org", email_verified=True)
    assert sees(sub="ana"), "what was verified once holds for the tokens that leave it out"


def test_groups_are_teams_under_the_provider_s_name(site, issuer):
    headers = {"Authorization": f"Bearer {issuer.token(groups=['planning', 7, ' a  b ', 'planning'])}"}
    assert site().get("/api/v1/teams", headers=headers).json()["groups"] == ["team:town:planning", "team:town:a b"]


def test_a_claim_may_lie_inside_others(site, issuer):
    headers = {"Authorization": f"Bearer {issuer.token(realm_access={'roles': ['planning']})}"}
    client = site(groups_claim="realm_access.roles")
    assert client.get("/api/v1/teams", headers=headers).json()["groups"] == ["team:town:planning"]


def test_operators_are_those_whom_the_claim_names_while_it_names_them(site, issuer):
    client = site()
    assert me(client, issuer.token(roles=["interlink-operator", "x"])).json()["operator"] is True
    assert me(client, issuer.token(roles=["x"])).json()["operator"] is False
    assert me(client, issuer.token()).json()["operator"] is False


def test_two_issuers_never_share_a_person(site, issuer):
    county = f"{issuer.url}/county"
    keys = {"audiences": ["interlink"], "keys_url": f"{issuer.url}/keys"}
    both = [{"id": "town", "issuer": issuer.url, **keys}, {"id": "county", "issuer": county, **keys}]
    client = site({"providers": both})
    one, other = (me(client, issuer.token(iss=iss)).json()["id"] for iss in (issuer.url, county))
    assert one != other
