# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The rows of blobs: what is known of stored bytes, and since when nothing names them."""

from functools import cache

from sqlalchemy import ColumnElement, and_, bindparam, delete, exists, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


async def blobs_known(store: Store, prefix: str) -> set[str]:
    """Return the digests with *prefix* that have a row."""
    return {row[0] for row in await store.fetch(_blobs_known(), **_reach(prefix))}


def put_blob(entry: FileEntry, at: int) -> Step:
    """Add the blob of *entry*, whose bytes are stored, or know it again if it was about to be forgotten."""
    params = {"sha256": entry.sha256, "size_bytes": entry.size_bytes, "crc32": entry.crc32, "created_at": at}
    return Step(_put_blob(), {**params, "unused_since": None}, rows=None)


def use_again(entry: FileEntry) -> Step:
    """Know the blob of *entry* again if it was about to be forgotten; it is not added."""
    return Step(_use_again(), {"digest": entry.sha256}, rows=None)


def forget_unused_blobs(prefix: str, *, now: int, before: int) -> list[Step]:
    """Forget the blobs with *prefix* that have been unused since *before*, and date the newly unused."""
    return [
        Step(_forget_unused(), {**_reach(prefix), "before": before}, rows=None, is_long=True),
        Step(_date_unused(), {**_reach(prefix), "now": now}, rows=None, is_long=True),
    ]


def _reach(prefix: str) -> dict[str, str]:
    return {"first": prefix, "last": f"{prefix}~"}


@cache
def _blobs_known() -> Statement:
    return compiled(select(tables.blobs.c.sha256).where(_within()))


@cache
def _put_blob() -> Statement:
    statement = upsert(tables.blobs)
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["sha256"],
            set_={"unused_since": None},
            where=tables.blobs.c.unused_since.is_not(None),
        )
    )


@cache
def _use_again() -> Statement:
    blobs = tables.blobs
    return compiled(
        update(blobs)
        .where(blobs.c.sha256 == bindparam("digest"), blobs.c.unused_since.is_not(None))
        .values(unused_since=None)
    )


@cache
def _forget_unused() -> Statement:
    blobs = tables.blobs
    return compiled(delete(blobs).where(_within(), ~_used(), blobs.c.unused_since < bindparam("before")))


@cache
def _date_unused() -> Statement:
    blobs = tables.blobs
    return compiled(
        update(blobs).where(_within(), ~_used(), blobs.c.unused_since.is_(None)).values(unused_since=bindparam("now"))
    )


def _within() -> ColumnElement[bool]:
    return and_(tables.blobs.c.sha256 >= bindparam("first"), tables.blobs.c.sha256 <= bindparam("last"))


def _used() -> ColumnElement[bool]:
    uses, images = tables.blob_uses, tables.entry_blobs
    return or_(
        exists(select(uses.c.sha256).where(uses.c.sha256 == tables.blobs.c.sha256)),
        exists(select(images.c.sha256).where(images.c.sha256 == tables.blobs.c.sha256)),
    )
