# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the instance knows of itself: its key, and the manifests it has seen."""

import secrets
from functools import cache

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store

KEY_BYTES = 32
UNKNOWN_MANIFEST = "0" * 64


async def instance_key(store: Store) -> bytes:
    """Return the instance's secret, made at the first start; it is part of every backup."""
    kept = await value_of(store, "key")
    if kept is None:
        await store.commit([Step(_insert(), {"key": "key", "value": secrets.token_hex(KEY_BYTES)}, rows=None)])
        kept = await value_of(store, "key") or ""
    return bytes.fromhex(kept)


async def known_manifest(store: Store, interlinker: str) -> str:
    """Return the digest of the last manifest seen of *interlinker*."""
    return await value_of(store, f"manifest:{interlinker}") or UNKNOWN_MANIFEST


def remember_manifest(interlinker: str, digest: str) -> Step:
    """Keep the digest of a manifest for the time when its interlinker is gone."""
    return Step(_put(), {"key": f"manifest:{interlinker}", "value": digest})


async def value_of(store: Store, key: str) -> str | None:
    """Return what is kept under *key*."""
    row = await store.fetch_one(_select(), key=key)
    return row[0] if row else None


def forget_value(key: str, value: str) -> Step:
    """Forget what is kept under *key*, if it is still *value*."""
    return Step(_forget(), {"given": key, "known": value}, rows=None)


@cache
def _select() -> Statement:
    return compiled(select(tables.meta.c.value).where(tables.meta.c.key == bindparam("key")))


@cache
def _insert() -> Statement:
    names = ("key", "value")
    return compiled(upsert(tables.meta).values({name: bindparam(name) for name in names}).on_conflict_do_nothing())


@cache
def _put() -> Statement:
    statement = upsert(tables.meta).values({name: bindparam(name) for name in ("key", "value")})
    return compiled(statement.on_conflict_do_update(index_elements=["key"], set_={"value": statement.excluded.value}))


@cache
def _forget() -> Statement:
    table = tables.meta
    return compiled(delete(table).where(table.c.key == bindparam("given"), table.c.value == bindparam("known")))
