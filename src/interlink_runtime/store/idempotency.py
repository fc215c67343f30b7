# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Replies that are given again when a request is repeated with its key."""

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


async def known_reply(store: Store, principal: str, key: str) -> KnownReply | None:
    """Return what *principal* was answered under *key*."""
    row = await store.fetch_one(_known_reply(), principal=principal, key=key)
    return KnownReply(row[0], row[1], json.loads(row[2]), row[3]) if row else None


def insert_reply(
    *, principal: str, key: str, fingerprint: str, status: int, headers: dict[str, str], body: bytes, created_at: int
) -> Step:
    """Record a reply; a DuplicateKey says that the same key was faster."""
    return Step(
        _insert_reply(),
        {
            "principal": principal,
            "key": key,
            "fingerprint": fingerprint,
            "status": status,
            "headers": json.dumps(headers),
            "body": body,
            "created_at": created_at,
        },
    )


def drop_replies(before: int) -> Step:
    """Forget replies that are older than *before*."""
    return Step(_drop_replies(), {"before": before}, rows=None)


@cache
def _known_reply() -> Statement:
    table = tables.idempotency
    return compiled(
        select(table.c.fingerprint, table.c.status, table.c.headers, table.c.body).where(
            table.c.principal == bindparam("principal"), table.c.key == bindparam("key")
        )
    )


@cache
def _insert_reply() -> Statement:
    return compiled(insert(tables.idempotency))


@cache
def _drop_replies() -> Statement:
    return compiled(delete(tables.idempotency).where(tables.idempotency.c.created_at < bindparam("before")))
