# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Replies that are given again when a request is repeated with its key."""

import hashlib
import hmac
import json
from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, delete, insert, select

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class KnownReply:
    """What was answered, and to which request."""

    fingerprint: str
    status: int
    headers: dict[str, str]
    body: bytes


def reply_id(instance_key: bytes, principal: str, key: str) -> str:
    """Return what stands for *principal* and *key*; without the instance's key, nobody can tell these from it."""
    told = f"once\0{principal}\0{key}".encode(errors="surrogatepass")
    return hmac.new(instance_key, told, hashlib.sha256).hexdigest()


async def known_reply(store: Store, once: str) -> KnownReply | None:
    """Return what was answered to the request that *once* stands for."""
    row = await store.fetch_one(_known_reply(), once=once)
    return KnownReply(row[0], row[1], json.loads(row[2]), row[3]) if row else None


def insert_reply(
    *,
    id: str,  # noqa: A002 - the column's name
    asset_id: str | None,
    fingerprint: str,
    status: int,
    headers: dict[str, str],
    body: bytes,
    created_at: int,
) -> Step:
    """Record a reply, which goes with its asset; a DuplicateKey says that the same key was faster."""
    return Step(
        _insert_reply(),
        {
            "id": id,
            "asset_id": asset_id,
            "fingerprint": fingerprint,
            "status": status,
            "headers": json.dumps(headers),
            "body": body,
            "created_at": created_at,
        },
    )


def drop_replies_of_asset(asset_id: str) -> Step:
    """Forget what was answered about an asset that goes."""
    return Step(_drop_replies_of_asset(), {"asset": asset_id}, rows=None, is_long=True)


def drop_replies(before: int) -> Step:
    """Forget replies that are older than *before*."""
    return Step(_drop_replies(), {"before": before}, rows=None)


@cache
def _known_reply() -> Statement:
    table = tables.idempotency
    return compiled(
        select(table.c.fingerprint, table.c.status, table.c.headers, table.c.body).where(
            table.c.id == bindparam("once")
        )
    )


@cache
def _insert_reply() -> Statement:
    return compiled(insert(tables.idempotency))


@cache
def _drop_replies_of_asset() -> Statement:
    return compiled(delete(tables.idempotency).where(tables.idempotency.c.asset_id == bindparam("asset")))


@cache
def _drop_replies() -> Statement:
    return compiled(delete(tables.idempotency).where(tables.idempotency.c.created_at < bindparam("before")))
