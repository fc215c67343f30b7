# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A configuration with which nothing is wrong, and servers that say what they are told to."""

import asyncio
import json
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from ssl import SSLContext
from time import time
from typing import Any

import pytest
from joserfc.jwk import ECKey

from interlink_runtime.discovery import Discovery
from interlink_runtime.doctor.examination import Area, examine
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.settings import Settings
from interlink_runtime.store import open_store
from interlink_runtime.store.blobs import LocalBlobs

STRONG = "b3f1c07d9a5e42d88c61f0a7d4e9b652"
WELL_KNOWN = "/.well-known/openid-configuration"
Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Stub:
    """A server on loopback whose answers are a table."""

    port: int
    scheme: str = "http"
    answers: dict[str, Answer] = field(default_factory=dict)
    ahead_s: int = 0
    """How far its clock is ahead."""

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}"

    def say(self, path: str, document: Any, status: int = 200, **headers: str) -> None:
        """Answer *path* with a JSON document from now on."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        self.answers[path] = (status, named, json.dumps(document).encode())


@contextmanager
def running_stub(certificate: SSLContext | None = None) -> Iterator[Stub]:
    """Run a stub for as long as the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            status, headers, body = stub.answers.get(self.path.partition("?")[0], (404, {}, b""))
            self.send_response_only(status)
            for name, value in {"Date": formatdate(time() + stub.ahead_s, usegmt=True), **headers}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, *_arguments: Any) -> None:
            """Say nothing of clients that refuse the certificate."""

    with Server(("127.0.0.1", 0), Handler) as server:
        stub = Stub(server.server_port, "https" if certificate else "http")
        if certificate:
            server.socket = certificate.wrap_socket(server.socket, server_side=True)
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield stub
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def issuer() -> Iterator[Stub]:
    """Run an identity provider with which nothing is wrong."""
    key = ECKey.generate_key("P-256", {"kid": "one"})
    with running_stub() as stub:
        stub.say(WELL_KNOWN, document_of(stub.url))
        stub.say("/keys", {"keys": [key.as_dict(private=False)]})
        stub.say("/authorize", {}, 302, Location="/sign-in")
        yield stub


def document_of(url: str) -> dict[str, Any]:
    """Return the discovery document of a provider at *url*."""
    return {
        "issuer": url,
        "jwks_uri": f"{url}/keys",
        "authorization_endpoint": f"{url}/authorize",
        "token_endpoint": f"{url}/token",
        "code_challenge_methods_supported": ["S256"],
        "id_token_signing_alg_values_supported": ["RS256", "ES256"],
    }


@dataclass
class Sound:
    """A configuration with which nothing is wrong, until a test changes something."""

    root: Path
    issuer: Stub
    tables: dict[str, dict[str, Any]]
    discovery: Discovery = field(default_factory=lambda: Discovery((), ()))
    more: dict[str, Any] = field(default_factory=dict)

    @property
    def folder(self) -> Path:
        return self.root / "data"

    @property
    def database(self) -> Path:
        return self.folder / "interlink.sqlite3"

    def set(self, table: str, **keys: Any) -> None:
        """Change keys of a table."""
        self.tables[table] = self.tables.get(table, {}) | keys

    def provider(self, **keys: Any) -> None:
        """Change keys of the provider."""
        self.tables["identity"]["providers"][0].update(keys)

    def document(self, **keys: Any) -> None:
        """Change what the provider says of itself; None takes a key away."""
        document = document_of(self.issuer.url) | keys
        self.issuer.say(WELL_KNOWN, {name: value for name, value in document.items() if value is not None})

    def sql(self, *statements: str) -> None:
        """Change the database behind the runtime's back, and leave no log."""
        with closing(sqlite3.connect(self.database, isolation_level=None)) as connection:
            for statement in statements:
                connection.execute(statement)

    def situation(self) -> Situation:
        settings = Settings.model_validate({"store": {"folder": self.folder}, **self.tables})
        return Situation(settings, **{"environment": {}, "is_deep": True, **self.more})

    def examine(self, url: str | None = None) -> list[Area]:
        return asyncio.run(examine(self.situation(), url=url, discovery=self.discovery))

    def codes(self, url: str | None = None) -> list[str]:
        return [finding.code for area in self.examine(url) for finding in area.findings]


@pytest.fixture
def sound(tmp_path: Path, issuer: Stub) -> Sound:
    """Make a sound configuration, with a store that holds one file."""
    provider = {"id": "town", "issuer": issuer.url, "client_id": "interlink", "client_secret": STRONG}
    tables = {
        "server": {"public_url": "https://interlink.example.eu"},
        "identity": {"providers": [provider], "services": [{"id": "platform", "enabled": True, "secret": STRONG}]},
    }
    sound = Sound(tmp_path, issuer, tables)
    sound.folder.mkdir(mode=0o700)
    asyncio.run(fill(sound))
    return sound


async def fill(sound: Sound) -> None:
    """Make the store with one file that has a row."""
    store = await open_store(sound.database)
    await store.close()
    blob = await LocalBlobs(sound.folder / "blobs").put_bytes(b"kept")
    sound.sql(
        "INSERT INTO blobs (sha256, size_bytes, crc32, created_at)"
        f" VALUES ('{blob.sha256}', {blob.size_bytes}, {blob.crc32}, 0)",
        "PRAGMA wal_checkpoint(TRUNCATE)",
    )
