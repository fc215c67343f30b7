# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Large files on a slow network: people see how far they are, may break off, and nothing of it is left."""

import re
import threading
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from interlink_runtime.runtime import sweep_up

SLOW_BYTES_PER_S = 400_000
LARGE_BYTES = 6_000_000
PDF = b"%PDF-1.7\n".ljust(LARGE_BYTES, b" ")
LANGUAGES = ("en", "es", "it", "lv")
CREATE = "/documents/assets/instantiate"


def slow_down(page: Page, *, up: int = -1, down: int = -1) -> None:
    network = page.context.new_cdp_session(page)
    network.send("Network.enable")
    conditions = {"offline": False, "latency": 0, "uploadThroughput": up, "downloadThroughput": down}
    network.send("Network.emulateNetworkConditions", conditions)


def within(seconds: float, holds) -> bool:
    event, left = threading.Event(), int(seconds * 20)
    while not holds() and left:
        event.wait(0.05)
        left -= 1
    return holds()


def kept_in(folder: Path) -> set[Path]:
    places = (folder / "blobs", folder / "scratch")
    return {path for place in places for path in place.rglob("*") if path.is_file() and path.name != "lock"}


def open_blobs() -> list[str]:
    found = []
    for descriptor in Path("/proc/self/fd").iterdir():
        try:
            target = str(descriptor.readlink())
        except OSError:
            continue
        if re.search(r"/blobs/[0-9a-f]{2}/", target):
            found.append(target)
    return found


@pytest.mark.parametrize("path", ["/restore", CREATE])
@pytest.mark.parametrize("language", LANGUAGES)
def test_an_upload_shows_how_far_it_is_and_leaves_nothing_when_it_is_cancelled(visit, site, path, language, caplog):
    ana = visit("ana", language)
    page = ana.open(path)
    if path == CREATE:
        page.locator("[name=title]").fill("Film")
    folder = site.runtime.settings.store.folder
    before = kept_in(folder)
    slow_down(page, up=SLOW_BYTES_PER_S)
    name = "bundle.zip" if path == "/restore" else "film.pdf"
    page.locator("[name=_files]").set_input_files({"name": name, "mimeType": "application/pdf", "buffer": PDF})
    page.locator("main form .actions button").last.click()
    expect(page.locator("progress")).to_be_visible()
    said = page.locator("[data-said]")
    expect(said).to_have_text(re.compile(r"\b6\sMB"))
    cancel = page.get_by_role("button", name=ana.say("Cancel the sending"))
    cancel.click()
    expect(said).to_have_text(ana.say("Sending was cancelled. Nothing was kept."))
    expect(page.locator("progress")).to_be_hidden()
    expect(cancel).to_be_hidden()
    expect(page.locator("main form .actions button").last).to_be_focused()
    assert within(10, lambda: kept_in(folder) <= before)
    site.call(sweep_now, site.runtime)
    assert kept_in(folder) <= before
    if path == CREATE:
        expect(page.locator("[name=title]")).to_have_value("Film")
    assert "defect" not in caplog.text


async def sweep_now(runtime) -> None:
    await sweep_up(runtime)


def test_an_upload_that_is_not_cancelled_arrives(visit):
    ana = visit("ana")
    page = ana.open(CREATE)
    page.locator("[name=title]").fill("Film")
    page.locator("[name=_files]").set_input_files({"name": "film.pdf", "mimeType": "application/pdf", "buffer": PDF})
    ana.press("Create")
    expect(page.get_by_role("heading", level=1)).to_have_text("Film")
    path = ana.path()
    answer = page.request.get(f"{ana.site.url}{path}/export/file?format=bundle", headers={"Accept": "text/html"})
    assert int(answer.headers["content-length"]) == len(answer.body()) > LARGE_BYTES
    ana.press("Delete")
    ana.press("Delete for good")


def test_leaving_a_download_frees_what_it_was_read_from(visit, tmp_path):
    ana = visit("bruno", "en")
    page = ana.open(CREATE)
    page.locator("[name=title]").fill("Long film")
    film = tmp_path / "film.pdf"
    film.write_bytes(PDF.ljust(40_000_000, b" "))
    page.locator("[name=_files]").set_input_files(film)
    ana.press("Create")
    expect(page.get_by_role("heading", level=1)).to_have_text("Long film")
    path = ana.path()
    slow_down(page, down=SLOW_BYTES_PER_S)
    page.evaluate(
        """async path => {
            window.leaving = new AbortController();
            const answer = await fetch(path, { signal: window.leaving.signal });
            window.length = answer.headers.get("content-length");
            window.first = await answer.body.getReader().read();
        }""",
        f"{path}/export/file?format=bundle",
    )
    assert int(page.evaluate("window.length")) > 40_000_000
    assert within(10, lambda: open_blobs() != [])
    page.evaluate("window.leaving.abort()")
    assert within(20, lambda: open_blobs() == [])
