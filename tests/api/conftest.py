# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime behind a test client, with people who are signed in and an interlinker that misbehaves on request."""

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Candidate, Discovery, discover
from interlink_runtime.identity.development import sign_in
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Settings
from interlink_sdk.manifest import read_manifest

MINIATURES = Path(__file__).parent / "miniatures"
PEOPLE = [
    {"id": "ana", "name": "Ana", "email": "ana@example.org"},
    {"id": "bob", "name": "Bob", "email": "bob@example.org"},
    {"id": "eve", "name": "Eve"},
    {"id": "olga", "name": "Olga", "operator": True},
]


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in, and asks."""

    client: TestClient
    token: str

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> httpx2.Response:
        """Send one request with the person's token."""
        given = {"Authorization": f"Bearer {self.token}"} | (headers or {})
        return self.client.request(method, path, headers=given, **more)

    def get(self, path: str, **more: Any) -> httpx2.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, body: Any = None, **more: Any) -> httpx2.Response:
        return self.ask("POST", path, json=body, **more) if body is not None else self.ask("POST", path, **more)

    def make(self, interlinker: str = "awkward", **params: Any) -> dict[str, Any]:
        """Make an asset and return it."""
        answer = self.post("/api/v1/assets", {"interlinker": interlinker, "params": {"title": "A title"} | params})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def upload(self, content: bytes = b"0123456789", name: str = "notes.txt") -> dict[str, Any]:
        """Make an asset with a file and return it."""
        fields = {"interlinker": "awkward", "params": '{"title": "With a file"}'}
        answer = self.post("/api/v1/assets", data=fields, files={"files": (name, content)})
        assert answer.status_code == 201, answer.text
        return answer.json()

    def share(self, asset: str, subject: str, role: str) -> None:
        """Give somebody a role."""
        answer = self.post(f"/api/v1/assets/{asset}/grants", {"subject": subject, "role": role})
        assert answer.status_code == 201, answer.text


@dataclass(frozen=True)
class Site:
    """A running runtime and the people it knows."""

    client: TestClient
    runtime: Runtime

    def person(self, name: str) -> Person:
        """Return somebody who has signed in."""
        return Person(self.client, self.call(sign_in, self.runtime, name))

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what the coroutine function returns on the runtime's own loop."""
        assert self.client.portal is not None
        return self.client.portal.call(function, *arguments)


@pytest.fixture(scope="session")
def discovery() -> Iterator[Discovery]:
    """Find what is installed, and the miniature."""
    sys.path.insert(0, str(MINIATURES))
    package = "interlink_awkward"
    candidate = Candidate("awkward", package, "miniatures 1", read_manifest(MINIATURES / package))
    found = discover()
    yield Discovery((candidate, *found.candidates), found.refusals)
    sys.path.remove(str(MINIATURES))


@pytest.fixture(scope="session")
def open_site(discovery: Discovery) -> Callable[..., Any]:
    """Open a site in a folder, with limits of its own."""

    def open_in(folder: Path, **tables: Any) -> Iterator[Site]:
        settings = Settings.model_validate(
            {"store": {"folder": folder / "data"}, "identity": {"mode": "development", "people": PEOPLE}} | tables
        )
        app = create_app(settings, discovery=discovery)
        with TestClient(app, raise_server_exceptions=False, follow_redirects=False) as client:
            yield Site(client, app.state.runtime)

    return open_in


@pytest.fixture(scope="module")
def site(open_site: Callable[..., Iterator[Site]], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Open a site that the tests of one module share; each makes assets of its own."""
    yield from open_site(tmp_path_factory.mktemp("site"), limits={"deadline_s": 2.0})


@pytest.fixture(scope="module")
def ana(site: Site) -> Person:
    return site.person("ana")


@pytest.fixture(scope="module")
def bob(site: Site) -> Person:
    return site.person("bob")


@pytest.fixture(scope="module")
def eve(site: Site) -> Person:
    return site.person("eve")


@pytest.fixture(scope="module")
def olga(site: Site) -> Person:
    return site.person("olga")
