# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A page in Chromium, shown as the platform's frame shows it: no scripts, no network, the platform's style sheet.

Everything here is optional: where playwright, a browser or axe-core is missing, a check says so.
"""

import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import unquote, urlsplit

from interlink_sdk.assets import Asset, File, Html
from interlink_sdk.conformance.results import NotTested

CHROMIUM_SETTING = "INTERLINK_CHROMIUM"
AXE_SETTING = "INTERLINK_AXE_CORE"
"""Environment variables: where Chromium and `axe.min.js` are, if not where they usually are."""
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CHROMIUM_OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
AXE_PLACE = Path("node_modules", "axe-core", "axe.min.js")
AXE_RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
ADDRESS = "http://frame.invalid/"
START_TIMEOUT_MS = 15_000
MAX_CONTROLS = 200
POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; form-action 'none'; base-uri 'none'"
Scheme = Literal["light", "dark"]
WIDE, NARROW = 1280, 320
"""Pixels; the narrow one is that of WCAG 2.2, 1.4.10."""

_REACHABLE = """() => [...document.querySelectorAll(
  'a[href], button, input:not([type=hidden]), select, textarea, summary')]
  .filter(one => !one.disabled && one.getClientRects().length)
  .map((one, number) => { one.dataset.reach = number;
    return [one.type === 'radio' ? 'radio ' + one.name : String(number), one.outerHTML.slice(0, 100)] })"""
_REACHED = "() => document.activeElement ? document.activeElement.dataset.reach || '' : ''"


class Shown:
    """One page in one window; it lives as long as its browser."""

    def __init__(self, page: Any) -> None:
        self._page = page

    async def width(self) -> int:
        """Return how many pixels the page wants, of the width that there is."""
        return int(await self._page.evaluate("document.documentElement.scrollWidth"))

    async def violations(self, *rules: str) -> list[str]:
        """Return what axe-core finds, each with the first element that it is about; with *rules*, of these alone."""
        await self._page.evaluate(axe_core())
        options = {"runOnly": {"type": "rule" if rules else "tag", "values": list(rules or AXE_RULES)}}
        found = await self._page.evaluate("options => axe.run(document, options)", options)
        return [f"{one['id']}: {one['nodes'][0]['html'][:100]}" for one in found["violations"]]

    async def unreached(self) -> list[str]:
        """Return the controls and links that the Tab key does not come to, as HTML."""
        controls = await self._page.evaluate(_REACHABLE)
        reached = set()
        for _ in controls[:MAX_CONTROLS]:
            await self._page.keyboard.press("Tab")
            if number := await self._page.evaluate(_REACHED):
                reached.add(controls[int(number)][0])
        return [html for name, html in controls[:MAX_CONTROLS] if name not in reached]


class Window:
    """What shows one page after the other in the same window; it lives as long as its browser."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self._kept: dict[str, File] = {}
        self._content = ""

    async def show(self, page: Html, asset: Asset, locale: str = "en") -> Shown:
        """Show *page* of *asset*."""
        self._content = document_of(page, locale)
        self._kept = {file.name: file for file in asset.files}
        await self._window.goto(ADDRESS, timeout=START_TIMEOUT_MS)
        return Shown(self._window)

    async def answer(self, route: Any) -> None:
        """Answer what the window asks for: the page, a file of the asset, and nothing else."""
        path = unquote(urlsplit(route.request.url).path)
        file = self._kept.get(path.removeprefix("/files/"))
        if path == "/":
            headers = {"Content-Security-Policy": POLICY}
            await route.fulfill(body=self._content, content_type="text/html; charset=utf-8", headers=headers)
        elif file is not None and path.startswith("/files/"):
            await route.fulfill(body=file.read_bytes(), content_type=file.media_type)
        else:
            await route.abort()


@asynccontextmanager
async def open_window(*, width: int = WIDE, scheme: Scheme = "light") -> AsyncIterator[Window]:
    """Open a window of *width* pixels in a browser; raises NotTested where there is none."""
    async with _chromium() as browser:
        context = await browser.new_context(
            viewport={"width": width, "height": 800}, color_scheme=scheme, reduced_motion="reduce"
        )
        window = Window(await context.new_page())
        await context.route("**/*", window.answer)
        yield window


def axe_core() -> str:
    """Return the source of axe-core; raises NotTested where it is not installed."""
    said, here = os.environ.get(AXE_SETTING), Path.cwd()
    places = [Path(said)] if said else [folder / AXE_PLACE for folder in (here, *here.parents)]
    for place in places:
        if place.is_file():
            return place.read_text("utf-8")
    raise NotTested(f"axe-core is not installed: npm install axe-core, or set {AXE_SETTING} to its axe.min.js")


def document_of(page: Html, locale: str) -> str:
    """Return the document that the frame shows, with the platform's style sheet before the page's own."""
    sheets = files("interlink_sdk.rendering").joinpath("styles")
    styles = "".join(sheets.joinpath(name).read_text("utf-8") for name in ("tokens.css", "frame.css"))
    return (
        f'<!doctype html><html lang="{escape(locale)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(page.title)}</title><style>{styles}</style><style>{page.styles}</style></head>"
        f"<body>{page.body}</body></html>"
    )


@asynccontextmanager
async def _chromium() -> AsyncIterator[Any]:
    try:
        from playwright.async_api import Error, async_playwright
    except ImportError as error:
        raise NotTested("playwright is not installed: pip install playwright") from error
    found = os.environ.get(CHROMIUM_SETTING) or next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)
    async with async_playwright() as driver:
        try:
            browser = await driver.chromium.launch(
                executable_path=found, args=list(CHROMIUM_OPTIONS), timeout=START_TIMEOUT_MS
            )
        except Error as error:
            fix = f"playwright install chromium, or set {CHROMIUM_SETTING}"
            raise NotTested(f"Chromium does not start: {fix} ({error.message.splitlines()[0][:200]})") from error
        try:
            yield browser
        finally:
            await browser.close()
