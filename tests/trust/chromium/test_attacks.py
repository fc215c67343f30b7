# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a real browser does with what attackers leave: it runs nothing, and tells nobody the addresses it was at."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

MARK = "window.ran = 1"
FACTORS, PRODUCT = "6007*7919*7907", "376131506731"
"""A product that the number of no call contains by chance."""
HOSTILE = f"\"'><img src=x onerror='{MARK}'><svg onload='{MARK}'></svg><script>{MARK}</script>{{{{{FACTORS}}}}}"
REFLECTED = (
    "/?q={}",
    "/?order={}",
    "/?nature={}",
    "/assets?q={}&role={}&interlinker={}&after={}",
    "/assets?notice={}",
    "/login?next={}",
    "/language/{}",
    "/explain/{}",
    "/catalogue/{}",
    "/assets/{}",
    "/{}/assets/instantiate",
    "/signed-out?provider={}",
    "/sign-in/{}",
    "/account?notice={}",
    "/frames/{}/",
    "/nowhere/{}",
)
FILES = {
    "page.html": ("text/html", f"<script>{MARK}</script>"),
    "drawing.svg": ("image/svg+xml", f"<svg xmlns='http://www.w3.org/2000/svg'><script>{MARK}</script></svg>"),
    "page.xhtml": (
        "application/xhtml+xml",
        f"<html xmlns='http://www.w3.org/1999/xhtml'><script>{MARK}</script></html>",
    ),
    "sheet.xml": ("text/xml", "<?xml-stylesheet type='text/xsl' href='sheet.xml'?><x/>"),
}


class Elsewhere:
    """Another site, which writes down what browsers tell it."""

    def __init__(self) -> None:
        self.page = "<title>elsewhere</title>"
        self.heard: list[dict[str, str]] = []
        here = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                here.heard.append({name.lower(): value for name, value in self.headers.items()})
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.end_headers()
                self.wfile.write(here.page.encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://localhost:{self.server.server_port}"


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    place = Elsewhere()
    thread = threading.Thread(target=place.server.serve_forever)
    thread.start()
    yield place
    place.server.shutdown()
    thread.join()
    place.server.server_close()


@pytest.mark.parametrize("address", REFLECTED)
def test_nothing_that_is_reflected_runs(window, address):
    window.open(address.replace("{}", quote(HOSTILE, safe="")))
    assert not window.ran()
    assert PRODUCT not in window.page.locator("main, body").first.inner_text()


def test_nothing_that_is_stored_runs_on_any_page(window):
    file = {"name": "<img src=x onerror=window.ran=1>.txt", "mimeType": "text/plain", "buffer": b"x"}
    asset = window.send("/ledger/assets/instantiate", title=HOSTILE, text=HOSTILE, _files=file)
    for collection in ("notes", "votes", "hints"):
        window.send(f"{asset}/contribute/{collection}", text=HOSTILE)
    for path in ("", "/edit", "/share", "/history", "/export", "/delete"):
        window.open(asset + path)
        assert not window.ran(), path
    window.open("/assets")
    assert not window.ran()


def test_a_page_that_escapes_nothing_runs_nothing_in_its_frame_or_alone(window):
    asset = window.send("/stage/assets/instantiate", title="Raw", text=HOSTILE)
    page = window.open(asset)
    frame = page.frame_locator("iframe.frame")
    frame.locator("[name=idea]").fill(HOSTILE)
    frame.get_by_role("button", name="Add").click()
    expect(frame.locator("li")).to_have_count(1)
    assert not window.ran()
    window.open(page.locator("iframe.frame").get_attribute("src"))
    assert not window.ran()


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_could_run_is_saved_and_not_opened(window, name):
    media_type, content = FILES[name]
    file = {"name": name, "mimeType": media_type, "buffer": content.encode()}
    asset = window.send("/ledger/assets/instantiate", title="A file", _files=file)
    window.open("/assets")
    with window.page.expect_download() as saved:
        window.page.evaluate("address => { location.href = address }", f"{asset}/files/{name}")
    assert saved.value.suggested_filename == name
    assert not window.ran()


def test_another_site_cannot_show_our_pages_in_a_frame(window, elsewhere):
    elsewhere.page = f'<iframe src="{window.served.url}/assets"></iframe>'
    window.page.goto(elsewhere.url)
    window.page.wait_for_load_state()
    assert window.page.frame_locator("iframe").locator("main").count() == 0


def test_a_form_of_another_site_changes_nothing(window, elsewhere):
    action = f"{window.served.url}/ledger/assets/instantiate"
    elsewhere.page = f'<form method="post" action="{action}"><input name="title" value="Planted"><button>x</button>'
    window.page.goto(elsewhere.url)
    with window.page.expect_navigation():
        window.page.locator("button").click()
    expect(window.open("/assets?q=Planted").locator(".card, li.card")).to_have_count(0)


def test_a_link_out_of_a_frame_tells_nobody_the_address_of_the_frame(window, elsewhere):
    link = f'<a id="bye" href="{elsewhere.url}">bye</a>'
    page = window.open(window.send("/stage/assets/instantiate", title="Leaving", text=link))
    window.open(page.locator("iframe.frame").get_attribute("src"))
    window.page.locator("#bye").click()
    expect(window.page).to_have_title("elsewhere")
    assert not {"referer", "cookie"} & elsewhere.heard[0].keys()
