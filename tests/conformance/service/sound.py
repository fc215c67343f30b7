# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A service that speaks INTERLINK's HTTP contract as it should; a miniature changes one of its answers."""

import json
import re
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from interlink_sdk.dialects import Dialect

TIME = "2026-01-01T00:00:00+00:00"
BODY = {"title": "A board", "name": "A board"}
OWNED = {"id": "forged", "_id": "forged", "created_at": "1999-01-01T00:00:00", "type": "forged"}

SPOKEN = Dialect.model_validate(
    {
        "name": "sound",
        "title": "the sound service",
        "create": {
            "path": "/assets",
            "sample": BODY,
            "forged": BODY | OWNED,
            "localised": {"title": {"en": "Hi", "es": "Hola"}, "name": "Hi"},
        },
        "listing": {"path": "/assets"},
        "update": {"path": "/assets/{id}", "sample": BODY, "forged": {"type": "x"}, "identified": {"id": "other"}},
        "entries": {"path": "/assets/{id}/answers", "sample": {"q": "a"}},
        "named": {"path": "/assets", "body": {"name": "{name}", "title": "t"}},
        "undownloadable": {"path": "/assets", "body": {"name": "nothing", "title": "t"}},
    }
)
FILES = SPOKEN.model_copy(
    update={
        "create": SPOKEN.create.model_copy(
            update={
                "encoding": "multipart",
                "sample": {"file": "board.txt", "content": "x"},
                "parent": "/static/logo.txt",
                "forged": None,
                "localised": None,
            }
        )
    }
)
PEOPLE = {"Bearer token-of-ana": "ana", "Bearer token-of-ben": "ben"}


@dataclass(frozen=True)
class Asked:
    """A request, as a miniature sees it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def person(self) -> str:
        """Who asks, empty where nobody can tell."""
        cookie = "auth_token=token-of-ana" in self.headers.get("cookie", "")
        return PEOPLE.get(self.headers.get("authorization", ""), "ana" if cookie else "")

    @property
    def is_forged(self) -> bool:
        """Whether there is a token that is none."""
        return "no.such.token" in self.headers.get("authorization", "")

    @property
    def table(self) -> Any:
        """The body as JSON, None where it is none."""
        try:
            return json.loads(self.body)
        except ValueError:
            return None


@dataclass
class Told:
    """An answer."""

    status: int
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)


Wrong = Callable[["SoundService", Asked, Told], Told]
"""Turns the sound answer to a request into the miniature's."""


def written(body: Any) -> tuple[bytes, str]:
    """Return a body as it travels, and what it is."""
    if isinstance(body, bytes):
        return body, "application/octet-stream"
    if isinstance(body, str):
        return body.encode(), "text/html"
    return b"" if body is None else json.dumps(body).encode(), "application/json"


@dataclass
class SoundService:
    """An ASGI application with its assets in memory."""

    wrong: Wrong = lambda _service, _asked, told: told
    assets: dict[str, dict[str, Any]] = field(default_factory=dict)
    logo: bytes = b"logo"
    is_of_files: bool = False
    """Whether an asset is made of a file, and of nothing else."""

    async def __call__(
        self,
        scope: dict[str, Any],
        receive: Callable[[], Awaitable[dict[str, Any]]],
        send: Callable[[dict[str, Any]], Awaitable[None]],
    ) -> None:
        """Answer one request."""
        body, more = b"", True
        while more:
            message = await receive()
            body, more = body + message.get("body", b""), message.get("more_body", False)
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        asked = Asked(scope["method"], scope["path"], headers, body)
        told = self.wrong(self, asked, self.answer(asked))
        raw, kind = written(told.body)
        sent = {"content-type": kind} | told.headers
        pairs = [(name.encode(), value.encode()) for name, value in sent.items()]
        await send({"type": "http.response.start", "status": told.status, "headers": pairs})
        await send({"type": "http.response.body", "body": b"" if asked.method == "HEAD" else raw})

    def answer(self, asked: Asked) -> Told:  # noqa: C901, PLR0911, PLR0912 - a table of routes
        """Return what a sound service says."""
        method = "GET" if asked.method == "HEAD" else asked.method
        match method, asked.path.rstrip("/"):
            case "GET", "/healthcheck":
                return Told(200, body=True)
            case "GET", "/openapi.json":
                return Told(200, {"paths": {"/assets": {"get": {}}, "/assets/{id}/clone": {"post": {}}}})
            case "GET", "/static/logo.txt":
                return Told(200, self.logo)
            case "GET", "/assets/instantiate":
                return Told(200, "<!doctype html><title>Make one</title>")
        if not asked.person:
            return Told(401, {"detail": "log in first"})
        if (method, asked.path) == ("GET", "/assets"):
            return Told(200, list(self.assets.values()))
        if (method, asked.path) == ("POST", "/assets"):
            return self.made(asked)
        _, _, asset_id, *verbs = asked.path.rstrip("/").split("/")
        asset, verb = self.assets.get(asset_id), verbs[0] if verbs else ""
        if asset is None:
            return Told(404, {"detail": f"there is no asset {asset_id!r}"})
        if asked.person != "ana":
            return Told(403, {"detail": "you have no role"})
        match method, verb:
            case "GET", "":
                return Told(200, asset)
            case "GET", "view" | "edit":
                return Told(200, "<!doctype html><title>A board</title>")
            case "GET", "download" if asset["name"] == "nothing":
                return Told(409, {"detail": "there is nothing to download"})
            case "GET", "download":
                return Told(200, b"bytes", {"content-disposition": 'attachment; filename="asset"'})
            case ("GET", "answers") | ("POST", "answers"):
                return Told(200, [])
            case "POST", "clone":
                return Told(201, self.kept(asset["name"]))
            case "POST", "":
                return Told(201, self.kept("A board"))
            case "PUT", "":
                fits = isinstance(asked.table, dict) and set(asked.table) <= {"title", "name"}
                return Told(200, asset) if fits else Told(422, {"detail": "unknown fields"})
            case "DELETE", "":
                del self.assets[asset_id]
                return Told(204)
        return Told(405, {"detail": "method not allowed"})

    def made(self, asked: Asked) -> Told:
        """Make an asset of a JSON body or of a file."""
        name = re.search(rb'filename="([^"]*)"', asked.body)
        if name:
            return Told(201, self.kept(name[1].decode()))
        if self.is_of_files or not isinstance(asked.table, dict) or not {"title", "name"} & set(asked.table):
            return Told(422, {"detail": "a title is missing"})
        if set(asked.table) & set(OWNED):
            return Told(422, {"detail": "unknown fields"})
        return Told(201, self.kept(str(asked.table.get("name"))))

    def kept(self, name: str) -> dict[str, Any]:
        """Keep a new asset and return it."""
        asset_id = f"asset-{len(self.assets) + 1}-{name.encode().hex()[:6]}"
        while asset_id in self.assets:
            asset_id += "x"
        self.assets[asset_id] = {
            "id": asset_id,
            "_id": asset_id,
            "name": name,
            "created_at": TIME,
            "updated_at": TIME,
        }
        return self.assets[asset_id]
