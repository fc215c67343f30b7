# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What others wrote does nothing but be shown, wherever it is opened."""

import pytest
from playwright.sync_api import expect

HOSTILE = "<img src=x onerror=\"window.ran='yes'\"><script>window.ran='yes'</script>'\">"


@pytest.fixture
def hostile(visit):
    ana = visit("ana")
    ana.open("/hostile/assets/instantiate")
    ana.page.locator("[name=title]").fill("Hostile")
    ana.press("Create")
    return ana


def test_an_own_page_runs_nothing_in_its_frame(hostile):
    frame = hostile.page.frame_locator("iframe.frame")
    expect(frame.get_by_role("heading", name="Hostile")).to_be_visible()
    expect(frame.locator("body")).not_to_have_attribute("data-ran", "script")
    frame.locator("#out").click()
    for word in ("script", "handler", "link", "svg", "frame"):
        expect(frame.locator("body")).not_to_have_attribute("data-ran", word)


def test_an_own_page_runs_nothing_when_it_is_opened_directly(hostile):
    hostile.page.goto(hostile.site.url + hostile.page.locator("iframe.frame").get_attribute("src"))
    expect(hostile.page.get_by_role("heading", name="Hostile")).to_be_visible()
    hostile.page.locator("#out").click()
    expect(hostile.page.locator("body[data-ran]")).to_have_count(0)


def test_an_own_page_has_its_styles_and_those_of_the_site(hostile):
    frame = hostile.page.frame_locator("iframe.frame")
    expect(frame.locator("#styled")).to_have_css("color", "rgb(1, 2, 3)")
    expect(frame.locator("body")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(frame.locator("h1")).to_have_css("font-size", "25.6px")


def test_a_picture_of_the_asset_is_shown_in_the_frame(visit):
    ana = visit("ana")
    ana.open("/documents/assets/instantiate")
    upload = {"name": "dot.png", "mimeType": "image/png", "buffer": PNG}
    ana.page.locator("[name=_files]").set_input_files(upload)
    ana.press("Create")
    picture = ana.page.frame_locator("iframe.frame").locator("img[src^='files/']").first
    expect(picture).to_be_visible()
    assert picture.evaluate("image => image.complete && image.naturalWidth") == 1


def test_what_was_typed_runs_nowhere(visit):
    ana = visit("ana")
    ana.open("/meeting-notes/assets/instantiate")
    for control in ana.page.locator("form[data-send] input[type=text], form[data-send] textarea").all():
        control.fill(HOSTILE)
    ana.page.locator("[name=date]").fill("2026-03-01")
    ana.press("Create")
    ana.page.locator("[name=text]").fill(HOSTILE)
    ana.press("Send")
    asset = ana.path()
    pages = ("", "/edit", "/share", "/export", "/delete", "/history")
    for path in ("/assets", *(asset + page for page in pages)):
        ana.open(path)
        expect(ana.page.locator("main")).to_contain_text("<img src=x")
        assert ana.page.evaluate("window.ran") is None


def test_the_platform_is_told_what_was_made(visit, platform):
    ana = visit("ana")
    embedded(ana, platform)
    frame = ana.page.frame_locator("iframe")
    expect(ana.page.locator("#log")).to_contain_text("initialized")
    expect(frame.get_by_role("navigation")).to_have_count(0)
    frame.locator("[name=title]").fill("From the platform")
    frame.locator("[name=date]").fill("2026-03-01")
    frame.get_by_role("button", name="Create", exact=True).last.click()
    expect(ana.page.locator("#log")).to_contain_text("asset_created")
    made = ana.page.evaluate("messages.at(-1)")
    assert made["message"]["id"] == made["message"]["_id"]
    ana.open(f"/assets/{made['message']['id']}")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text("From the platform")


def test_no_other_site_may_frame_the_create_page(visit, stranger):
    ana = visit("ana")
    embedded(ana, stranger)
    ana.page.wait_for_load_state()
    assert ana.page.evaluate("messages") == []
    expect(ana.page.frame_locator("iframe").locator("form")).to_have_count(0)


def embedded(visitor, origin: str) -> None:
    visitor.page.goto(f"{origin}/?{visitor.site.url}/meeting-notes/assets/instantiate")


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489"
    "0000000d49444154789c6360f8cff01f0005000201a5f645400000000049454e44ae426082"
)
