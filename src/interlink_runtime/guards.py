# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What every request passes before any route: its call id, where it comes from, the size of its body.

Plain ASGI, since the frameworks' middleware costs a task per request and buffers streams.
"""

import logging
import secrets
import time

from fastapi import FastAPI
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interlink_runtime.api.problems import problem_response
from interlink_runtime.identity.development import is_on, refusal_of_request
from interlink_runtime.identity.scopes import SAFE_METHODS
from interlink_runtime.settings import Settings
from interlink_sdk.errors import Forbidden, InterlinkError, TooLarge

CALL_HEADER = b"interlink-call"
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
                message["headers"] = [*message["headers"], (CALL_HEADER, call.encode())]
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
    """Refuses a body over the limit while it arrives, announced or not."""

    def __init__(self, app: ASGIApp, limit_bytes: int) -> None:
        self._app = app
        self._limit_bytes = limit_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, counting what comes."""
        if scope["type"] != "http" or scope["method"] in SAFE_METHODS:  # their bodies are never read
            await self._app(scope, receive, send)
            return
        announced = Headers(scope=scope).get("content-length", "")
        if announced.isdigit() and int(announced) > self._limit_bytes:
            await _refuse(scope, receive, send, self._too_large())
            return
        arrived = 0

        async def receive_counted() -> Message:
            nonlocal arrived
            message = await receive()
            arrived += len(message.get("body", b""))
            if arrived > self._limit_bytes:
                raise self._too_large()
            return message

        await self._app(scope, receive_counted, send)

    def _too_large(self) -> TooLarge:
        return TooLarge(f"a request has at most {self._limit_bytes} bytes", limit_bytes=self._limit_bytes)


class LoopbackGuard:
    """Lets nobody meet the development identity who is not on this machine."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on if it comes from here."""
        if scope["type"] == "http":
            headers, client = Headers(scope=scope), scope.get("client")
            reason = refusal_of_request(headers.get("host", ""), client[0] if client else None, headers.keys())
            if reason:
                await _refuse(scope, receive, send, Forbidden(reason))
                return
        await self._app(scope, receive, send)


def logged_path(path: str) -> str:
    """Return *path* as the log may have it: the token of a frame or of a login link is a credential."""
    parts = path.split("/")
    if len(parts) > 2 and parts[1] in {"frames", "login"}:
        parts[2] = "…"
    return "/".join(parts)


async def _refuse(scope: Scope, receive: Receive, send: Send, error: InterlinkError) -> None:
    await problem_response(Request(scope), error)(scope, receive, send)
