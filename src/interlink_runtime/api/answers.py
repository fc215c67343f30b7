# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What goes out: assets as JSON, replies that are given once, conditional requests."""

import json
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from fastapi import Request, Response

from interlink_runtime.assets.kept import Kept
from interlink_runtime.assets.once import MAX_KEY_CHARACTERS, Once, StoredReply, fingerprint, reply_once
from interlink_runtime.clock import moment
from interlink_runtime.identity.requests import header_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import AssetRow
from interlink_sdk.errors import MalformedRequest, PreconditionRequired

JSON = "application/json"
_compact = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
Outcome = TypeVar("Outcome")


def asset_json(kept: Kept) -> dict[str, Any]:
    """Return an asset as the API shows it."""
    return {**_head_json(kept.row), "state": kept.state, **_tail_json(kept)}


def time_json(microseconds: int) -> str:
    """Return a time in ISO 8601 with its offset."""
    return moment(microseconds).isoformat()


def json_reply(status: int, document: Any, headers: dict[str, str] | None = None) -> StoredReply:
    """Return *document* as a reply that can be stored."""
    return StoredReply(status, {"Content-Type": JSON, **(headers or {})}, _compact(document).encode())


def asset_reply(status: int, kept: Kept) -> StoredReply:
    """Return the reply that shows an asset with its entity tag and address.

    The state goes out as the text that the store has: reading and writing it anew took a quarter
    of the time that reading an asset takes (benchmarks/bench_http.py).
    """
    head, tail = _compact(_head_json(kept.row)), _compact(_tail_json(kept))
    headers = {"Content-Type": JSON, "ETag": kept.etag}
    if status == 201:
        headers["Location"] = f"/api/v1/assets/{kept.id}"
    return StoredReply(status, headers, f'{head[:-1]},"state":{kept.row.state},{tail[1:]}'.encode())


def nothing_reply() -> StoredReply:
    """Return the reply to a request whose effect leaves nothing to show."""
    return StoredReply(204, {}, b"")


def response_of(reply: StoredReply, *, repeated: bool = False) -> Response:
    """Return *reply* as a response."""
    headers = reply.headers | ({"Idempotency-Replayed": "true"} if repeated else {})
    return Response(reply.body, status_code=reply.status, headers=headers)


async def answer_once(
    request: Request,
    runtime: Runtime,
    principal: str,
    digest: Callable[[], str],
    act: Callable[[Once | None], Awaitable[Outcome]],
    reply_for: Callable[[Outcome], StoredReply],
) -> Response:
    """Let *act* take effect once for the request's Idempotency-Key, and answer as *reply_for* says.

    *digest* tells one body from another; it is asked only where there is a key.
    The draft standard's header (draft-ietf-httpapi-idempotency-key-header) is optional here.
    """
    key = idempotency_key(request)
    if key is None:
        return response_of(reply_for(await act(None)))
    whole = fingerprint(request.method, request.url.path, digest())
    reply, is_repeated = await reply_once(runtime, Once.of(runtime, principal, key, whole, reply_for), act)
    return response_of(reply, repeated=is_repeated)


def no_body() -> str:
    """Return the digest of a request that is all in its address."""
    return ""


def idempotency_key(request: Request) -> str | None:
    """Return the request's Idempotency-Key, None if it has none; raises MalformedRequest."""
    key = header_of(request, b"idempotency-key")
    if key is not None and not 1 <= len(key.strip('"')) <= MAX_KEY_CHARACTERS:
        raise MalformedRequest(f"an Idempotency-Key has 1 to {MAX_KEY_CHARACTERS} characters")
    return key.strip('"') if key else None


def version_from(request: Request) -> int:
    """Return the version that If-Match names.

    Raises PreconditionRequired without the header, MalformedRequest for what was never an entity
    tag of ours.
    """
    tag = request.headers.get("if-match")
    if tag is None:
        raise PreconditionRequired("a change needs If-Match with the ETag of the version that it changes")
    digits = tag.strip().removeprefix("W/").strip('"')
    if not digits.isdigit() or len(digits) > 18:
        raise MalformedRequest(f"{tag[:40]!r} is not an ETag of an asset; it looks like '\"3\"'")
    return int(digits)


def is_fresh(request: Request, etag: str) -> bool:
    """Say whether If-None-Match names *etag*, so that 304 is enough."""
    tags = header_of(request, b"if-none-match")
    if tags is None:
        return False
    return etag in {tag.strip().removeprefix("W/") for tag in tags.split(",")} or tags.strip() == "*"


def locale_of(request: Request) -> str:
    """Return the first language the request asks for, English if it asks for none."""
    wanted = (header_of(request, b"accept-language") or "").partition(",")[0].partition(";")[0].strip()
    if len(wanted) > 35 or not all(part.isalnum() and part.isascii() for part in wanted.split("-")):
        return "en"
    return wanted if 2 <= len(wanted.split("-")[0]) <= 3 and wanted.split("-")[0].islower() else "en"


def _head_json(row: AssetRow) -> dict[str, Any]:
    return {
        "id": row.id,
        "interlinker": row.interlinker,
        "interlinker_version": row.interlinker_version,
        "name": row.name,
    }


def _tail_json(kept: Kept) -> dict[str, Any]:
    row, created_at = kept.row, time_json(kept.row.created_at)
    return {
        "files": [
            {
                "name": entry.name,
                "media_type": entry.media_type,
                "size_bytes": entry.size_bytes,
                "sha256": entry.sha256,
            }
            for entry in kept.files
        ],
        "version": row.version,
        "role": kept.role,
        "language": row.language,
        "knowledge": row.knowledge,
        "cloned_from": row.cloned_from,
        "created_at": created_at,
        "updated_at": created_at if row.updated_at == row.created_at else time_json(row.updated_at),
    }
