# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes before any route: its call id, where it comes from, the size of its body.

Plain ASGI, since the frameworks' middleware costs a task per request and buffers streams.
"""

import logging
import secrets
import time
from collections.abc import Iterable

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interlink_runtime.api.problems import problem_response
from interlink_runtime.clock import within
from interlink_runtime.identity.development import is_on, refusal_of_request
from interlink_runtime.identity.scopes import SAFE_METHODS
from interlink_runtime.settings import Settings
from interlink_sdk.errors import Forbidden, InterlinkError, MalformedRequest, TooLarge

CALL_HEADER = b"interlink-call"
FOR_THE_ASKER = (b"cache-control", b"private, no-cache")
"""For an answer that says nothing of caches: it is for the asker alone, and may be out of date."""
PATIENCE_S = 60
BYTES_PER_S = 1_000
"""What a body must bring beyond the first minute, less than the slowest telephone does."""
FIELDS_ONLY = ("/login", "/logout", "/share", "/unshare", "/account/tokens", "/end", "/end-others")
"""How the addresses end whose forms hold no files; FastAPI reads them before it is known who sends them."""
FIELDS_BYTES = 1_000_000
_BEFORE_SECRETS = frozenset({"frames", "login", "files", "grants", "members"})
log = logging.getLogger("interlink.access")


def with_guards(app: FastAPI, settings: Settings) -> None:
    """Put the guards before *app*, the outermost last."""
    app.add_middleware(HeadGuard)
    app.add_middleware(BodyGuard, limit_bytes=settings.limits.bundle_bytes)
    if is_on(settings):
        app.add_middleware(LoopbackGuard)
    app.add_middleware(CallGuard)


class CallGuard:
    """Gives every request an identifier, which its answer and the log carry."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call, began = secrets.token_hex(8), time.perf_counter()
        scope.setdefault("state", {})["call"] = call
        status = 0

        async def send_with_call(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = message["headers"] = [*message["headers"], (CALL_HEADER, call.encode())]
                if not _says_of_caches(scope["path"], headers):
                    headers.append(FOR_THE_ASKER)
            await send(message)

        try:
            await self._app(scope, receive, send_with_call)
        finally:
            if log.isEnabledFor(logging.INFO):
                elapsed_ms = (time.perf_counter() - began) * 1_000
                log.info("%s %s %s %d %.1f ms", call, scope["method"], logged_path(scope["path"]), status, elapsed_ms)


class HeadGuard:
    """Answers HEAD wherever there is GET, with the same headers and no body (RFC 9110, section 9.3.2)."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, HEAD as GET."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self._app(scope, receive, send)
            return

        async def send_headers(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        scope["state"]["is_head"] = True
        # a copy: the server must still know that it was HEAD, or it misses the body
        await self._app({**scope, "method": "GET"}, receive, send_headers)


class BodyGuard:
    """Refuses a body over the limit while it arrives, announced or not, and one that comes too slowly.

    A body has *patience_s* and a second more for every *bytes_per_s* that have come: no server does this for us.
    """

    def __init__(
        self, app: ASGIApp, limit_bytes: int, patience_s: float = PATIENCE_S, bytes_per_s: int = BYTES_PER_S
    ) -> None:
        self._app = app
        self._limit_bytes = limit_bytes
        self._patience_s = patience_s
        self._bytes_per_s = bytes_per_s

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:  # their bodies are never read
            await self._app(scope, receive, send)
            return
        limit_bytes = min(self._limit_bytes, FIELDS_BYTES) if scope["path"].endswith(FIELDS_ONLY) else self._limit_bytes
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > limit_bytes:
            await _refuse(scope, receive, send, _too_large(limit_bytes))
            return
        arrived, is_whole, is_cut, began = 0, False, False, time.monotonic()

        async def receive_counted() -> Message:
            nonlocal arrived, is_whole, is_cut
            if is_whole:
                return await receive()  # which waits for the end of the connection
            left_s = began + self._patience_s + arrived / self._bytes_per_s - time.monotonic()
            try:
                message = await within(left_s, receive())
            except TimeoutError:
                is_cut = True
                raise MalformedRequest("the body came too slowly; nothing was changed") from None
            arrived, is_whole = arrived + len(message.get("body", b"")), not message.get("more_body")
            if arrived > limit_bytes:
                raise _too_large(limit_bytes)
            return message

        async def send_or_end(message: Message) -> None:
            if is_cut and message["type"] == "http.response.start":
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        await self._app(scope, receive_counted, send_or_end)


class LoopbackGuard:
    """Lets nobody meet the development identity who is not on this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it comes from here."""
        if scope["type"] == "http":
            headers, client = dict(reversed(scope["headers"])), scope.get("client")  # of two, the first counts
            host, names = headers.get(b"host", b"").decode("latin-1"), [name.decode("latin-1") for name in headers]
            reason = refusal_of_request(host, client[0] if client else None, names)
            if reason:
                await _refuse(scope, receive, send, Forbidden(reason))
                return
        await self._app(scope, receive, send)


def logged_path(path: str) -> str:
    """Return *path* as the log may have it: without credentials, file names and addresses of people."""
    parts = path.split("/")
    for place, part in enumerate(parts[:-1]):  # behind a prefix, if the runtime is mounted below one
        if part in _BEFORE_SECRETS:
            parts[place + 1] = "…"
    return "/".join(parts)


def _says_of_caches(path: str, headers: Iterable[tuple[bytes, bytes]]) -> bool:
    return "/static/" in path or any(name == b"cache-control" for name, _ in headers)


def _too_large(limit_bytes: int) -> TooLarge:
    return TooLarge(f"a request has at most {limit_bytes} bytes here", limit_bytes=limit_bytes)


async def _refuse(scope: Scope, receive: Receive, send: Send, error: InterlinkError) -> None:
    await problem_response(Request(scope), error)(scope, receive, send)
