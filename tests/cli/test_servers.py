# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""uvicorn and granian are served behind alike: what people, programs and slow or broken clients meet is the same."""

import asyncio
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from interlink_runtime.cli.serving import ServerName
from interlink_runtime.identity.development import enrol_people, new_login_link, sign_in
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import load_settings

from .conftest import COMMAND, PATIENCE_S, environment

SETTINGS = """
[store]
folder = "data"
[identity]
mode = "development"
people = [{ id = "ana", name = "Ana" }]
"""
POLL = {"interlinker": "poll", "params": {"question": "Where?", "options": ["Here", "There"]}}
LARGE_BYTES = 24_000_000
IDLE_CONNECTIONS = 1_000
ANSWER_S = 20
HURRIED = Path(__file__).parent / "programs" / "serve_hurried.py"


@dataclass
class Site:
    """A server process on a folder, which can be killed and started again."""

    server: str
    folder: Path
    token: str = ""
    link: str = ""
    url: str = ""
    children: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def child(self) -> subprocess.Popen[str]:
        return self.children[-1]

    def prepare(self) -> None:
        """Make the store, with somebody in it."""
        (self.folder / "interlink.toml").write_text(SETTINGS, encoding="utf-8")
        settings = load_settings(self.folder / "interlink.toml", {})
        settings = settings.model_copy(
            update={"store": settings.store.model_copy(update={"folder": self.folder / "data"})}
        )

        async def fill() -> None:
            async with open_runtime(settings) as runtime:
                await enrol_people(runtime)
                self.token, self.link = await sign_in(runtime, "ana"), await new_login_link(runtime)

        asyncio.run(fill())

    def start(self) -> None:
        command = [*COMMAND, "serve", "--port", "0", "--server", self.server]
        with (self.folder / "stderr.txt").open("a") as errors:
            child = subprocess.Popen(
                command, cwd=self.folder, env=environment({}), stdout=subprocess.PIPE, stderr=errors, text=True
            )
        self.children.append(child)
        impatient = threading.Timer(PATIENCE_S, child.kill)
        impatient.start()
        line = child.stdout.readline()
        impatient.cancel()
        self.url = next(word for word in line.split() if word.startswith("http://"))

    def end(self, number: int) -> int:
        """Send a signal and return how the process ended."""
        if self.child.poll() is None:
            self.child.send_signal(number)
        code = self.child.wait(PATIENCE_S)
        self.child.stdout.close()
        return code

    @property
    def port(self) -> int:
        return int(self.url.rpartition(":")[2])

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_S)

    def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        headers = {"Authorization": f"Bearer {self.token}"} | more.pop("headers", {})
        return httpx2.request(method, f"{self.url}{path}", headers=headers, timeout=ANSWER_S, **more)

    def upload(self, content: bytes) -> str:
        """Upload a file and return its address."""
        files = {"files": ("large.txt", content)}
        fields = {"interlinker": "documents", "params": "{}"}
        answer = self.ask("POST", "/api/v1/assets", data=fields, files=files)
        assert answer.status_code == 201, answer.text
        return f"/api/v1/assets/{answer.json()['id']}/files/large.txt"

    def open_blobs(self) -> int:
        """Return how many stored files the process has open."""
        links = Path(f"/proc/{self.child.pid}/fd").iterdir()
        found = 0
        for link in links:
            with suppress(OSError):
                found += bool(re.search(r"/blobs/[0-9a-f]{2}/", str(link.readlink())))
        return found


@pytest.fixture(scope="module", params=list(ServerName))
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Run a site behind each server, one for all tests of the module."""
    if request.param is ServerName.GRANIAN:
        pytest.importorskip("granian", reason="the extra 'granian' is not installed")
    site = Site(request.param, tmp_path_factory.mktemp("site"))
    site.prepare()
    site.start()
    yield site
    assert site.end(signal.SIGTERM) == 0


def answer_to(site: Site, sent: bytes) -> bytes:
    """Send raw bytes and return what comes until the server ends the connection."""
    with site.connect() as connection:
        connection.settimeout(ANSWER_S)
        received = b""
        with suppress(ConnectionError):
            connection.sendall(sent)
        with suppress(ConnectionError):
            while chunk := connection.recv(65_536):
                received += chunk
    return received


def wait_until(condition: Callable[[], bool]) -> None:
    pause, until = threading.Event(), time.monotonic() + ANSWER_S
    while not condition():
        assert time.monotonic() < until, "it did not come"
        pause.wait(0.02)


def test_it_answers_without_saying_which_version_of_what_it_is(site):
    answer = httpx2.get(f"{site.url}/healthz")
    assert answer.json() == {"status": "ok"}
    assert answer.headers.get("server", "interlink") == "interlink"
    assert "date" in answer.headers


def test_a_person_signs_in_with_the_link(site):
    with httpx2.Client(base_url=site.url, follow_redirects=True, timeout=ANSWER_S) as browser:
        assert browser.get(f"/login/{site.link}").status_code == 200
        answer = browser.post("/login", data={"person": "ana"}, headers={"Origin": site.url})
        assert answer.status_code == 200
        assert browser.get("/account").status_code == 200


def test_an_asset_is_made_read_and_edited_once(site):
    made = site.ask("POST", "/api/v1/assets", json=POLL)
    path = f"/api/v1/assets/{made.json()['id']}"
    etag = site.ask("GET", path).headers["etag"]
    body = {"params": POLL["params"] | {"question": "When?"}}
    edits = [site.ask("PUT", path, json=body, headers={"If-Match": etag}) for _ in range(2)]
    assert [answer.status_code for answer in (made, *edits)] == [201, 200, 412]
    assert site.ask("HEAD", path).content == b""


def test_a_file_comes_back_whole_and_in_part(site):
    content = os.urandom(1_000_000).hex().encode()
    path = site.upload(content)
    assert site.ask("GET", path).content == content
    part = site.ask("GET", path, headers={"Range": "bytes=1000000-1000009"})
    assert (part.status_code, part.content) == (206, content[1_000_000:1_000_010])
    assert part.headers["content-range"] == "bytes 1000000-1000009/2000000"


def test_a_download_that_is_abandoned_leaves_no_file_open(site):
    path = site.upload(b"x" * LARGE_BYTES)
    with site.connect() as connection:
        head = f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {site.token}\r\n\r\n"
        connection.sendall(head.encode())
        assert connection.recv(1_000).startswith(b"HTTP/1.1 200")
        wait_until(lambda: site.open_blobs() == 1)
    wait_until(lambda: site.open_blobs() == 0)
    assert site.ask("GET", "/healthz").status_code == 200


@pytest.mark.parametrize("size", [200_000, 1_000_000])
def test_a_head_that_is_too_large_is_refused(site, size):
    sent = b"GET /healthz HTTP/1.1\r\nHost: localhost\r\nX-Large: " + b"x" * size + b"\r\n\r\n"
    answer = answer_to(site, sent)
    assert re.match(rb"HTTP/1\.1 (400|431) ", answer) or not answer


def test_a_request_without_a_host_is_refused(site):
    assert answer_to(site, b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").startswith(b"HTTP/1.1 400")


def test_two_lengths_are_refused(site):
    head = b"POST /api/v1/assets HTTP/1.1\r\nHost: localhost\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\n"
    assert answer_to(site, head + b"12345").startswith(b"HTTP/1.1 400")


def test_no_header_says_who_asks(site):
    """A client on this machine that claims to be elsewhere is still the one who is here, and claims to be forwarded."""
    answer = site.ask("GET", "/api/v1/me", headers={"X-Forwarded-For": "192.0.2.1", "X-Forwarded-Proto": "https"})
    assert answer.status_code == 403
    assert "proxy" in answer.text


def test_a_thousand_idle_connections_keep_nobody_waiting(site):
    with ExitStack() as held:
        for _ in range(IDLE_CONNECTIONS):
            held.enter_context(site.connect())
        began = time.monotonic()
        assert httpx2.get(f"{site.url}/healthz", timeout=ANSWER_S).status_code == 200
        assert site.ask("GET", "/api/v1/assets").status_code == 200
        assert time.monotonic() - began < ANSWER_S / 4


def test_what_was_acknowledged_survives_a_kill(site):
    made = site.ask("POST", "/api/v1/assets", json=POLL).json()["id"]
    assert site.end(signal.SIGKILL) == -signal.SIGKILL
    site.start()
    assert site.ask("GET", f"/api/v1/assets/{made}").status_code == 200


def test_what_is_under_way_is_finished_before_it_stops(site):
    """The body arrives after the signal; other connections, idle ones, do not hold the end up."""
    body = b'{"interlinker": "poll", "params": {"question": "Where?", "options": ["Here", "There"]}}'
    head = (
        f"POST /api/v1/assets HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {site.token}\r\n"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with site.connect() as idle, site.connect() as connection:
        connection.sendall(head.encode() + body[:10])
        wait_until(lambda: site.ask("GET", "/healthz").status_code == 200)
        site.child.send_signal(signal.SIGTERM)
        wait_until(lambda: refuses(site))
        connection.sendall(body[10:])
        assert connection.recv(65_536).startswith(b"HTTP/1.1 201")
        began = time.monotonic()
        assert site.end(signal.SIGTERM) == 0
        assert time.monotonic() - began < ANSWER_S / 2
        assert idle.recv(1) == b""
    assert "Traceback" not in (site.folder / "stderr.txt").read_text()
    site.start()


def refuses(site: Site) -> bool:
    """Say whether it takes nothing new: uvicorn no connection, granian no request."""
    try:
        return httpx2.get(f"{site.url}/healthz", timeout=ANSWER_S).status_code == 503
    except httpx2.ConnectError:
        return True


@pytest.fixture(params=list(ServerName))
def hurried(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Site]:
    """Run an empty runtime that has little time for anybody."""
    pytest.importorskip("granian", reason="the extra 'granian' is not installed")
    command = [sys.executable, str(HURRIED), request.param, str(tmp_path / "data")]
    with subprocess.Popen(command, env=environment({}), stdout=subprocess.PIPE, text=True) as child:
        site = Site(request.param, tmp_path, url=child.stdout.readline().strip(), children=[child])
        yield site
        assert site.end(signal.SIGTERM) == 0


@pytest.mark.parametrize(
    "head", [b"Content-Length: 900000\r\n\r\nhalf", b"Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n"]
)
def test_a_body_that_stops_is_refused_and_its_connection_ended(hurried, head):
    answer = answer_to(hurried, b"POST /api/v1/bundles HTTP/1.1\r\nHost: localhost\r\n" + head)
    assert re.match(rb"HTTP/1\.1 40[01] ", answer)


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nX-Slow: ", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"])
def test_a_connection_that_asks_nothing_more_is_ended(hurried, start):
    began = time.monotonic()
    answer_to(hurried, start)
    assert time.monotonic() - began < ANSWER_S / 2


def test_a_server_that_is_not_there_is_wrong_usage(run):
    ended = run("serve", "--server", "apache")
    assert ended.returncode == 2
    assert "'uvicorn', 'granian'" in ended.stderr
