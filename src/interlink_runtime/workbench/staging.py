# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is different for a page of the site that the workbench shows in its frame: who may frame it, and its direction.

Plain ASGI. Browsers say themselves what a request is for (Fetch Metadata, `Sec-Fetch-Dest`).
"""

import re

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

DIRECTION_COOKIE = "workbench_direction"
_ROOT = re.compile(rb"<html\b([^>]*)>", re.IGNORECASE)
_DIRECTION = re.compile(rb"\s+dir=(\"[^\"]*\"|'[^']*'|\w+)", re.IGNORECASE)


class Stage:
    """Lets the workbench frame every page of its own site, written in the direction that its cookie says."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if headers.get("sec-fetch-dest") not in {"iframe", "frame"}:
            await self._app(scope, receive, send)
            return
        direction = cookie_parser(headers.get("cookie", "")).get(DIRECTION_COOKIE, "")
        await self._app(scope, receive, _staged(send, direction if direction in {"ltr", "rtl"} else ""))


def directed(page: bytes, direction: str) -> bytes:
    """Return *page* with the text direction *direction*."""
    said = b' dir="' + direction.encode() + b'">'
    return _ROOT.sub(lambda root: b"<html" + _DIRECTION.sub(b"", root[1]) + said, page, count=1)


def _staged(send: Send, direction: str) -> Send:
    start: Message | None = None
    body = b""

    async def send_staged(message: Message) -> None:
        nonlocal start, body
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            policy = headers.get("content-security-policy", "")
            if "frame-ancestors 'none'" in policy:
                headers["content-security-policy"] = policy.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
            is_page = headers.get("content-type", "").startswith("text/html")
            if direction and is_page:
                start = message
                return
        elif start is not None:
            body += message.get("body", b"")
            if message.get("more_body"):
                return
            message = {**message, "body": directed(body, direction), "more_body": False}
            MutableHeaders(scope=start)["content-length"] = str(len(message["body"]))
            await send(start)
            start = None
        await send(message)

    return send_staged
