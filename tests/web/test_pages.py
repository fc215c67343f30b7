# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages that belong to nobody in particular, and what holds for all of them."""

import re

import pytest

PUBLIC = ["/", "/about", "/explain/not_found", "/login", "/nothing-here"]
PRIVATE = ["/assets", "/restore", "/notes/assets/instantiate"]


@pytest.mark.parametrize("path", PUBLIC)
def test_public_pages_need_nobody(nobody, path):
    assert nobody.get(path).status_code in {200, 403, 404}


@pytest.mark.parametrize("path", PRIVATE)
def test_private_pages_ask_to_sign_in(nobody, path):
    answer = nobody.get(path)
    assert answer.status_code == 401
    assert "Please sign in" in answer.text


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE])
def test_every_page_is_well_made(ana, path):
    answer = ana.get(path)
    page = answer.text
    assert len(re.findall(r"<h1[ >]", page)) == 1
    assert '<html lang="en" dir="ltr">' in page
    assert re.search(r"<title>.+ – INTERLINK</title>", page)
    assert '<a class="skip" href="#content">' in page
    assert '<main id="content"' in page
    assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", page)
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(set(ids)) == len(ids)
    assert set(re.findall(r'for="([^"]+)"', page)) <= set(ids)


@pytest.mark.parametrize("path", [*PUBLIC, *PRIVATE])
def test_every_page_is_kept_by_nobody_and_loads_nothing_from_elsewhere(ana, path):
    headers = ana.get(path).headers
    policy = headers["content-security-policy"]
    assert policy.startswith("default-src 'none'")
    assert "unsafe" not in policy
    assert "http" not in policy.partition("frame-ancestors")[0]
    assert headers["cache-control"] == "no-store"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize(
    ("tag", "word"), [("es", "Catálogo"), ("it", "Catalogo"), ("lv", "Katalogs"), ("en", "Catalogue")]
)
def test_a_chosen_language_stays(nobody, tag, word):
    answer = nobody.get(f"/language/{tag}?next=/about")
    assert answer.headers["location"] == "/about"
    page = nobody.get("/about")
    assert f'<html lang="{tag}"' in page.text
    assert word in page.text
    assert page.headers["content-language"] == tag


def test_the_browsers_language_counts_until_one_is_chosen(nobody):
    assert '<html lang="lv"' in nobody.get("/about", accept_language="lv-LV,lv").text


def test_a_person_has_a_language(bruno):
    assert '<html lang="it"' in bruno.get("/about", accept_language="lv").text


@pytest.mark.parametrize("elsewhere", ["https://evil.example", "//evil.example", "/\\evil.example", "evil"])
def test_no_link_leads_people_elsewhere(nobody, elsewhere):
    assert nobody.get(f"/language/es?next={elsewhere}").headers["location"] == "/"


def test_a_language_that_is_not_translated_is_not_found(nobody):
    assert nobody.get("/language/de").status_code == 404


def test_refusals_are_pages_for_people_and_documents_for_programs(nobody):
    assert "Page not found" in nobody.get("/nothing").text
    answer = nobody.get("/nothing", accept="application/json")
    assert answer.headers["content-type"] == "application/problem+json"


def test_an_error_page_names_the_code_and_the_call(nobody):
    page = nobody.get("/nothing").text
    assert 'href="/explain/not_found"' in page
    assert "Number of this call" in page


def test_codes_are_explained(nobody):
    page = nobody.get("/explain/stale_version").text
    assert "Somebody else has changed this meanwhile" in page
    assert 'href="/explain/hook_raised"' in page
    assert "The INTERLINKER" not in nobody.get("/explain/missing_language").text
    assert "a text lacks the default language" in nobody.get("/explain/missing_language").text
    assert nobody.get("/explain/nonsense").status_code == 404


def test_the_link_from_the_terminal_works_once(http, nobody, sign_in):
    from interlink_runtime.identity.development import new_login_link

    link = http.portal.call(new_login_link, http.app.state.runtime)
    assert nobody.get(f"/login/{link}").status_code == 303
    assert "Ana García" in nobody.get("/login").text
    assert "development identity" in nobody.get("/login").text
    nobody.cookies.clear()
    assert nobody.get(f"/login/{link}").status_code == 401
    assert "terminal" in nobody.get("/login").text


def test_nobody_signs_in_without_the_link(nobody):
    assert nobody.post("/login", {"person": "ana"}).status_code == 403


def test_another_site_cannot_sign_people_in(ana):
    assert ana.post("/login", {"person": "bruno"}, origin="https://evil.example").status_code == 403


def test_signing_out_ends_the_session(ana):
    stolen = dict(ana.cookies)
    assert ana.post("/logout").headers["location"] == "/"
    ana.cookies = stolen
    assert ana.get("/assets").status_code == 401


def test_operation_is_for_operators(ana, sign_in):
    assert ana.get("/operator").status_code == 403
    page = sign_in("olga").get("/operator").text
    assert "Board" in page
    assert "faulty 2.0" in page
    assert "interlinker.toml:3" in page
