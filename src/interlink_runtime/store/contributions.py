# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions: append-only, in the order they came."""

import json
from collections.abc import AsyncIterator
from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.assets import JsonObject

CHUNK_ROWS = 500


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
    """Yield the contributions of one collection, oldest first, in chunks, so that memory stays bounded."""
    position = 0
    while True:
        rows = await store.fetch(
            _contributions_of(), asset_id=asset_id, collection=collection, position=position, limit=CHUNK_ROWS
        )
        for row in rows:
            yield ContributionRow(*row[:-1])
        if len(rows) < CHUNK_ROWS:
            return
        position = rows[-1][-1]


async def contribution_counts(store: Store, asset_id: str) -> dict[str, int]:
    """Return how many contributions each collection of the asset has; empty ones are left out."""
    return dict(await store.fetch(_contribution_counts(), asset_id=asset_id))


def insert_contribution(row: ContributionRow) -> Step:
    """Add *row*; a second one of the same person is a DuplicateKey where the collection takes one each."""
    return Step(_insert_contribution(), asdict(row))


def put_contribution(row: ContributionRow) -> Step:
    """Add *row*, or replace what the same person added before."""
    return Step(_put_contribution(), asdict(row))


@cache
def _contributions_of() -> Statement:
    table = tables.contributions
    return compiled(
        select(*_COLUMNS, table.c.position)
        .where(
            table.c.asset_id == bindparam("asset_id"),
            table.c.collection == bindparam("collection"),
            table.c.position > bindparam("position"),
        )
        .order_by(table.c.position)
        .limit(bindparam("limit"))
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
