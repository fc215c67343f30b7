# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An author works in the workbench: real files are saved, a real browser looks."""

import os
import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect
from tests.workbench.conftest import CODE, MANIFEST, wait_for

ROOT = Path(__file__).parents[2]
WAIT_MS = 10_000
LANGUAGES = ("en", "es", "it", "lv")


@pytest.fixture
def workbench(open_workbench):
    return open_workbench()


@pytest.fixture
def page(browser, workbench):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce")
    context.set_default_timeout(WAIT_MS)
    page = context.new_page()
    expect.set_options(timeout=WAIT_MS)
    page.goto(workbench.link())
    yield page
    context.close()


def greeting(page: Page):
    return page.frame_locator("iframe.stage").frame_locator("iframe").locator("#greeting")


def test_the_author_s_page_is_shown_inside_a_task_with_the_sample(page):
    expect(page.locator(".assets li")).to_have_count(1)
    expect(greeting(page)).to_have_text("Hello Ilze")


def test_saving_shows_the_change_and_keeps_switches_and_samples(author, page, workbench):
    page.goto(f"{workbench.url}/workbench?who=viewer&width=768")
    expect(greeting(page)).to_have_text("Hello Ilze")
    author.write("__init__.py", CODE.replace("Hello", "Good day"))
    expect(greeting(page)).to_have_text("Good day Ilze")
    expect(page.locator("#switch-who")).to_have_value("viewer")
    expect(page.locator("iframe.width-768")).to_have_count(1)
    expect(page.locator(".assets li")).to_have_count(1)


def test_what_is_read_while_the_page_is_renewed_is_shown_as_well(author, page, workbench):
    expect(greeting(page)).to_have_text("Hello Ilze")
    reloads = workbench.bench.reloads

    def save_meanwhile(route):
        author.write("__init__.py", CODE.replace("Hello", "Good day"))
        wait_for(lambda: workbench.bench.reloads > reloads)
        route.continue_()

    page.route("**/workbench/live*", save_meanwhile, times=1)
    workbench.bench.recorder.note("workbench", "something new to look at")
    expect(greeting(page)).to_have_text("Good day Ilze")


def test_broken_python_is_laid_over_with_its_line_and_recovers(author, page):
    expect(greeting(page)).to_have_text("Hello Ilze")
    author.write("__init__.py", CODE + "\n\ndef broken(:\n    pass\n")
    overlay = page.get_by_role("alert")
    expect(overlay).to_contain_text(f"{author.module}/__init__.py:10")
    expect(overlay.locator(".meant")).to_contain_text("def broken(:")
    expect(greeting(page)).to_have_text("Hello Ilze")
    author.write("__init__.py", CODE.replace("Hello", "Hi"))
    expect(overlay).to_have_count(0)
    expect(greeting(page)).to_have_text("Hi Ilze")
    assert len(author.told) == 1
    assert "__init__.py:10" in author.told[0]


def test_a_wrong_manifest_is_laid_over_with_its_line(author, page):
    author.write("interlinker.toml", MANIFEST.replace('version = "1.0.0"', "version = 7"))
    expect(page.get_by_role("alert")).to_contain_text("interlinker.toml:2")


def test_a_changed_manifest_is_shown(author, page):
    author.write("interlinker.toml", MANIFEST.replace('en = "Greetings"', 'en = "Salutations"'))
    expect(page.locator("#state")).to_contain_text("greetings 1.0.0")
    expect(page.locator("body[data-reloads='2']")).to_have_count(1)
    page.reload()
    expect(page.locator("h1")).to_contain_text("Salutations")


def test_an_import_that_never_ends_is_laid_over_and_recovers(author, page):
    author.write("__init__.py", CODE + "\nwhile True:\n    pass\n")
    expect(page.get_by_role("alert")).to_contain_text("did not end within 1 s")
    expect(page.get_by_role("alert").locator("code.place").first).to_contain_text("__init__.py:")
    author.write("__init__.py", CODE.replace("Hello", "Awake"))
    expect(greeting(page)).to_have_text("Awake Ilze")


@pytest.mark.parametrize("kind", ["def", "async def"])
def test_a_hook_that_hangs_freezes_nothing(author, page, kind):
    page.goto(page.url + "?show=restore")
    author.write(
        "__init__.py", CODE.replace("def view", f"{kind} view").replace("    print", "    while True: pass\n    print")
    )
    expect(page.locator("body[data-reloads='2']")).to_have_count(1)
    page.get_by_role("link", name="View", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("did not answer 'view' within 1 s")
    author.write("__init__.py", CODE.replace("Hello", "Awake"))
    expect(greeting(page)).to_have_text("Awake Ilze")


def test_what_a_hook_raises_is_laid_over_with_its_line(author, page):
    author.write("__init__.py", CODE.replace('asset.state["name"]', 'asset.state["nam"]'))
    expect(page.get_by_role("alert")).to_contain_text("KeyError: 'nam'")
    expect(page.get_by_role("alert")).to_contain_text("__init__.py:7")


def test_an_error_is_dismissed_with_the_keyboard(author, page):
    author.write("__init__.py", "import nothing_there\n")
    expect(page.get_by_role("alert")).to_contain_text("ModuleNotFoundError")
    page.keyboard.press("Escape")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_the_handshake_of_the_create_page_is_shown_and_selects_the_asset(page):
    page.get_by_role("link", name="Create", exact=True).click()
    messages = page.locator("[data-messages] li")
    expect(messages.first).to_contain_text("initialized")
    frame = page.frame_locator("iframe.stage")
    frame.get_by_label("Name").fill("Marta")
    frame.get_by_role("button", name="Create", exact=True).last.click()
    expect(messages.first).to_contain_text("asset_created")
    expect(page.locator(".assets li")).to_have_count(2)


def test_calls_and_output_are_shown_as_they_happen(page):
    expect(page.locator("#calls")).to_contain_text("view")
    expect(page.locator("#output")).to_contain_text("greeting")


def test_a_stranger_and_nobody_are_not_offered_what_they_may_not_do(page, workbench):
    page.goto(f"{workbench.url}/workbench?who=nobody")
    expect(page.locator(".absent").first).to_contain_text("nobody is signed in")


def test_the_frame_takes_direction_and_colours(browser, workbench):
    context = browser.new_context(color_scheme="null")  # else what is emulated holds in every frame
    page = context.new_page()
    page.goto(workbench.link())
    page.goto(f"{workbench.url}/workbench?dir=rtl&scheme=dark")
    expect(page.frame_locator("iframe.stage").locator("html")).to_have_attribute("dir", "rtl")
    frame = page.frame(name="stage")
    assert frame.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    assert not page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    context.close()


def test_without_javascript_everything_is_there_by_reload(author, browser, workbench):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(workbench.link())
    author.write("__init__.py", "import nothing_there\n")
    for _ in range(100):
        page.reload()
        if page.get_by_role("alert").count():
            break
    page.get_by_role("link", name="Dismiss").click()
    assert page.get_by_role("alert").count() == 0
    context.close()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_and_nothing_is_cut_off_at_320_px(author, browser, workbench, language, scheme):
    axe = ROOT / "tests" / "browser" / "node_modules" / "axe-core" / "axe.min.js"
    if not axe.is_file():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("axe-core is not installed: see tests/browser")
    author.write("__init__.py", "import nothing_there\n")
    context = browser.new_context(viewport={"width": 320, "height": 800}, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()
    page.goto(workbench.link())
    page.goto(f"{workbench.url}/workbench?lang={language}")
    expect(page.get_by_role("alert")).to_have_count(1, timeout=WAIT_MS)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(axe.read_text(encoding="utf-8"))
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    found = page.evaluate("(tags) => axe.run(document, {runOnly: tags, iframes: false})", tags)
    assert [(fault["id"], fault["nodes"][0]["html"]) for fault in found["violations"]] == []
    context.close()


def test_every_text_is_translated():
    from babel.messages.pofile import read_po

    from interlink_runtime.web.languages import translations_for
    from interlink_runtime.workbench.texts import LOCALES, workbench_messages

    for language in LANGUAGES[1:]:
        with (LOCALES / language / "messages.po").open("rb") as source:
            catalog = read_po(source, locale=language)
        missing = [
            message.id
            for message in workbench_messages()
            if message.id
            and not (catalog.get(message.id) and catalog.get(message.id).string)
            and translations_for(language).gettext(message.id) == message.id
        ]
        assert missing == [], language
        for message in catalog:
            if message.id:
                assert re.findall(r"%\(\w+\)s", message.id) == re.findall(r"%\(\w+\)s", message.string), message.id
