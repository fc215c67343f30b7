# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes: the development identity's loopback guard, the rule for cookies, the log."""

import logging

import pytest

from interlink_runtime.app import create_app
from interlink_runtime.identity.development import new_login_link
from interlink_runtime.identity.requests import SESSION_COOKIE
from interlink_runtime.settings import Settings
from interlink_sdk.errors import SettingsInvalid

BODY = {"interlinker": "awkward", "params": {"title": "x"}}


@pytest.mark.parametrize(
    "host", ["localhost", "localhost:8700", "127.0.0.1:80", "[::1]:8700", "poll.localhost", "LOCALHOST"]
)
def test_the_development_identity_answers_under_local_names(site, host):
    assert site.client.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", ["example.org", "localhost.example.org", "127.0.0.1.nip.io", "192.168.1.1", ""])
def test_it_answers_under_no_other_name_so_that_no_page_can_rebind_one(site, host):
    answer = site.client.get("/healthz", headers={"Host": host})
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize(
    "header", ["Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP", "Via"]
)
def test_it_answers_nobody_who_came_through_a_proxy(site, header):
    answer = site.client.get("/healthz", headers={header: "127.0.0.1"})
    assert answer.status_code == 403
    assert "proxy" in answer.json()["detail"]


def test_it_does_not_listen_elsewhere():
    with pytest.raises(SettingsInvalid):
        create_app(Settings.model_validate({"server": {"host": "0.0.0.0"}, "identity": {"mode": "development"}}))


def test_the_link_from_the_terminal_opens_one_browser_once(site):
    token = site.call(new_login_link, site.runtime)
    first, second = (site.client.get(f"/login/{token}") for _ in range(2))
    site.client.cookies.clear()
    assert (first.status_code, second.status_code) == (303, 401)
    cookie = first.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie
    assert "set-cookie" not in second.headers


def test_without_the_link_nobody_chooses_who_they_are(site):
    answer = site.client.post("/login", data={"person": "ana"}, headers={"Sec-Fetch-Site": "same-origin"})
    assert answer.status_code == 403


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 201),
        ({"Origin": "http://testserver"}, 201),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_a_change_by_cookie_must_come_from_our_own_page(ana, site, headers, status):
    cookie = {"Cookie": f"{SESSION_COOKIE}={ana.token}"}
    assert site.client.post("/api/v1/assets", json=BODY, headers=cookie | headers).status_code == status


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("POST", "/clone"), ("PUT", "")])
def test_no_other_site_changes_anything_by_cookie(ana, site, method, path):
    asset = ana.make()["id"]
    headers = {"Cookie": f"{SESSION_COOKIE}={ana.token}", "Origin": "http://evil.example"}
    assert site.client.request(method, f"/api/v1/assets/{asset}{path}", headers=headers).status_code == 403
    assert ana.get(f"/api/v1/assets/{asset}").status_code == 200


def test_reading_by_cookie_needs_no_origin(ana, site):
    answer = site.client.get("/api/v1/me", headers={"Cookie": f"{SESSION_COOKIE}={ana.token}"})
    assert answer.json() == {"id": "ana", "name": "Ana", "operator": False}


def test_a_cookie_that_means_nothing_is_nobody(site):
    answer = site.client.get("/api/v1/me", headers={"Cookie": f"{SESSION_COOKIE}=nonsense"})
    assert answer.status_code == 401


def test_no_token_is_ever_logged(ana, site, caplog):
    caplog.set_level(logging.DEBUG)
    link = site.call(new_login_link, site.runtime)
    frame = "a-frame-token-that-nobody-may-see"
    for path in (
        f"/login/{link}",
        f"/frames/{frame}/",
        f"/frames/{frame}/files/a.txt",
        f"/api/v1/assets?after={frame}",
    ):
        site.client.get(path, headers={"Authorization": f"Bearer {ana.token}"})
    site.client.post("/api/v1/assets", json=BODY, headers={"Cookie": f"{SESSION_COOKIE}={ana.token}"})
    site.client.cookies.clear()
    logged = [record for record in caplog.records if record.name.startswith("interlink")]
    assert any("/login/…" in record.getMessage() for record in logged)
    told = "\n".join(logging.Formatter().format(record) for record in logged)
    assert [secret for secret in (ana.token, link, frame) if secret in told] == []


def test_every_answer_names_its_call_and_the_log_knows_it(ana, caplog):
    caplog.set_level(logging.INFO, "interlink.access")
    answer = ana.get("/api/v1/assets/nothing")
    assert answer.headers["interlink-call"] == answer.json()["call"]
    assert any(answer.json()["call"] in record.getMessage() for record in caplog.records)
