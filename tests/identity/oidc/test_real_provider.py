# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""People sign in through a certified provider, in a real browser, on good days and on bad ones."""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import httpx2
import pytest
from playwright.sync_api import BrowserContext, Page, expect

WAIT_MS = 15_000
DISCOVERY = "/.well-known/openid-configuration"

pytestmark = pytest.mark.browser


def missing(reason: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@pytest.fixture(scope="module")
def world(real, tmp_path_factory) -> Iterator[Any]:
    """Run site and provider."""
    if shutil.which("node") is None:
        missing("node is not installed (Debian: apt install nodejs)")
    if not (real.PROVIDER / "node_modules" / "oidc-provider").is_dir():
        missing("oidc-provider is not installed: npm ci --prefix tests/identity/provider --ignore-scripts")
    with real.running_world(tmp_path_factory.mktemp("store")) as world:
        yield world


@pytest.fixture
def window(browser, world) -> Iterator[Callable[[], Page]]:
    """Open windows of people who have never been here; afterwards the provider is honest again."""
    contexts: list[BrowserContext] = []

    def opened() -> Page:
        contexts.append(browser.new_context(locale="en-GB"))
        contexts[-1].set_default_timeout(WAIT_MS)
        return contexts[-1].new_page()

    yield opened
    for context in contexts:
        context.close()
    world.provider.released.set()
    world.provider.released.clear()
    world.provider.moods.clear()


def at_provider(page: Page, world: Any, path: str = "/account") -> Page:
    """Ask for a page of somebody who is signed in, and go where the site sends them."""
    page.goto(f"{world.site}{path}")
    page.get_by_role("link", name="Sign in").last.click()
    page.wait_for_url(f"{world.issuer}/interaction/**")
    return page


def prove(page: Page, person: str) -> None:
    """Sign in at the provider and agree to what the site may know."""
    page.fill("[name=login]", person)
    page.fill("[name=password]", "x")
    page.get_by_role("button", name="Sign-in").click()
    page.get_by_role("button", name="Continue").click()


def sign_in(page: Page, world: Any, person: str = "ana", path: str = "/account") -> None:
    prove(at_provider(page, world, path), person)
    page.wait_for_url(f"{world.site}{path}")


def failed(page: Page) -> str:
    """Return the reason that the page names, folded away for whoever helps."""
    expect(page.get_by_role("link", name="Try again")).to_be_visible()
    page.get_by_text("Details for whoever helps you").click()
    return page.locator("dd code").nth(1).inner_text()


def test_a_person_signs_in_and_is_where_they_wanted_to_be(window, world):
    page = window()
    sign_in(page, world, path="/account?notice=ended")
    expect(page.get_by_role("link", name="Ana García")).to_be_visible()
    expect(page.get_by_text("ana@example.org")).to_be_visible()
    expect(page.get_by_text("This browser")).to_be_visible()
    [session] = [cookie for cookie in page.context.cookies(world.site) if cookie["name"] == "interlink_session"]
    assert session["httpOnly"]
    assert session["sameSite"] == "Lax"
    assert not [cookie for cookie in page.context.cookies() if cookie["name"].startswith("interlink_login")]


def test_an_address_that_is_not_verified_is_not_taken(window, world):
    page = window()
    sign_in(page, world, "bruno")
    expect(page.get_by_role("link", name="Bruno Rossi")).to_be_visible()
    assert page.get_by_text("bruno@example.org").count() == 0


def test_groups_of_the_provider_are_teams(window, world):
    page = window()
    sign_in(page, world)
    assert page.request.get(f"{world.site}/api/v1/teams").json()["groups"] == ["team:town:planning"]


def test_signing_out_ends_both_sessions(window, world):
    page = window()
    sign_in(page, world)
    before = page.context.cookies(world.site)
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(f"{world.issuer}/session/end**")
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url(f"{world.site}/signed-out**")
    expect(page.get_by_role("heading", name="You are signed out here")).to_be_visible()
    page.context.add_cookies([cookie for cookie in before if cookie["name"] == "interlink_session"])
    page.goto(f"{world.site}/account")
    expect(page.get_by_role("heading", name="Please sign in"), "the old session has ended").to_be_visible()
    at_provider(page, world)
    expect(page.locator("[name=login]"), "the provider asks again who it is").to_be_visible()


def test_who_signs_out_at_the_provider_is_signed_out_here_in_that_browser_alone(window, world):
    here, elsewhere = window(), window()
    sign_in(here, world)
    sign_in(elsewhere, world)
    provider = here.context.new_page()
    provider.goto(f"{world.issuer}/session/end")
    provider.get_by_role("button", name="Yes, sign me out").click()
    provider.wait_for_url(f"{world.issuer}/session/end/success**")
    here.reload()
    expect(here.get_by_role("heading", name="Please sign in")).to_be_visible()
    elsewhere.reload()
    expect(elsewhere.get_by_role("link", name="Ana García")).to_be_visible()


def test_a_person_ends_their_session_in_another_browser(window, world):
    here, there = window(), window()
    sign_in(there, world)
    sign_in(here, world)
    here.get_by_role("button", name="End all other sessions").click()
    expect(here.get_by_text("All other sessions have ended.")).to_be_visible()
    there.reload()
    expect(there.get_by_role("heading", name="Please sign in")).to_be_visible()


def test_a_token_is_shown_once_and_works_until_it_is_ended(window, world):
    page = window()
    sign_in(page, world)
    page.get_by_label("What it is for").fill("Nightly export")
    page.get_by_role("button", name="Make the token").click()
    token = page.locator("code.token").inner_text()
    assert token.startswith("ilk_")
    bearer = {"Authorization": f"Bearer {token}"}
    assert httpx2.get(f"{world.site}/api/v1/me", headers=bearer).json()["name"] == "Ana García"
    page.goto(f"{world.site}/account")
    assert token not in page.content()
    page.get_by_role("button", name="End this token – Nightly export").click()
    expect(page.get_by_text("It has ended.")).to_be_visible()
    assert httpx2.get(f"{world.site}/api/v1/me", headers=bearer).status_code == 401


def test_a_person_who_turns_back_is_told_calmly(window, world):
    page = at_provider(window(), world)
    page.get_by_text("Cancel").click()
    page.wait_for_url(f"{world.site}/sign-in/town/callback**")
    assert failed(page) == "declined"
    page.get_by_role("link", name="Try again").click()
    prove(page, "ana")
    page.wait_for_url(f"{world.site}/account")


@pytest.mark.parametrize(
    ("path", "mood", "expected"),
    [
        ("/token", "down", "unreachable"),
        ("/token", "slow", "too_slow"),
        ("/token", "html", "bad_answer"),
        ("/token", "error", "refused"),
        ("/me", "html", "bad_answer"),
        ("/me", "down", "unreachable"),
    ],
)
def test_on_a_bad_day_of_the_provider_a_person_can_try_again(window, world, path, mood, expected):
    page = at_provider(window(), world)
    world.provider.moods[path] = mood
    prove(page, "ana")
    page.wait_for_url(f"{world.site}/sign-in/town/callback**")
    assert failed(page) == expected
    world.provider.released.set()
    world.provider.moods.clear()
    page.get_by_role("link", name="Try again").click()
    page.wait_for_url(f"{world.site}/account")
    expect(page.get_by_role("link", name="Ana García")).to_be_visible()


def test_going_back_to_a_used_answer_signs_nobody_in_again(window, world):
    page, used = window(), []
    page.on("request", lambda request: used.append(request.url) if "/callback?" in request.url else None)
    sign_in(page, world)
    page.goto(used[0])
    assert failed(page) == "lapsed"


def test_the_provider_s_own_token_for_a_program_reaches_only_what_it_may(world, real):
    answer = httpx2.post(
        f"{world.issuer}/token",
        data={"grant_type": "client_credentials", "resource": real.API, "scope": "api"},
        auth=("platform", real.SERVICE_SECRET),
    )
    assert answer.status_code == 200, answer.text
    bearer = {"Authorization": f"Bearer {answer.json()['access_token']}"}
    assert httpx2.get(f"{world.site}/api/v1/me", headers=bearer).status_code == 403
    unknown = f"{world.site}/documents/assets/01900000-0000-7000-8000-000000000000"
    assert httpx2.get(unknown, headers=bearer).status_code == 404
    assert httpx2.delete(unknown, headers=bearer).status_code == 403


def test_what_was_typed_in_a_session_that_ended_is_back_after_signing_in_again(world, window):
    page = window()
    sign_in(page, world, path="/teams")
    page.get_by_label("Name of the team").fill("Planners of the old town")
    page.context.clear_cookies(name="interlink_session")
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("link", name="Sign in and continue").click()
    page.wait_for_url(f"{world.site}/unsent/**")
    assert page.get_by_label("Name of the team").input_value() == "Planners of the old town"
    assert page.get_by_role("heading", name="Planners of the old town").count() == 0
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("heading", name="Planners of the old town").wait_for()


def test_another_person_at_the_provider_does_not_get_what_was_typed(world, window):
    page = window()
    sign_in(page, world, path="/teams")
    page.get_by_label("Name of the team").fill("Planners of the old town")
    page.context.clear_cookies(name="interlink_session")
    page.context.clear_cookies(name=re.compile("_session"))
    page.context.clear_cookies(name=re.compile("_interaction"))
    page.get_by_role("button", name="Make the team").click()
    page.get_by_role("link", name="Sign in and continue").click()
    page.wait_for_url(f"{world.issuer}/interaction/**")
    prove(page, "bruno")
    page.wait_for_url(f"{world.site}/unsent/**")
    page.get_by_role("heading", name="This form is not kept any more").wait_for()
    assert "old town" not in page.content()
