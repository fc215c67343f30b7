# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Assets and their versions."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.asset_pages import COLUMNS, ROLES, all_rows, held_rows
from interlink_runtime.store.blob_rows import put_blob, use_again
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.idempotency import drop_replies_of_asset
from interlink_runtime.store.names import folded
from interlink_runtime.store.statements import Statement, Step, compiled, listed
from interlink_runtime.store.store import Store
from interlink_sdk.assets import JsonObject, Role

NO_VERSION = 2**63 - 1
"""A cursor that sorts after every version."""


@dataclass(frozen=True, slots=True)
class AssetRow:
    """An asset as the store has it."""

    id: str
    interlinker: str
    interlinker_version: str
    name: str
    state: str
    files: str
    version: int
    external_id: str | None
    owner: str
    created_by: str
    cloned_from: str | None
    knowledge: str | None
    genesis: int
    language: str | None
    created_at: int
    updated_at: int

    def state_json(self) -> JsonObject:
        """Return the state, parsed."""
        state: JsonObject = json.loads(self.state)
        return state


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of an asset."""

    asset_id: str
    version: int
    name: str
    state: str
    files: str
    actor: str
    at: int


_CHANGING = ("name", "state", "files", "external_id", "interlinker_version", "version", "updated_at")
_VERSION_COLUMNS = [tables.asset_versions.c[field.name] for field in fields(VersionRow)]


async def asset_with_roles(
    store: Store, asset_id: str, subjects: Sequence[str]
) -> tuple[AssetRow, frozenset[Role]] | None:
    """Return the asset and every role that one of *subjects* has on it, in one statement."""
    row = await store.fetch_one(_asset_with_roles(), asset_id=asset_id, subjects=json.dumps(list(subjects)))
    if row is None:
        return None
    roles = frozenset(role for role in ROLES if role in (row[-1] or "").split(","))
    return AssetRow(*row[:-1]), roles


async def assets_page(
    store: Store,
    subjects: Sequence[str],
    *,
    interlinker: str | None = None,
    role: Role | None = None,
    knowledge: str | None = None,
    search: str | None = None,
    after: str | None = None,
    limit: int,
) -> list[tuple[AssetRow, Role]]:
    """Return the assets on which one of *subjects* has a role, newest first, after a cursor.

    Each comes once, with the strongest role; *role* asks for those where that is the strongest.
    *search* is a part of the name, whatever its case and accents.
    """
    rows = await held_rows(
        store,
        subjects,
        interlinker=interlinker,
        knowledge=knowledge,
        search=search,
        role=role,
        after=after,
        limit=limit,
    )
    return [(AssetRow(*row[:-1]), role or ROLES[row[-1]]) for row in rows]


async def all_assets_page(
    store: Store, *, interlinker: str | None = None, search: str | None = None, after: str | None = None, limit: int
) -> list[AssetRow]:
    """Return assets whoever they belong to, newest first, after a cursor; for commands on the machine."""
    rows = await all_rows(store, interlinker=interlinker, search=search, after=after, limit=limit)
    return [AssetRow(*row) for row in rows]


async def versions_of(store: Store, asset_id: str, *, before: int | None = None, limit: int) -> list[VersionRow]:
    """Return versions of the asset, newest first, with *before* those that are older."""
    page = {"before": NO_VERSION if before is None else before, "limit": limit}
    return [VersionRow(*row) for row in await store.fetch(_versions_of(), asset_id=asset_id, **page)]


async def asset_version(store: Store, asset_id: str, version: int) -> VersionRow | None:
    """Return one version of the asset."""
    row = await store.fetch_one(_asset_version(), asset_id=asset_id, version=version)
    return VersionRow(*row) if row else None


async def assets_per_interlinker(store: Store) -> dict[str, int]:
    """Return how many assets each interlinker has."""
    return dict(await store.fetch(_assets_per_interlinker()))


def insert_asset(row: AssetRow) -> Step:
    """Add *row*."""
    values = {name: getattr(row, name) for name in AssetRow.__slots__}  # `asdict` copies deeply
    return Step(_insert_asset(), {**values, "folded_name": folded(row.name)})


def update_asset(row: AssetRow, *, expected_version: int) -> Step:
    """Replace what can change of an asset, if it is still at *expected_version*."""
    params = {f"new_{name}": getattr(row, name) for name in _CHANGING}
    return Step(
        _update_asset(),
        {**params, "new_folded_name": folded(row.name), "asset_id": row.id, "expected": expected_version},
    )


def insert_version(row: AssetRow, *, actor: str) -> Step:
    """Keep this version of *row*."""
    params = {name: getattr(row, name) for name in ("version", "name", "state", "files")}
    return Step(_insert_version(), {**params, "asset_id": row.id, "actor": actor, "at": row.updated_at})


def name_blob(asset_id: str, entry: FileEntry, at: int) -> list[Step]:
    """Say that the asset names the blob of *entry*, whose bytes are held, so that the sweep spares it."""
    return [put_blob(entry, at), _name(asset_id, entry)]


def name_kept_blob(asset_id: str, entry: FileEntry) -> list[Step]:
    """Say that the asset names a blob that another row had named; a StaleWrite says that it is gone by now."""
    return [use_again(entry), _name(asset_id, entry)]


def delete_asset(asset_id: str) -> list[Step]:
    """Erase the asset; versions, contributions, grants, recorded replies and uses of blobs go with it."""
    return [drop_replies_of_asset(asset_id), Step(_delete_asset(), {"asset_id": asset_id}, is_long=True)]


def _name(asset_id: str, entry: FileEntry) -> Step:
    # the foreign key refuses a blob without a row
    return Step(_insert_blob_use(), {"asset_id": asset_id, "sha256": entry.sha256}, rows=None)


@cache
def _asset_with_roles() -> Statement:
    grants = tables.grants
    roles = (
        select(func.group_concat(grants.c.role))
        .where(grants.c.asset_id == tables.assets.c.id, grants.c.subject.in_(listed("subjects")))
        .scalar_subquery()
    )
    return compiled(select(*COLUMNS, roles).where(tables.assets.c.id == bindparam("asset_id")))


@cache
def _versions_of() -> Statement:
    table = tables.asset_versions
    return compiled(
        select(*_VERSION_COLUMNS)
        .where(table.c.asset_id == bindparam("asset_id"), table.c.version < bindparam("before"))
        .order_by(table.c.version.desc())
        .limit(bindparam("limit"))
    )


@cache
def _asset_version() -> Statement:
    table = tables.asset_versions
    return compiled(
        select(*_VERSION_COLUMNS).where(
            table.c.asset_id == bindparam("asset_id"), table.c.version == bindparam("version")
        )
    )


@cache
def _assets_per_interlinker() -> Statement:
    return compiled(select(tables.assets.c.interlinker, func.count()).group_by(tables.assets.c.interlinker))


@cache
def _insert_asset() -> Statement:
    return compiled(insert(tables.assets))


@cache
def _update_asset() -> Statement:
    table = tables.assets
    return compiled(
        update(table)
        .where(table.c.id == bindparam("asset_id"), table.c.version == bindparam("expected"))
        .values({name: bindparam(f"new_{name}") for name in (*_CHANGING, "folded_name")})
    )


@cache
def _insert_version() -> Statement:
    return compiled(insert(tables.asset_versions))


@cache
def _insert_blob_use() -> Statement:
    return compiled(upsert(tables.blob_uses).on_conflict_do_nothing())


@cache
def _delete_asset() -> Statement:
    return compiled(delete(tables.assets).where(tables.assets.c.id == bindparam("asset_id")))
