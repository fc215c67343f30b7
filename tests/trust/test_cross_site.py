# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What another site's page makes a browser do changes nothing here, and nobody may frame our pages."""

import re

import pytest

from .conftest import PLATFORM
from .matrix import ASKS, table

FRAMED = "/frames/"
READS_NO_COOKIE = (FRAMED, "/sign-in/{provider_id}/logout")
"""Their token is the right itself: test_frame_tokens, and the tests of logout from the provider."""
CHANGES = [row for row in table().values() if row.method != "GET" and not row.path.startswith(READS_NO_COOKIE)]
ELSEWHERE = {
    "another site": {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
    "a neighbour": {"Sec-Fetch-Site": "same-site", "Origin": "http://evil.testserver"},
    "an old browser on another site": {"Origin": "https://evil.example"},
    "an opaque origin": {"Origin": "null"},
    "another port": {"Origin": "http://testserver:8080"},
    "a longer name": {"Origin": "http://testserver.evil.example"},
    "another scheme": {"Origin": "https://testserver"},
    "nobody knows": {},
    "typed by nobody": {"Sec-Fetch-Site": "none"},
    "a contradiction": {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
    "a referrer alone": {"Referer": "http://testserver/assets"},
}
SIMPLE_TYPES = ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x")
"""What a form of any site may send without asking (Fetch, section 2.2.2)."""
CREATE = "/ledger/assets/instantiate"


@pytest.mark.parametrize("row", CHANGES, ids=[row.route for row in CHANGES])
def test_no_change_by_cookie_comes_from_elsewhere(stage, site, row):
    browser = site.browser("owner")
    before = site.events()
    for place, headers in ELSEWHERE.items():
        given = ASKS.get(row.route, {"data": {"subject": "person:viewer"}} if row.path.endswith("/unshare") else {})
        path = (
            stage.path(row, stage.fixed["shared"])
            if "{team_id}" not in row.path
            else row.path.format(team_id="00000000-0000-7000-8000-000000000000", subject="person:viewer")
        )
        answer = browser.ask(row.method, path, **(given | {"headers": given.get("headers", {}) | headers}))
        assert answer.status_code == 403, place
        assert "set-cookie" not in answer.headers
    assert site.events() == before
    assert browser.get("/assets").status_code == 200, "and the person is still signed in"


@pytest.mark.parametrize("media_type", SIMPLE_TYPES)
def test_a_form_of_another_site_makes_no_asset_without_a_preflight(site, media_type):
    before = site.events()
    headers = {"Content-Type": media_type} | ELSEWHERE["another site"]
    answer = site.browser("owner").post("/ledger/assets", content=b'{"title": "Planted"}', headers=headers)
    assert answer.status_code == 403
    assert site.events() == before


def test_another_site_is_told_by_no_header_that_it_may_read(site):
    for path in ("/api/v1/assets", "/assets", "/ledger/assets"):
        for method in ("GET", "OPTIONS"):
            headers = {"Origin": "https://evil.example", "Access-Control-Request-Method": "GET"}
            answer = site.browser("owner").ask(method, path, headers=headers)
            assert not [name for name in answer.headers if name.startswith("access-control-")]


def test_signing_somebody_in_from_another_site_is_refused(site):
    answer = site.browser("owner").post(
        "/login", data={"person": "operator"}, headers={"Origin": "https://evil.example"}
    )
    assert answer.status_code == 403
    assert "set-cookie" not in answer.headers


def test_every_page_says_who_may_frame_it(stage, site):
    owner = site.own_page("owner")
    for row in (
        row for row in table().values() if row.method == "GET" and not row.path.startswith(("/api/", "/static"))
    ):
        answer = owner.get(stage.path(row, stage.fixed["shared"]), headers={"Accept": "text/html"})
        if not answer.headers.get("content-type", "").startswith("text/html") or "attachment" in str(answer.headers):
            continue
        policy = answer.headers["content-security-policy"]
        wanted = f"'self' {PLATFORM}" if row.path.startswith((FRAMED, CREATE_PATH)) else "'none'"
        assert re.search(r"frame-ancestors ([^;]+)", policy)[1] == wanted, row.route
        assert answer.headers["x-content-type-options"] == "nosniff"


CREATE_PATH = "/{interlinker}/assets/instantiate"


def test_no_policy_allows_scripts_or_styles_inline_or_from_elsewhere(stage, site):
    owner = site.own_page("owner")
    for path in ("/", "/assets", f"/assets/{stage.fixed['shared']}", CREATE, "/account", "/no-such-page"):
        policy = owner.get(path, headers={"Accept": "text/html"}).headers["content-security-policy"]
        assert "unsafe" not in policy
        assert "*" not in policy
        assert "default-src 'none'" in policy
        assert "base-uri 'none'" in policy


def test_what_only_one_person_may_see_is_not_kept_by_a_cache(stage, site):
    private = [row for row in table().values() if row.method == "GET" and row.statuses["anonymous"] >= 400]
    for row in private:
        answer = site.own_page("owner").get(stage.path(row, stage.fixed["shared"]))
        if answer.status_code < 400:
            control = answer.headers.get("cache-control", "")
            assert "no-store" in control or control == "private, no-cache", f"{row.route}: {control!r}"


def test_pages_that_depend_on_the_person_say_so_to_caches(site):
    for path in ("/", "/about", "/assets", "/catalogue/ledger"):
        assert "Cookie" in site.own_page("owner").get(path).headers["vary"]
        assert site.own_page("owner").get(path).headers["cache-control"] == "no-store"
