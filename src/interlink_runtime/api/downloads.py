# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes on their way to a person: file names, ranges, and what a browser may do with them."""

import re
from collections.abc import AsyncIterator
from urllib.parse import quote

from fastapi import Request, Response
from fastapi.responses import StreamingResponse

from interlink_runtime.assets.export import Exported
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.files import FileEntry

SHOWN_TYPES = frozenset(
    {"image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf", "text/plain", "text/csv"}
)
"""What a browser may show itself; everything else, HTML and SVG above all, is only saved."""

SAFE_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")


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
    chunks = _nothing(exported.chunks) if head else exported.chunks
    return StreamingResponse(chunks, media_type=exported.media_type, headers=headers)


def file_response(request: Request, runtime: Runtime, entry: FileEntry, *, inline: bool = False) -> Response:
    """Return a stored file, the whole or the range that was asked for (RFC 9110, section 14)."""
    shown = inline and entry.media_type in SHOWN_TYPES
    etag = f'"{entry.sha256}"'
    headers = {
        **SAFE_HEADERS,
        "Content-Disposition": disposition(entry.name, inline=shown),
        "Accept-Ranges": "bytes",
        "ETag": etag,
        "Cache-Control": "private, no-cache",
    }
    if etag in request.headers.get("if-none-match", ""):
        return Response(status_code=304, headers=headers)
    span = _span(request, entry.size_bytes, etag)
    if span is None:
        headers["Content-Range"] = f"bytes */{entry.size_bytes}"
        return Response(status_code=416, headers=headers)
    start, end = span
    whole = (start, end) == (0, entry.size_bytes)
    headers["Content-Length"] = str(end - start)
    if not whole:
        headers["Content-Range"] = f"bytes {start}-{end - 1}/{entry.size_bytes}"
    status = 200 if whole else 206
    if request.method == "HEAD":
        return Response(status_code=status, headers=headers, media_type=entry.media_type)
    chunks = runtime.blobs.open(entry.sha256, start, end)
    return StreamingResponse(chunks, status_code=status, headers=headers, media_type=entry.media_type)


def _span(request: Request, size: int, etag: str) -> tuple[int, int] | None:
    """Return which bytes are wanted, as start and end; None where they cannot be had."""
    wanted = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if wanted is None or request.headers.get("if-range", etag) != etag:
        return 0, size
    first, last = wanted.groups()
    if not first and not last:
        return 0, size
    if not first:
        start, end = max(0, size - int(last[:18])), size
    else:
        start, end = int(first[:18]), min(size, int(last[:18]) + 1 if last else size)
    return (start, end) if start < end else None


async def _nothing(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Close *chunks* unread, so that what they hold is released."""
    close = getattr(chunks, "aclose", None)
    if close is not None:
        await close()
    return
    yield b""
