# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes on their way to a person: file names, ranges, and what a browser may do with them."""

import re
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse
from starlette.types import Receive, Scope, Send

from interlink_runtime.api.answers import is_fresh
from interlink_runtime.api.problems import problem_response
from interlink_runtime.assets.export import Exported
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.files import FileEntry
from interlink_sdk.errors import MalformedRequest

SHOWN_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/csv"}
)
"""What a browser may show itself; everything else, HTML and SVG above all, is only saved."""

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=(?=\d|-\d)(\d{0,18})-(\d{0,18})", re.IGNORECASE)
_UNSATISFIABLE = (0, 0)


class Streamed(StreamingResponse):
    """A body that is streamed, whose source is closed also when the receiver leaves in the middle."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the body."""
        try:
            await super().__call__(scope, receive, send)
        finally:
            close = getattr(self.body_iterator, "aclose", None)
            if close is not None:
                await close()


def disposition(name: str, *, inline: bool = False) -> str:
    """Return Content-Disposition: a quoted ASCII name first, since INTERLINK reads only that, then RFC 5987."""
    ascii_name = "".join(ch if " " <= ch <= "~" and ch not in '"\\%' else "_" for ch in name)
    kind = "inline" if inline else "attachment"
    extended = "" if ascii_name == name else f"; filename*=UTF-8''{quote(name, safe='')}"
    return f'{kind}; filename="{ascii_name}"{extended}'


def export_response(exported: Exported, *, head: bool = False) -> Response:
    """Return an export as a download that is streamed."""
    headers = {
        **SAFE_HEADERS,
        "Content-Disposition": disposition(exported.name),
        "Content-Length": str(exported.size_bytes),
        "Cache-Control": "private, no-store",
    }
    if head:
        exported.close()
        return Response(headers=headers, media_type=exported.media_type)
    return Streamed(exported.chunks, media_type=exported.media_type, headers=headers)


def file_response(request: Request, runtime: Runtime, entry: FileEntry, *, inline: bool = False) -> Response:
    """Return a stored file, the whole or the range that was asked for (RFC 9110, section 14).

    Raises FileLost where it is not there any more.
    """
    shown = inline and entry.media_type in SHOWN_TYPES
    etag, size = f'"{entry.sha256}"', entry.size_bytes
    headers = {
        **SAFE_HEADERS,
        "Content-Disposition": disposition(entry.name, inline=shown),
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "private, no-cache",
    }
    if is_fresh(request, etag):
        return Response(status_code=304, headers=headers)
    runtime.blobs.require(entry.sha256, size)
    span = _span(request, size, etag)
    if span == _UNSATISFIABLE:
        refused = problem_response(request, MalformedRequest(f"the file has {size} bytes"), 416)
        refused.headers["Content-Range"] = f"bytes */{size}"
        return refused
    start, end = span or (0, size)
    headers["Content-Length"] = str(end - start)
    if span:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{size}"
    if is_head(request):
        return Response(headers=headers, media_type=entry.media_type)
    chunks = runtime.blobs.open(entry.sha256, start, end)
    return Streamed(chunks, status_code=206 if span else 200, headers=headers, media_type=entry.media_type)


def is_head(request: Request) -> bool:
    """Say whether the request was HEAD, which is answered like GET but for the body."""
    return bool(getattr(request.state, "is_head", False))


def _span(request: Request, size: int, etag: str) -> tuple[int, int] | None:
    """Return start and end of the bytes that are wanted, None where that is the whole.

    A range that cannot be understood is passed over, as RFC 9110 wants it, and so is one that is
    meant for another version, or comes with HEAD.
    """
    wanted = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if wanted is None or is_head(request) or request.headers.get("if-range", etag) != etag:
        return None
    first, last = wanted.groups()
    if not first:
        start, end = max(0, size - int(last)), size
    else:
        start, end = int(first), int(last) + 1 if last else size
        if last and end <= start:
            return None
    return (start, min(end, size)) if start < min(end, size) else _UNSATISFIABLE
