# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What somebody typed is not lost: on a bad network, in an expired session, by leaving the page."""

import re

import pytest
from playwright.sync_api import Page, Route, expect

from interlink_runtime.identity.requests import SESSION_COOKIE

NOTES = "/meeting-notes/assets/instantiate"
LONG = "A long evening. " * 600
BOTH = pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])


def write_notes(page: Page) -> None:
    page.locator("[name=title]").fill("Council")
    page.locator("[name=date]").fill("2026-03-01")
    page.locator("button[name=_add][value=agenda]").click()
    page.locator("[name='agenda.0.topic']").fill("Water")
    page.locator("[name='agenda.0.discussion']").fill(LONG)
    for number, name in enumerate(("Eva", "Jānis")):
        page.locator("button[name=_add][value=participants]").click()
        page.locator(f"[name='participants.{number}']").fill(name)


def expect_everything(page: Page) -> None:
    expect(page.locator("[name=title]")).to_have_value("Council")
    expect(page.locator("[name=date]")).to_have_value("2026-03-01")
    expect(page.locator("[name='agenda.0.discussion']")).to_have_value(LONG)
    expect(page.locator("[name='participants.0']")).to_have_value("Eva")
    expect(page.locator("[name='participants.1']")).to_have_value("Jānis")


def send(page: Page) -> None:
    page.get_by_role("button", name="Create", exact=True).last.click()


def end_session(page: Page) -> None:
    kept = [cookie for cookie in page.context.cookies() if cookie["name"] != SESSION_COOKIE]
    page.context.clear_cookies()
    page.context.add_cookies(kept)


def failing(page: Page, status: int | None) -> list[Route]:
    """Let the next POST fail before it reaches the site."""
    seen: list[Route] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST" or seen:
            route.continue_()
            return
        seen.append(route)
        if status is None:
            route.abort("internetdisconnected")
        else:
            route.fulfill(status=status, headers={"Interlink-Call": "0123456789abcdef"}, body="no")

    page.route("**/*", answer)
    return seen


@BOTH
def test_an_expired_session_returns_to_the_form_with_everything_in_it(visit, scripts):
    ana = visit("ana", java_script_enabled=scripts)
    page = ana.open(NOTES)
    write_notes(page)
    end_session(page)
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Please sign in again")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    page.get_by_role("link", name="Sign in and continue").click()
    page.get_by_role("button", name=re.compile("Ana García")).click()
    expect(page.get_by_role("heading", name="Here is your form again, nothing has been sent yet")).to_be_visible()
    expect_everything(page)
    ana.site.call(no_asset_called, ana.site.runtime, "Council")
    expect(page.locator("#above")).to_be_focused() if scripts else None
    send(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("Council")
    expect(page.get_by_text("Jānis")).to_be_visible()
    ana.press("Delete")
    ana.press("Delete for good")


def test_somebody_else_who_signs_in_does_not_see_what_was_typed(visit):
    ana = visit("ana")
    page = ana.open(NOTES)
    write_notes(page)
    end_session(page)
    send(page)
    page.get_by_role("link", name="Sign in and continue").click()
    page.get_by_role("button", name=re.compile("Bruno Rossi")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("This form is not kept any more")
    assert "Council" not in page.content()


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (None, "The connection broke before an answer came."),
        (413, "It is larger than this site takes."),
        (429, "This site was asked too often. Wait a moment."),
        (503, "This site cannot take anything at the moment."),
        (504, "No answer came in time."),
    ],
)
def test_a_sending_that_fails_keeps_everything_and_can_be_repeated(visit, status, why):
    ana = visit("ana")
    page = ana.open(NOTES)
    write_notes(page)
    failing(page, status)
    send(page)
    trouble = page.locator("[data-trouble]")
    expect(trouble).to_be_focused()
    expect(trouble).to_contain_text(why)
    if status:
        expect(trouble).to_contain_text("0123456789abcdef")
    expect_everything(page)
    trouble.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Council")
    ana.press("Delete")
    ana.press("Delete for good")


def test_a_form_that_is_on_its_way_is_not_sent_twice(visit):
    ana = visit("ana")
    page = ana.open(NOTES)
    write_notes(page)
    posts: list[Route] = []
    page.route("**/*", lambda route: posts.append(route) if route.request.method == "POST" else route.continue_())
    send(page)
    expect(page.locator("[data-said]").first).to_have_text("Saving …")
    send(page)
    page.locator("[name=title]").press("Enter")
    assert len(posts) == 1
    posts[0].abort()


def test_leaving_asks_only_when_something_was_typed(visit):
    page = visit("ana").open(NOTES)
    asked: list[str] = []
    page.on("dialog", lambda dialog: asked.append(dialog.type))
    page.locator("[name=title]").click()
    page.get_by_role("link", name="My assets").click()
    expect(page).to_have_url(re.compile("/assets$"))
    assert asked == []
    page.go_back()
    page.locator("[name=title]").click()
    page.keyboard.type("Council")
    page.get_by_role("link", name="My assets").click()
    expect(page).to_have_url(re.compile("/assets$"))
    assert asked == ["beforeunload"]


async def no_asset_called(runtime, name: str) -> None:
    from interlink_runtime.store.assets import all_assets_page

    assert [row for row in await all_assets_page(runtime.store, limit=50) if row.name == name] == []
