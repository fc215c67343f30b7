# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What people come for, from beginning to end, in every language and without a mouse."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

LANGUAGES = ("en", "es", "it", "lv")
MAX_STEPS = 150


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_from_search_to_deletion(visit, language):
    ana, bruno = visit("ana", language), visit("bruno", language)
    name = f"Water plan {language}"
    find_and_open(ana, "documents")
    ana.press("Create")
    ana.page.locator("[name=title]").fill(name)
    upload = {"name": "plan.txt", "mimeType": "text/plain", "buffer": b"Less rain, more trees."}
    ana.page.locator("[name=_files]").set_input_files(upload)
    ana.press("Create")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text(name)
    expect(ana.page.frame_locator("iframe").get_by_text("Less rain, more trees.")).to_be_visible()
    asset = ana.path()

    ana.press("Edit")
    ana.page.locator("[name=description]").fill("For the dry months")
    ana.press("Save")
    expect(ana.page.get_by_text(ana.say("Saved."))).to_be_visible()

    ana.press("Make a copy")
    expect(ana.page.get_by_text(ana.say("This is your copy."))).to_be_visible()
    assert ana.path() != asset

    ana.open(asset)
    ana.press("Export")
    ana.page.locator("[value=bundle]").check()
    with ana.page.expect_download() as download:
        ana.press("Download")
    assert download.value.suggested_filename.endswith(".zip")

    ana.open(f"{asset}/share")
    ana.page.locator("[name=whom]").fill("Bruno Rossi")
    ana.page.locator("[value=editor][type=radio]").check()
    ana.press("Share")
    expect(ana.page.get_by_role("heading", name="Bruno Rossi")).to_be_visible()

    bruno.open("/assets").get_by_role("link", name=name, exact=True).first.click()
    expect(bruno.page.get_by_role("link", name=bruno.say("Edit"), exact=True)).to_be_visible()
    expect(bruno.page.get_by_role("link", name=bruno.say("Delete"), exact=True)).to_have_count(0)

    ana.open(asset)
    ana.press("Delete")
    expect(ana.page.get_by_role("heading", level=1)).to_have_text(ana.say("Delete “%(name)s”?", name=name))
    ana.press("Delete for good")
    expect(ana.page.get_by_text(ana.say("Deleted."))).to_be_visible()
    assert bruno.page.goto(bruno.site.url + asset).status == 404


@pytest.mark.parametrize("language", LANGUAGES)
def test_notes_are_written_commented_and_restored(visit, language):
    ana = visit("ana", language)
    find_and_open(ana, "meeting-notes")
    ana.press("Create")
    expect(ana.page.locator("[name=title]")).to_be_visible()
    ana.press("Create")
    expect(ana.page.get_by_role("heading", name=ana.say("Please correct the following"))).to_be_visible()
    ana.page.locator("[name=title]").fill("Neighbourhood council")
    ana.page.locator("[name=date]").fill("2026-03-01")
    ana.page.locator("button[name=_add][value=participants]").click()
    ana.page.locator("[name='participants.0']").fill("Eva")
    ana.press("Create")
    ana.page.locator("[name=text]").fill("Well done")
    ana.press("Send")
    expect(ana.page.get_by_text("Well done")).to_be_visible()
    with ana.page.expect_download() as download:
        ana.page.evaluate("path => { location.assign(path) }", f"{ana.path()}/export/file?format=bundle")
    ana.open("/restore")
    ana.page.locator("[name=_files]").set_input_files(download.value.path())
    ana.press("Restore")
    expect(ana.page.get_by_text(ana.say("Restored."))).to_be_visible()
    expect(ana.page.get_by_text("Well done")).to_be_visible()


def test_a_poll_is_voted_on_inside_its_frame(visit):
    ana, bruno = visit("ana"), visit("bruno")
    made_poll(ana)
    poll = ana.path()
    ana.open(f"{poll}/share")
    ana.page.locator("[name=whom]").fill("bruno@example.org")
    ana.press("Share")
    expect(ana.page.get_by_text("Saved.")).to_be_visible()
    bruno.open(poll)
    ballot = bruno.page.frame_locator("iframe")
    ballot.get_by_label("Monday").check()
    ballot.get_by_role("button").click()
    expect(ballot.get_by_label("Monday")).to_be_checked()
    expect(ballot.get_by_role("row", name=re.compile("Monday"))).to_contain_text("100")
    expect(ballot.locator("fieldset")).to_have_css("border-radius", "6px")


def test_notes_are_made_commented_and_deleted_with_the_keyboard_alone(visit):
    ana = visit("ana")
    page = ana.open("/catalogue/meeting-notes")
    follow(page, page.get_by_role("link", name="Create", exact=True))
    write(page, page.locator("[name=title]"), "By keyboard")
    write(page, page.locator("[name=date]"), "03012026")
    press(page, page.locator("button[name=_add][value=participants]"))
    write(page, page.locator("[name='participants.0']"), "Eva")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("By keyboard")
    write(page, page.locator("[name=text]"), "Typed")
    press(page, page.get_by_role("button", name="Send", exact=True).last)
    expect(page.get_by_text("Typed")).to_be_visible()
    follow(page, page.get_by_role("link", name="Delete", exact=True))
    press(page, page.get_by_role("button", name="Delete for good"))
    expect(page.get_by_text("Deleted.")).to_be_visible()


def test_the_skip_link_leads_to_the_content(visit):
    page = visit("ana").open("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


def test_the_summary_of_problems_gets_the_focus_and_leads_to_the_fields(visit):
    page = visit("ana").open("/meeting-notes/assets/instantiate")
    page.get_by_role("button", name="Create", exact=True).last.click()
    expect(page.locator("#problems")).to_be_focused()
    page.locator("#problems a").first.click()
    expect(page.locator("[name=title]")).to_be_focused()


def test_everything_works_without_scripts(visit):
    ana = visit("ana", java_script_enabled=False)
    made_poll(ana)
    ballot = ana.page.frame_locator("iframe")
    ballot.get_by_text("Monday").first.click()
    ballot.get_by_role("button").click()
    expect(ballot.get_by_role("row", name=re.compile("Monday"))).to_contain_text("100")


def test_a_double_click_makes_one_asset(visit):
    ana = visit("bruno", "en", java_script_enabled=False)
    page = ana.open("/meeting-notes/assets/instantiate")
    page.locator("[name=title]").fill("Only once")
    page.locator("[name=date]").fill("2026-03-01")
    page.get_by_role("button", name="Create", exact=True).last.dblclick()
    expect(page.get_by_role("heading", level=1)).to_have_text("Only once")
    ana.open("/assets?q=only+once")
    expect(page.locator("article")).to_have_count(1)


def test_the_link_from_the_terminal_signs_a_browser_in(visit, site):
    nobody = visit(None)
    nobody.page.goto(site.new_link())
    nobody.page.get_by_role("button", name=re.compile("Ana García")).click()
    expect(nobody.page.get_by_text("Ana García")).to_be_visible()
    nobody.press("Sign out")
    expect(nobody.page.get_by_role("link", name="Sign in")).to_be_visible()


def test_the_language_is_chosen_at_the_bottom_of_every_page(visit):
    page = visit(None).open("/about")
    page.get_by_role("link", name="Latviešu").click()
    expect(page.locator("html")).to_have_attribute("lang", "lv")
    expect(page.get_by_role("heading", level=1)).to_have_text("Par šo vietni")


def find_and_open(visitor, interlinker: str) -> None:
    manifest = visitor.site.runtime.host.known(interlinker).manifest
    name = manifest.text(manifest.name, visitor.language)
    page = visitor.open("/")
    page.locator("[name=q]").fill(name)
    visitor.press("Search")
    page.get_by_role("article").get_by_role("link", name=name, exact=True).click()


def made_poll(visitor) -> None:
    page = visitor.open("/poll/assets/instantiate")
    page.locator("[name=question]").fill("Which day?")
    page.locator("[name='options.0']").fill("Monday")
    page.locator("[name='options.1']").fill("Tuesday")
    visitor.press("Create")
    expect(page.get_by_role("heading", level=1)).to_have_text("Which day?")


def follow(page: Page, link: Locator) -> None:
    tab_to(page, link)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def press(page: Page, button: Locator) -> None:
    tab_to(page, button)
    page.keyboard.press("Space")
    page.wait_for_load_state()


def write(page: Page, field: Locator, text: str) -> None:
    tab_to(page, field)
    page.keyboard.type(text)


def tab_to(page: Page, target: Locator) -> None:
    target.wait_for()
    for _ in range(MAX_STEPS):
        if target.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with the keyboard")
