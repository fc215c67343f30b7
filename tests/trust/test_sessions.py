# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A session belongs to whoever signed in, begins with a new token, and is over when it is ended."""

import re

from interlink_runtime.identity.requests import GATE_COOKIE, SESSION_COOKIE

from .site import Caller, Site


def with_cookies(site: Site, **cookies: str) -> Caller:
    pairs = "; ".join(f"{name}={value}" for name, value in cookies.items())
    return Caller(site.client, {"Cookie": pairs, "Origin": "http://testserver"})


def session_in(answer) -> str:
    return re.search(rf"{SESSION_COOKIE}=([^;]+)", answer.headers["set-cookie"])[1]


def gate_of(site: Site) -> str:
    answer = site.nobody().get(f"/login/{site.login_link()}")
    return re.search(rf"{GATE_COOKIE}=([^;]+)", answer.headers["set-cookie"])[1]


def test_a_token_that_was_planted_before_signing_in_is_worth_nothing_after(site):
    gate, planted = gate_of(site), "planted-by-an-attacker"
    answer = with_cookies(site, interlink_gate=gate, interlink_session=planted).post("/login", data={"person": "owner"})
    assert session_in(answer) != planted
    assert with_cookies(site, interlink_session=planted).get("/assets").status_code == 401


def test_signing_in_again_ends_the_session_that_was_there(site):
    gate, before = gate_of(site), site.token("stranger")
    answer = with_cookies(site, interlink_gate=gate, interlink_session=before).post("/login", data={"person": "owner"})
    after = session_in(answer)
    assert after != before
    assert with_cookies(site, interlink_session=before).get("/assets").status_code == 401
    assert with_cookies(site, interlink_session=after).get("/assets").status_code == 200


def test_a_session_ends_for_cookie_and_header_alike(site):
    token = site.token("owner")
    assert with_cookies(site, interlink_session=token).post("/logout").status_code == 303
    assert with_cookies(site, interlink_session=token).get("/assets").status_code == 401
    assert site.bearer(token).get("/api/v1/me").status_code == 401


def test_nobody_ends_a_session_or_a_token_of_somebody_else(site):
    token, script = site.token("owner"), site.access_token("owner", "read")
    account = with_cookies(site, interlink_session=token).get("/account").text
    paths = re.findall(r'action="(/account/[^"]+/end)"', account)
    assert paths
    for path in paths:
        site.own_page("stranger").post(path)
    assert site.bearer(token).get("/api/v1/me").status_code == 200
    assert site.bearer(script).get("/api/v1/assets").status_code == 200


def test_a_login_link_works_once(site):
    link = site.login_link()
    assert site.nobody().get(f"/login/{link}").status_code == 303
    again = site.nobody().get(f"/login/{link}")
    assert again.status_code == 401
    assert "set-cookie" not in again.headers


def test_the_cookie_of_the_gate_is_no_credential(site):
    gate = gate_of(site)
    assert site.bearer(gate).get("/api/v1/me").status_code == 401
    assert with_cookies(site, interlink_session=gate).get("/assets").status_code == 401


def test_no_script_and_no_other_site_reaches_the_cookies(site):
    gate = site.nobody().get(f"/login/{site.login_link()}")
    signed_in = with_cookies(site, interlink_gate=gate_of(site)).post("/login", data={"person": "owner"})
    for answer in (gate, signed_in):
        cookie = answer.headers["set-cookie"].lower()
        assert "httponly" in cookie
        assert "samesite=strict" in cookie
        assert "domain=" not in cookie
        assert answer.headers["cache-control"] == "no-store"
