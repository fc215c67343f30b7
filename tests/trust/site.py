# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime whose people are called by their role on one shared asset, and how they send requests."""

import re
from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import httpx2
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from interlink_runtime.assets.make import make_asset
from interlink_runtime.identity.development import new_login_link, sign_in
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.identity.requests import GATE_COOKIE, SESSION_COOKIE
from interlink_runtime.identity.sessions import start_session, stop_session
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.events import last_seq
from interlink_runtime.store.files import FileEntry

ORIGIN = "http://testserver"
SECRET = "f3a91c07d25be64880acd1375e9b"
SHARED_WITH = ("viewer", "contributor", "editor")
PEOPLE = ("stranger", *SHARED_WITH, "owner", "operator")


@dataclass(frozen=True)
class Caller:
    """Somebody who sends requests with one credential: a header, cookies, or nothing."""

    client: TestClient
    headers: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, *, headers: dict[str, str] | None = None, **more: Any) -> httpx2.Response:
        """Send one request and forget the cookies that come back."""
        answer = self.client.request(method, path, headers=self.headers | (headers or {}), **more)
        self.client.cookies.clear()
        return answer

    def get(self, path: str, **more: Any) -> httpx2.Response:
        return self.ask("GET", path, **more)

    def post(self, path: str, **more: Any) -> httpx2.Response:
        return self.ask("POST", path, **more)

    def make(self, interlinker: str = "ledger", *, files: Any = None, **params: Any) -> str:
        """Make an asset and return its identifier."""
        given = {"title": "A title"} | params
        sent = {"data": given, "files": files} if files else {"json": given}
        answer = self.post(f"/{interlinker}/assets", **sent)
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    def share(self, asset: str, subject: str, role: str) -> None:
        """Give somebody a role."""
        answer = self.post(f"/api/v1/assets/{asset}/grants", json={"subject": subject, "role": role})
        assert answer.status_code == 201, answer.text


@dataclass(frozen=True)
class Site:
    """The running runtime."""

    client: TestClient
    runtime: Runtime
    app: Any

    def call(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return what the coroutine function returns on the runtime's own loop."""
        assert self.client.portal is not None
        return self.client.portal.call(function, *arguments)

    def nobody(self) -> Caller:
        return Caller(self.client)

    def bearer(self, token: str) -> Caller:
        return Caller(self.client, {"Authorization": f"Bearer {token}"})

    def subject(self, person: str) -> str:
        """Return the grant subject that means *person*."""
        return f"person:{person}"

    def token(self, person: str) -> str:
        return self.call(sign_in, self.runtime, person)

    def expired(self, person: str) -> str:
        """Return the token of a session whose time is over."""
        long_ago = replace(self.runtime, now=lambda: self.runtime.now() - timedelta(days=60))
        return self.call(sign_in, long_ago, person)

    def ended(self, person: str) -> str:
        """Return the token of a session from which the person has signed out."""
        token = self.token(person)
        self.call(stop_session, self.runtime, token)
        return token

    def person(self, name: str) -> Caller:
        """Return a script of somebody who has signed in."""
        return self.bearer(self.token(name))

    def browser(self, name: str) -> Caller:
        """Return the browser of somebody who has signed in; it says nothing about where a request comes from."""
        cookies = {
            SESSION_COOKIE: self.token(name),
            GATE_COOKIE: self.call(start_session, self.runtime, "development-gate"),
        }
        return Caller(self.client, {"Cookie": "; ".join(f"{key}={value}" for key, value in cookies.items())})

    def own_page(self, name: str) -> Caller:
        """Return the browser of somebody who is on a page of the site."""
        caller = self.browser(name)
        return replace(caller, headers=caller.headers | {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin"})

    def endpoints(self) -> list[str]:
        """Return every `METHOD /path` that the application answers."""
        return sorted(set(endpoints_in(self.app.routes)))

    def events(self) -> int:
        """Return how much has happened; what changes nothing adds nothing."""
        return self.call(last_seq, self.runtime.store)

    def access_token(self, person: str, *scopes: str) -> str:
        """Return an access token that *person* made on their account page."""
        wish = {"name": "A script", "days": "3", "scopes": scopes}
        page = self.own_page(person).post("/account/tokens", data=wish)
        assert page.status_code == 201, page.text
        return re.search(r"ilk_[\w-]{20,}", page.text)[0]

    def login_link(self) -> str:
        return self.call(new_login_link, self.runtime)

    def genesis(self, entry: str = "ledger") -> str:
        """Return the identifier of a new template."""

        async def make() -> str:
            blob = await self.runtime.blobs.put(chunks(b"a file"), max_bytes=10)
            file = FileEntry("note.txt", "text/plain", blob.sha256, blob.size_bytes, blob.crc32)
            kept = await make_asset(self.runtime, SYSTEM, "ledger", {"title": "Template"}, [file], genesis_of=entry)
            return kept.id

        return self.call(make)

    def shared(self) -> str:
        """Return an asset of the owner on which each person has the role that they are called by."""
        owner = self.person("owner")
        asset = owner.make(files={"file": ("note.txt", b"a file", "text/plain")})
        for role in SHARED_WITH:
            owner.share(asset, self.subject(role), role)
        return asset


async def chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


def endpoints_in(routes: Any) -> Iterator[str]:
    for route in routes:
        if isinstance(route, Mount):
            yield f"GET {route.path}/{{file}}"
        elif isinstance(route, Route):
            yield from (f"{method} {route.path}" for method in (route.methods or set()) - {"HEAD"})
        else:
            yield from endpoints_in(route.original_router.routes)
