# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""No parameter sends a person to another site, and none puts a header into an answer."""

import re
from html import unescape
from urllib.parse import quote, urljoin, urlsplit

import pytest

AWAY = (
    "https://evil.example/",
    "//evil.example/",
    "///evil.example/",
    "/\\evil.example/",
    "\\\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    " //evil.example",
    "/\n/evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "http:evil.example",
    "evil.example",
    "@evil.example",
    ".evil.example",
    "/%5c/evil.example",
    "/..//evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/\r\nSet-Cookie: x=y",
    "/\u2028x",
    "／／evil.example",
)
HERE = "http://testserver/"


def leads_away(location: str) -> bool:
    """Say whether a browser would leave our site: for it a backslash is a slash, and tabs and lines are nothing."""
    seen = "".join(ch for ch in location.strip() if ch not in "\t\r\n").replace("\\", "/")
    target = urlsplit(urljoin(HERE, seen))
    return (target.scheme, target.netloc) != ("http", "testserver") or urlsplit(seen).netloc != ""


@pytest.mark.parametrize("away", AWAY)
def test_choosing_a_language_stays_here(site, away):
    answer = site.nobody().get(f"/language/es?next={quote(away)}")
    assert answer.status_code == 303
    assert not leads_away(answer.headers["location"])


@pytest.mark.parametrize("away", AWAY)
def test_signing_in_stays_here(site, away):
    browser = site.own_page("stranger")
    answer = browser.post("/login", data={"person": "owner", "next": away})
    assert answer.status_code == 303
    assert not leads_away(answer.headers["location"])
    page = browser.get(f"/login?next={quote(away)}")
    carried = unescape(re.search(r'name="next" value="([^"]*)"', page.text)[1])
    assert not leads_away(carried)


def test_the_page_of_an_error_links_to_nothing_but_this_site(site):
    for path in ("//evil.example/x", "/\\evil.example", "/assets/..%2f..%2f%2fevil.example"):
        page = site.nobody().get(HERE.rstrip("/") + path, headers={"Accept": "text/html"})
        assert 'href="//' not in page.text
        assert "next=//" not in page.text


@pytest.mark.parametrize("notice", ["<script>", "saved\r\nX: y", "Saved."])
def test_a_notice_is_one_of_ours_or_none(site, notice):
    asset = site.person("owner").make()
    page = site.own_page("owner").get(f"/assets/{asset}", params={"notice": notice})
    assert page.status_code == 200
    assert 'role="status"' not in page.text
    assert "<script>" not in page.text


def test_a_host_that_is_not_ours_is_not_repeated(site):
    asset = site.person("owner").make()
    for host in ("evil.example", "testserver.evil.example", "testserver:80@evil.example", "evil.example:8700"):
        answer = site.person("owner").get(f"/ledger/assets/{asset}", headers={"Host": host})
        assert answer.status_code == 403
        assert "http" not in str(answer.headers.get("location", ""))
