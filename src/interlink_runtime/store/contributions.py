# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions: append-only; the named in the order they came, the secret ones as by lot.

The number of a row is its place. A secret entry draws it from its random identifier, so that no
order in which people came is kept anywhere, and a page of any collection begins where an index says.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.assets import JsonObject
from interlink_sdk.keeping import secret_place

MAX_CHUNK_CHARACTERS = 256 * 1024
"""How much of a stream is in memory at once, unless a single entry is longer."""
FIRST_POSITION = -(2**63)
LAST_POSITION = 2**63 - 1


@dataclass(frozen=True, slots=True)
class ContributionRow:
    """A contribution as the store has it: with an author, a pseudonym, or neither."""

    id: str
    asset_id: str
    collection: str
    body: str
    files: str
    author: str | None
    author_name: str | None
    pseudonym: str | None
    once_key: str | None
    created_at: int

    @classmethod
    def of(
        cls,
        *,
        id: str,  # noqa: A002 - the column's name
        asset_id: str,
        collection: str,
        body: JsonObject,
        author: str | None,
        author_name: str | None,
        pseudonym: str | None,
        once_key: str | None,
        created_at: int,
    ) -> "ContributionRow":
        """Return the row of *body*, which is a JSON object."""
        text = json.dumps(body, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
        return cls(id, asset_id, collection, text, "[]", author, author_name, pseudonym, once_key, created_at)

    def body_json(self) -> JsonObject:
        """Return the body, parsed."""
        body: JsonObject = json.loads(self.body)
        return body


_COLUMNS = [tables.contributions.c[field.name] for field in fields(ContributionRow)]


async def contributions_of(store: Store, asset_id: str, collection: str) -> AsyncIterator[ContributionRow]:
    """Yield the contributions of one collection as of now: the secret ones as by lot, then the named, oldest first.

    Only a few are in memory at once, and others are served in between; meanwhile a secret entry
    may still come to a place that was not reached.
    """
    until = await last_position(store, asset_id, collection)
    wanted = {"asset_id": asset_id, "collection": collection, "until": until, "limit": -1}
    position = FIRST_POSITION
    while rows := await store.fetch_first(_contributions_of(), MAX_CHUNK_CHARACTERS, **wanted, position=position):
        for row in rows:
            yield ContributionRow(*row[:-1])
        position = rows[-1][-1]
        await asyncio.sleep(0)


async def contributions_page(
    store: Store, asset_id: str, collection: str, *, after: int | None = None, limit: int
) -> list[tuple[ContributionRow, int]]:
    """Return contributions with their places, after a place; at least one, while they are of bounded size together."""
    rows = await store.fetch_first(
        _contributions_of(),
        MAX_CHUNK_CHARACTERS,
        asset_id=asset_id,
        collection=collection,
        position=FIRST_POSITION if after is None else after,
        until=LAST_POSITION,
        limit=limit,
    )
    return [(ContributionRow(*row[:-1]), row[-1]) for row in rows]


async def contribution_by_key(store: Store, asset_id: str, collection: str, once_key: str) -> ContributionRow | None:
    """Return what the person behind *once_key* added to a collection that takes one entry of each."""
    row = await store.fetch_one(_contribution_by_key(), asset_id=asset_id, collection=collection, once_key=once_key)
    return ContributionRow(*row) if row else None


async def last_position(store: Store, asset_id: str, collection: str) -> int:
    """Return the position of the newest named contribution of one collection, at most 0 if there is none.

    A replaced entry keeps its place; `events.last_change` tells of that as well.
    """
    row = await store.fetch_one(_last_position(), asset_id=asset_id, collection=collection)
    return (row[0] if row else None) or 0


async def contribution_counts(store: Store, asset_id: str) -> dict[str, int]:
    """Return how many contributions each collection of the asset has; empty ones are left out."""
    return dict(await store.fetch(_contribution_counts(), asset_id=asset_id))


def insert_contribution(row: ContributionRow) -> Step:
    """Add *row*; a second one of the same person is a DuplicateKey where the collection takes one each."""
    return Step(_insert_contribution(), _placed(row))


def put_contribution(row: ContributionRow) -> Step:
    """Add *row*, or replace what the same person added before; that keeps its identifier and its place."""
    return Step(_put_contribution(), _placed(row))


def delete_contribution(asset_id: str, contribution_id: str) -> Step:
    """Erase one contribution."""
    return Step(_delete_contribution(), {"asset": asset_id, "contribution": contribution_id})


def _placed(row: ContributionRow) -> dict[str, object]:
    # None is the next number
    return {**asdict(row), "position": secret_place(row.id) if row.author is None else None}


@cache
def _contributions_of() -> Statement:
    table = tables.contributions
    return compiled(
        select(*_COLUMNS, table.c.position)
        .where(
            table.c.asset_id == bindparam("asset_id"),
            table.c.collection == bindparam("collection"),
            table.c.position > bindparam("position"),
            table.c.position <= bindparam("until"),
        )
        .order_by(table.c.position)
        .limit(bindparam("limit"))
    )


@cache
def _contribution_by_key() -> Statement:
    table = tables.contributions
    return compiled(
        select(*_COLUMNS).where(
            table.c.asset_id == bindparam("asset_id"),
            table.c.collection == bindparam("collection"),
            table.c.once_key == bindparam("once_key"),
        )
    )


@cache
def _last_position() -> Statement:
    table = tables.contributions
    return compiled(
        select(func.max(table.c.position)).where(
            table.c.asset_id == bindparam("asset_id"), table.c.collection == bindparam("collection")
        )
    )


@cache
def _contribution_counts() -> Statement:
    table = tables.contributions
    return compiled(
        select(table.c.collection, func.count())
        .where(table.c.asset_id == bindparam("asset_id"))
        .group_by(table.c.collection)
    )


def _values() -> dict[str, BindParameter[Any]]:
    return {name: bindparam(name) for name in ("position", *(column.name for column in _COLUMNS))}


@cache
def _insert_contribution() -> Statement:
    return compiled(insert(tables.contributions).values(_values()))


@cache
def _put_contribution() -> Statement:
    statement = upsert(tables.contributions).values(_values())
    new = statement.excluded
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["asset_id", "collection", "once_key"],
            set_={
                "body": new.body,
                "files": new.files,
                "author_name": new.author_name,
                "created_at": new.created_at,
            },
        )
    )


@cache
def _delete_contribution() -> Statement:
    table = tables.contributions
    return compiled(
        delete(table).where(table.c.asset_id == bindparam("asset"), table.c.id == bindparam("contribution"))
    )
