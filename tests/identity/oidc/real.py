# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The real provider behind a proxy that can be slow, down or lying, and the runtime that relies on it."""

import json
import socket
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, Literal

import uvicorn
from joserfc.jwk import RSAKey

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings

PROVIDER = Path(__file__).parents[1] / "provider"
API = "urn:interlink:api"
START_S = 30
SERVICE_SECRET = "only-for-tests-9f3c71d2a8"
PEOPLE = {
    "ana": {
        "name": "Ana García",
        "email": "ana@example.org",
        "email_verified": True,
        "locale": "en",
        "groups": ["planning"],
    },
    "bruno": {"name": "Bruno Rossi", "email": "bruno@example.org", "email_verified": False, "locale": "en"},
}

Mood = Literal["honest", "down", "slow", "html", "error"]


@dataclass
class Doubtful:
    """What stands between everybody and the provider, and its mood for each path."""

    behind: int = 0
    moods: dict[str, Mood] = field(default_factory=dict)
    released: threading.Event = field(default_factory=threading.Event)
    """Set when the slow ones may go on, so that nothing outlives the tests."""

    def mood(self, path: str) -> Mood:
        """Return how *path* is answered."""
        return self.moods.get(path.partition("?")[0], self.moods.get("*", "honest"))


class Proxy(ThreadingHTTPServer):
    """The server in between."""

    def __init__(self, doubtful: Doubtful) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.doubtful = doubtful


class Handler(BaseHTTPRequestHandler):
    """One request that is passed on, or not."""

    server: Proxy

    def answer(self) -> None:
        doubtful = self.server.doubtful
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        match doubtful.mood(self.path):
            case "down":
                self.send(503, [], b"maintenance")
            case "html":
                self.send(200, [("Content-Type", "text/html")], b"<html>Welcome to the hotel network</html>")
            case "error":
                self.send(400, [("Content-Type", "application/json")], b'{"error": "invalid_grant"}')
            case "slow":
                doubtful.released.wait(START_S)
                self.close_connection = True
            case "honest":
                self.pass_on(body)

    def pass_on(self, body: bytes) -> None:
        behind = HTTPConnection("127.0.0.1", self.server.doubtful.behind, timeout=START_S)
        behind.request(self.command, self.path, body, dict(self.headers))
        answer = behind.getresponse()
        dropped = {"transfer-encoding", "content-length", "connection", "keep-alive"}
        headers = [(name, value) for name, value in answer.getheaders() if name.lower() not in dropped]
        self.send(answer.status, headers, answer.read())
        behind.close()

    def send(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.send_response(status)
        for name, value in [*headers, ("Content-Length", str(len(body)))]:
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    do_GET = do_POST = do_HEAD = answer  # noqa: N815 - the names that http.server calls

    def log_message(self, *_arguments: Any) -> None:
        pass


@dataclass(frozen=True)
class World:
    """The site that people visit, and the provider as they meet it."""

    site: str
    issuer: str
    provider: Doubtful


@contextmanager
def running_world(folder: Path) -> Iterator[World]:
    """Run provider, proxy and site on free ports."""
    with ExitStack() as stack:
        listening = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        site = f"http://127.0.0.1:{listening.getsockname()[1]}"
        doubtful = Doubtful()
        proxy = stack.enter_context(Proxy(doubtful))
        stack.enter_context(_in_thread(proxy.serve_forever, proxy.shutdown))
        stack.callback(doubtful.released.set)
        issuer = f"http://127.0.0.1:{proxy.server_port}"
        doubtful.behind = stack.enter_context(_running_provider(issuer, site))
        stack.enter_context(_running_site(listening, settings_for(site, issuer, folder)))
        yield World(site, issuer, doubtful)


def settings_for(site: str, issuer: str, folder: Path) -> Settings:
    provider = {
        "id": "town",
        "name": "Town hall",
        "issuer": issuer,
        "client_id": "interlink",
        "client_secret": "s3cret",
        "audiences": [API],
        "scopes": ["openid", "profile", "email", "groups"],
        "groups_claim": "groups",
    }
    service = {"id": "platform", "enabled": True, "provider": "town", "subject": "platform", "may": ["read_summaries"]}
    return Settings.model_validate(
        {
            "server": {"public_url": site},
            "store": {"folder": folder},
            "identity": {"providers": [provider], "services": [service]},
        }
    )


@contextmanager
def _running_provider(issuer: str, site: str) -> Iterator[int]:
    key = RSAKey.generate_key(2048, {"kid": "town-1", "use": "sig", "alg": "RS256"})
    web = {
        "client_id": "interlink",
        "client_secret": "s3cret",
        "redirect_uris": [f"{site}/sign-in/town/callback"],
        "post_logout_redirect_uris": [f"{site}/signed-out"],
        "backchannel_logout_uri": f"{site}/sign-in/town/logout",
        "backchannel_logout_session_required": True,
    }
    program = {
        "client_id": "platform",
        "client_secret": SERVICE_SECRET,
        "grant_types": ["client_credentials"],
        "response_types": [],
        "redirect_uris": [],
        "scope": "api",
    }
    given = {
        "issuer": issuer,
        "keys": [key.as_dict(private=True)],
        "clients": [web, program],
        "people": PEOPLE,
        "api": API,
    }
    command = ["node", "provider.js", json.dumps(given)]
    # its warnings about a configuration for tests go nowhere
    with subprocess.Popen(command, cwd=PROVIDER, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
        try:
            yield _port_of(process)
        finally:
            process.terminate()


def _port_of(process: subprocess.Popen[bytes]) -> int:
    for line in process.stdout:
        if line.startswith(b"{"):
            threading.Thread(target=process.stdout.read, daemon=True).start()
            return int(json.loads(line)["port"])
    raise AssertionError("the provider did not start")


@contextmanager
def _running_site(listening: socket.socket, settings: Settings) -> Iterator[None]:
    app = create_app(settings, discovery=Discovery((), ()))
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on", ws="none"))

    def stop() -> None:
        server.should_exit = True

    with _in_thread(lambda: server.run(sockets=[listening]), stop):
        event, left = threading.Event(), START_S * 20
        while not server.started and left:
            event.wait(0.05)
            left -= 1
        assert server.started
        yield


@contextmanager
def _in_thread(run: Any, stop: Any) -> Iterator[None]:
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop()
        thread.join(START_S)
