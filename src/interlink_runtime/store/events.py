# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What happened, in order: the outbox, written in the transaction of each change."""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any
from uuid import uuid4

from sqlalchemy import bindparam, func, insert, select

from interlink_runtime.store import tables
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class EventRow:
    """One event; `seq` grows with time and has no holes that a reader could miss."""

    seq: int
    id: str
    type: str
    asset_id: str | None
    interlinker: str | None
    actor: str | None
    at: int
    data: str


_COLUMNS = [tables.events.c[field.name] for field in fields(EventRow)]


async def events_after(store: Store, seq: int, limit: int) -> list[EventRow]:
    """Return the events after *seq*, oldest first."""
    return [EventRow(*row) for row in await store.fetch(_events_after(), seq=seq, limit=limit)]


async def last_seq(store: Store) -> int:
    """Return the number of the newest event, 0 if there is none."""
    row = await store.fetch_one(_last_seq())
    return (row[0] if row else None) or 0


async def last_change(store: Store, asset_id: str) -> tuple[int, int]:
    """Return what is another pair after every edit and every contribution, and never the same again.

    It is the number of the asset's newest event, and how many secret entries no event tells of
    yet. Unlike a contribution's position it also tells that an entry was replaced.
    """
    row = await store.fetch_one(_last_change(), asset_id=asset_id)
    return (row[0], row[1]) if row else (0, 0)


def insert_event(
    *,
    type: str,  # noqa: A002 - the column's name
    asset_id: str | None,
    interlinker: str | None,
    actor: str | None,
    at: int,
    data: dict[str, Any],
) -> Step:
    """Add an event."""
    return Step(
        _insert_event(),
        {
            # an ordered identifier would tell the time of what somebody did in secret
            "id": new_id() if actor else str(uuid4()),
            "type": type,
            "asset_id": asset_id,
            "interlinker": interlinker,
            "actor": actor,
            "at": at,
            "data": json.dumps(data, ensure_ascii=False, separators=(",", ":")) if data else "{}",
        },
    )


@cache
def _events_after() -> Statement:
    table = tables.events
    return compiled(
        select(*_COLUMNS).where(table.c.seq > bindparam("seq")).order_by(table.c.seq).limit(bindparam("limit"))
    )


@cache
def _last_seq() -> Statement:
    return compiled(select(func.max(tables.events.c.seq)))


@cache
def _last_change() -> Statement:
    table = tables.events
    tallies = tables.secret_tallies
    newest = select(func.max(table.c.seq)).where(table.c.asset_id == bindparam("asset_id"))
    untold = select(func.sum(tallies.c.count)).where(tallies.c.asset_id == bindparam("asset_id"))
    return compiled(select(func.coalesce(newest.scalar_subquery(), 0), func.coalesce(untold.scalar_subquery(), 0)))


@cache
def _insert_event() -> Statement:
    names = [column.name for column in _COLUMNS if column.name != "seq"]
    return compiled(insert(tables.events).values({name: bindparam(name) for name in names}))
