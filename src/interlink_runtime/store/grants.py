# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Grants: who has which role on which asset."""

from dataclasses import dataclass, fields
from functools import cache

from sqlalchemy import Exists, and_, bindparam, delete, exists, literal, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.assets import Role


@dataclass(frozen=True, slots=True)
class GrantRow:
    """One subject's role on an asset."""

    asset_id: str
    subject: str
    role: Role
    granted_by: str
    created_at: int


_COLUMNS = [tables.grants.c[field.name] for field in fields(GrantRow)]


async def grants_of(store: Store, asset_id: str) -> list[GrantRow]:
    """Return every grant on the asset, owners first, then by when it was given."""
    return [GrantRow(*row) for row in await store.fetch(_grants_of(), asset_id=asset_id)]


def put_grant(*, asset_id: str, subject: str, role: Role, interlinker: str, granted_by: str, created_at: int) -> Step:
    """Give *subject* a role, or another one; touches no row where the last owner would be left without."""
    return Step(
        _put_grant(),
        {
            "asset_id": asset_id,
            "subject": subject,
            "role": role,
            "interlinker": interlinker,
            "granted_by": granted_by,
            "created_at": created_at,
        },
    )


def remove_grant(asset_id: str, subject: str) -> Step:
    """Take away what *subject* has; touches no row where that is the last owner."""
    return Step(_remove_grant(), {"asset_id": asset_id, "subject": subject})


@cache
def _grants_of() -> Statement:
    table = tables.grants
    return compiled(
        select(*_COLUMNS)
        .where(table.c.asset_id == bindparam("asset_id"))
        .order_by(table.c.role != "owner", table.c.created_at, table.c.subject)
    )


@cache
def _put_grant() -> Statement:
    table = tables.grants
    names = ("asset_id", "subject", "role", "interlinker", "granted_by", "created_at")
    statement = upsert(table).values({name: bindparam(name) for name in names})
    keeps_owner = or_(statement.excluded.role == "owner", table.c.role != "owner", _other_owner())
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["asset_id", "subject"],
            set_={"role": statement.excluded.role, "granted_by": statement.excluded.granted_by},
            where=keeps_owner,
        )
    )


@cache
def _remove_grant() -> Statement:
    table = tables.grants
    return compiled(
        delete(table).where(
            table.c.asset_id == bindparam("asset_id"),
            table.c.subject == bindparam("subject"),
            or_(table.c.role != "owner", _other_owner()),
        )
    )


def _other_owner() -> Exists:
    other = tables.grants.alias("other")
    return exists(
        select(literal(1))
        .select_from(other)
        .where(
            and_(
                other.c.asset_id == bindparam("asset_id"),
                other.c.role == "owner",
                other.c.subject != bindparam("subject"),
            )
        )
    )
