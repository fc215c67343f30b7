# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every page in every language: WCAG 2.2 AA by axe in both schemes, and 320 pixels without scrolling sideways."""

from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, Route

from interlink_runtime.identity.requests import SESSION_COOKIE

LANGUAGES = ("en", "es", "it", "lv")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}
PLACES = {
    "catalogue": "/",
    "catalogue-found": "/?q=poll&nature=software",
    "catalogue-empty": "/?q=xyzzy",
    "entry": "/catalogue/poll",
    "create-notes": "/meeting-notes/assets/instantiate",
    "create-document": "/documents/assets/instantiate",
    "assets": "/assets",
    "assets-empty": "/assets?q=xyzzy",
    "notes": "/assets/{notes}",
    "edit": "/assets/{notes}/edit",
    "share": "/assets/{notes}/share",
    "export": "/assets/{notes}/export",
    "delete": "/assets/{notes}/delete",
    "history": "/assets/{notes}/history",
    "poll": "/assets/{poll}",
    "restore": "/restore",
    "login": "/login",
    "teams": "/teams",
    "team": "/teams/{team}",
    "account": "/account",
    "unsent-gone": "/unsent/000000000000",
    "operator": "/operator",
    "about": "/about",
    "explain": "/explain/not_found",
    "missing": "/nothing-here",
}


@pytest.fixture(scope="module")
def made(site, browser) -> dict[str, str]:
    """Make what the pages show."""
    from interlink_runtime.assets.contribute import contribute_to_asset
    from interlink_runtime.assets.make import make_asset
    from interlink_runtime.identity.principals import Principal
    from interlink_runtime.identity.teams import make_team

    olga = Principal("person", "olga", "Olga Ozola", is_operator=True)
    notes = {
        "title": "Neighbourhood council, second session",
        "date": "2026-03-01",
        "place": "Town hall",
        "participants": ["Eva", "Jānis"],
        "agenda": [{"topic": "Bins", "discussion": "One.\n\nTwo.", "decision": "More bins", "due": "2026-05-01"}],
    }
    poll = {"question": "Which day suits most people?", "options": ["Monday", "Tuesday", "Wednesday"]}
    assets = {}
    for name, interlinker, params in (("notes", "meeting-notes", notes), ("poll", "poll", poll)):
        assets[name] = site.call(make_asset, site.runtime, olga, interlinker, params).id
    site.call(contribute_to_asset, site.runtime, olga, assets["notes"], "comments", {"text": "Well done"})
    site.call(contribute_to_asset, site.runtime, olga, assets["poll"], "votes", {"option": "Monday"})
    return assets | {"team": site.call(make_team, site.runtime, olga, "Planners of the old town").row.id}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_pages_are_accessible(visit, made, axe, output, language, scheme):
    visitor = visit("olga", language, color_scheme=scheme)
    faults = {}
    for name, place in PLACES.items():
        page = visitor.open(place.format(**made))
        faults |= faults_of(page, axe, name)
        picture(page, output, f"{name}-{scheme}-1280", language)
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_states_of_pages_are_accessible(visit, made, axe, output, language):
    visitor = visit("olga", language)
    faults = {}
    for name, reach in STATES.items():
        reach(visitor, made)
        faults |= faults_of(visitor.page, axe, name)
        picture(visitor.page, output, f"{name}-light-1280", language)
    assert faults == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_scrolls_sideways_at_320_pixels(visit, made, output, language):
    visitor = visit("olga", language, viewport=NARROW)
    wide = {}
    for name, place in PLACES.items():
        page = visitor.open(place.format(**made))
        if (width := page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            wide[name] = width
        picture(page, output, f"{name}-light-320", language)
    for name, reach in STATES.items():
        reach(visitor, made)
        if (width := visitor.page.evaluate("document.documentElement.scrollWidth")) > NARROW["width"]:
            wide[name] = width
        picture(visitor.page, output, f"{name}-light-320", language)
    assert wide == {}


def test_pages_stay_readable_at_twice_the_text_size(visit, made):
    visitor = visit("olga", "lv", viewport={"width": 640, "height": 480}, device_scale_factor=2)
    for place in PLACES.values():
        page = visitor.open(place.format(**made))
        assert page.evaluate("document.documentElement.scrollWidth") <= 640


def test_controls_are_large_enough(visit, made):
    visitor = visit("olga")
    for place in PLACES.values():
        page = visitor.open(place.format(**made))
        sizes = page.evaluate("""
            [...document.querySelectorAll("button, .button, summary, select, input:not([type=hidden])")]
              .filter((element) => element.checkVisibility() && !element.matches(".hidden-visually"))
              .map((element) => element.getBoundingClientRect())
              .filter((box) => box.height < (box.width < 30 ? 22 : 24)).length
        """)
        assert sizes == 0, place


def wrong_form(visitor, made: dict[str, str]) -> None:
    page = visitor.open("/meeting-notes/assets/instantiate")
    page.locator("button[name=_add][value=agenda]").click()
    page.locator("[name='agenda.0.topic']").wait_for()
    page.locator("button[name=_add][value=participants]").click()
    page.locator("[name='participants.0']").wait_for()
    visitor.press("Create")
    page.locator("#problems").wait_for()


def conflict(visitor, made: dict[str, str]) -> None:
    page = visitor.open(f"/assets/{made['notes']}/edit")
    page.locator("[name=_version]").evaluate("field => { field.value = '99' }")
    visitor.press("Save")
    page.locator("#problems").wait_for()


def nobody_known(visitor, made: dict[str, str]) -> None:
    page = visitor.open(f"/assets/{made['notes']}/share")
    page.locator("[name=whom]").fill("somebody")
    visitor.press("Share")
    page.locator("#whom-error").wait_for()


def no_bundle(visitor, made: dict[str, str]) -> None:
    page = visitor.open("/restore")
    visitor.press("Restore")
    page.locator("#problems").wait_for()


def not_sent(visitor, made: dict[str, str]) -> None:
    page = visitor.open("/meeting-notes/assets/instantiate")
    page.route(
        "**/instantiate", lambda route: route.fulfill(status=503, headers={"Interlink-Call": "0123456789abcdef"})
    )
    visitor.press("Create")
    page.locator("[data-trouble]").wait_for()
    page.unroute("**/instantiate")


def on_its_way(visitor, made: dict[str, str]) -> None:
    page = visitor.open("/documents/assets/instantiate")
    page.locator("[name=_files]").set_input_files(
        {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"x" * 400_000}
    )
    network = page.context.new_cdp_session(page)
    conditions = {"offline": False, "latency": 0, "uploadThroughput": 20_000, "downloadThroughput": -1}
    network.send("Network.emulateNetworkConditions", conditions)
    visitor.press("Create")
    page.locator("progress").wait_for()


def session_ended(visitor, made: dict[str, str]) -> None:
    page = visitor.open("/meeting-notes/assets/instantiate")
    page.locator("[name=title]").fill("Council")
    session = [cookie for cookie in page.context.cookies() if cookie["name"] == SESSION_COOKIE]
    page.context.clear_cookies(name=SESSION_COOKIE)
    visitor.press("Create")
    page.locator("[data-leaves]").wait_for()
    page.context.add_cookies(session)


def back_again(visitor, made: dict[str, str]) -> None:
    session_ended(visitor, made)
    waiting = visitor.page.locator("[data-leaves]").get_attribute("href")
    visitor.open(unquote(waiting.partition("next=")[2]))
    visitor.page.locator("#above").wait_for()


def framed_page(visitor, made: dict[str, str]) -> None:
    page = visitor.open(f"/assets/{made['poll']}")
    address = page.locator("iframe").get_attribute("src")
    page.route("**/frames/**", without_sandbox)
    visitor.open(address)


def expired_frame(visitor, made: dict[str, str]) -> None:
    visitor.page.route("**/frames/**", without_sandbox)
    visitor.open("/frames/forged/")


def without_sandbox(route: Route) -> None:
    """Let the accessibility engine run where no script may: the page is the same otherwise."""
    answer = route.fetch()
    headers = {name: value for name, value in answer.headers.items() if name != "content-security-policy"}
    route.fulfill(response=answer, headers=headers)


STATES: dict[str, Callable[..., None]] = {
    "create-wrong": wrong_form,
    "edit-conflict": conflict,
    "share-wrong": nobody_known,
    "restore-wrong": no_bundle,
    "not-sent": not_sent,
    "on-its-way": on_its_way,
    "session-ended": session_ended,
    "back-again": back_again,
    "frame": framed_page,
    "frame-expired": expired_frame,
}


def faults_of(page: Page, axe: str, name: str) -> dict[str, list[str]]:
    page.evaluate(axe)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"], "iframes": False}
    found = page.evaluate("options => axe.run(document, options)", options)["violations"]
    return {f"{name}: {fault['id']}": [node["html"][:160] for node in fault["nodes"]] for fault in found}


def picture(page: Page, output, name: str, language: str) -> None:
    if language == "en":
        page.screenshot(path=output / f"{name}.png", full_page=True)
