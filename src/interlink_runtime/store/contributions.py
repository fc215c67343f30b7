# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions: append-only, in the order they came."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.assets import JsonObject

MAX_CHUNK_CHARACTERS = 256 * 1024
"""How much of a stream is in memory at once, unless a single entry is longer."""


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
    """Yield the contributions of one collection as of now, oldest first.

    Only a few are in memory at once, and others are served in between.
    """
    until = await last_position(store, asset_id, collection)
    wanted = {"asset_id": asset_id, "collection": collection, "until": until}
    position = 0
    while rows := await store.fetch_first(_contributions_of(), MAX_CHUNK_CHARACTERS, **wanted, position=position):
        for row in rows:
            yield ContributionRow(*row[:-1])
        position = rows[-1][-1]
        await asyncio.sleep(0)


async def contribution_by_key(store: Store, asset_id: str, collection: str, once_key: str) -> ContributionRow | None:
    """Return what the person behind *once_key* added to a collection that takes one entry of each."""
    row = await store.fetch_one(_contribution_by_key(), asset_id=asset_id, collection=collection, once_key=once_key)
    return ContributionRow(*row) if row else None


async def last_position(store: Store, asset_id: str, collection: str) -> int:
    """Return the position of the newest contribution of one collection, 0 if there is none.

    A replaced entry keeps its place; `events.last_change` tells of that as well.
    """
    row = await store.fetch_one(_last_position(), asset_id=asset_id, collection=collection)
    return (row[0] if row else None) or 0


async def contribution_counts(store: Store, asset_id: str) -> dict[str, int]:
    """Return how many contributions each collection of the asset has; empty ones are left out."""
    return dict(await store.fetch(_contribution_counts(), asset_id=asset_id))


def insert_contribution(row: ContributionRow) -> Step:
    """Add *row*; a second one of the same person is a DuplicateKey where the collection takes one each."""
    return Step(_insert_contribution(), asdict(row))


def put_contribution(row: ContributionRow) -> Step:
    """Add *row*, or replace what the same person added before; that keeps its identifier and its place."""
    return Step(_put_contribution(), asdict(row))


def delete_contribution(asset_id: str, contribution_id: str) -> Step:
    """Erase one contribution."""
    return Step(_delete_contribution(), {"asset": asset_id, "contribution": contribution_id})


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


@cache
def _insert_contribution() -> Statement:
    return compiled(insert(tables.contributions).values({column.name: bindparam(column.name) for column in _COLUMNS}))


@cache
def _put_contribution() -> Statement:
    statement = upsert(tables.contributions).values({column.name: bindparam(column.name) for column in _COLUMNS})
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
