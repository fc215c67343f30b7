# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One running site and one Chromium for all browser tests; they are skipped, with the reason, where it is missing."""

import asyncio
import os
import socket
import sys
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Candidate, Discovery, discover
from interlink_runtime.identity.development import new_login_link, sign_in
from interlink_runtime.identity.requests import GATE_COOKIE, SESSION_COOKIE
from interlink_runtime.identity.sessions import start_session
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Settings
from interlink_runtime.web.languages import translations_for
from interlink_runtime.web.visits import LANGUAGE_COOKIE
from interlink_sdk.manifest import read_manifest

HERE = Path(__file__).parent
OUTPUT = HERE.parents[1] / "test-output"
LANGUAGES = ("en", "es", "it", "lv")
START_S = 30
PEOPLE = [
    {"id": "ana", "name": "Ana García", "email": "ana@example.org", "language": "es"},
    {"id": "bruno", "name": "Bruno Rossi", "email": "bruno@example.org", "language": "it"},
    {"id": "olga", "name": "Olga Ozola", "operator": True},
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@dataclass(frozen=True)
class Site:
    """The running site."""

    url: str
    runtime: Runtime
    loop: asyncio.AbstractEventLoop

    def call(self, function: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """Run *function* where the site runs."""
        return asyncio.run_coroutine_threadsafe(function(*arguments), self.loop).result(START_S)

    def new_link(self) -> str:
        """Return a one-time link."""
        return f"{self.url}/login/{self.call(new_login_link, self.runtime)}"


@dataclass(frozen=True)
class Visitor:
    """One person at one window."""

    site: Site
    page: Page
    language: str

    def open(self, path: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.site.url + path)
        return self.page

    def say(self, message: str, **values: Any) -> str:
        """Return *message* in the visitor's language."""
        said = translations_for(self.language).gettext(message)
        return said % values if values else said

    def press(self, message: str, **values: Any) -> None:
        """Press the button, or follow the link that looks like one."""
        name = self.say(message, **values)
        button, link = (self.page.get_by_role(role, name=name, exact=True) for role in ("button", "link"))
        # the page before may still be there: what looks first finds nothing
        button.or_(link).last.wait_for()
        (button if button.count() else link).last.click()

    def path(self) -> str:
        """Return where the visitor is, without the query."""
        return self.page.url.removeprefix(self.site.url).partition("?")[0]


class Elsewhere(BaseHTTPRequestHandler):
    """A page of another origin that shows what its query names in a frame, and keeps what the frame tells it."""

    PAGE = """<!doctype html><title>Elsewhere</title><pre id="log"></pre><script>
      const messages = [];
      const framed = decodeURIComponent(location.search.slice(1));
      addEventListener("message", (event) => {
        if (event.origin !== new URL(framed).origin) return;
        messages.push(event.data);
        document.getElementById("log").textContent += event.data.code + " ";
      });
      document.write(`<iframe src="${framed}"></iframe>`);
    </script>"""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(self.PAGE.encode())

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - the name in http.server
        """Say nothing."""


@contextmanager
def running_elsewhere() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Elsewhere) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join(START_S)


@pytest.fixture(scope="session")
def platform() -> Iterator[str]:
    """Run the platform that may show pages of the site in frames."""
    with running_elsewhere() as origin:
        yield origin


@pytest.fixture(scope="session")
def stranger() -> Iterator[str]:
    """Run a site that may not."""
    with running_elsewhere() as origin:
        yield origin


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory, platform: str) -> Iterator[Site]:
    """Run the site on a free port of the loopback."""
    sys.path.insert(0, str(HERE / "samples"))
    settings = Settings.model_validate(
        {
            "store": {"folder": tmp_path_factory.mktemp("site") / "data"},
            "identity": {"mode": "development", "people": PEOPLE},
            "server": {"frame_ancestors": [platform]},
        }
    )
    app = create_app(settings, discovery=discovery())
    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    started: dict[str, asyncio.AbstractEventLoop] = {}

    async def serve() -> None:
        started["loop"] = asyncio.get_running_loop()
        await server.serve(sockets=[listening])

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        wait_for(lambda: server.started or not thread.is_alive())
        yield Site(f"http://127.0.0.1:{listening.getsockname()[1]}", app.state.runtime, started["loop"])
    finally:
        server.should_exit = True
        thread.join(START_S)
        listening.close()
        sys.path.remove(str(HERE / "samples"))


@pytest.fixture
def visit(site: Site, browser: Browser) -> Iterator[Callable[..., Visitor]]:
    """Let people come to the site, each with a window of their own."""
    contexts: list[BrowserContext] = []

    def visiting(person: str | None = "ana", language: str = "en", **options: Any) -> Visitor:
        options = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce", **options}
        context = browser.new_context(**options)
        contexts.append(context)
        context.set_default_timeout(10_000)
        context.add_cookies(cookies_of(site, person, language))
        context.on("dialog", lambda dialog: dialog.accept())  # who is asked whether to leave, leaves
        return Visitor(site, context.new_page(), language)

    yield visiting
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """Return the accessibility engine."""
    file = HERE / "node_modules" / "axe-core" / "axe.min.js"
    if not file.is_file():
        reason = "axe-core is not installed: npm ci --prefix tests/browser --ignore-scripts"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return file.read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def output() -> Path:
    """Return the folder for screenshots."""
    OUTPUT.mkdir(exist_ok=True)
    return OUTPUT


def cookies_of(site: Site, person: str | None, language: str) -> list[Any]:
    cookies = {LANGUAGE_COOKIE: language}
    if person:
        cookies[SESSION_COOKIE] = site.call(sign_in, site.runtime, person)
        cookies[GATE_COOKIE] = site.call(start_session, site.runtime, "development-gate")
    strict = {"url": site.url, "sameSite": "Strict"}
    return [{"name": name, "value": value, **strict} for name, value in cookies.items()]


def discovery() -> Discovery:
    found = discover()
    file = read_manifest(HERE / "samples" / "hostile_sample")
    hostile = Candidate(file.manifest.id, "hostile_sample", "hostile 1", file)
    return Discovery((*found.candidates, hostile), found.refusals)


def wait_for(condition: Callable[[], bool]) -> None:
    event, left = threading.Event(), START_S * 20
    while not condition() and left:
        event.wait(0.05)
        left -= 1
    assert condition(), f"nothing came within {START_S} s"
