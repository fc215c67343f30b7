# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Pages of assets, newest first: what somebody has a role on, or all there are.

Somebody has assets through several subjects (the person, an e-mail address, teams) and in several
roles. An index holds the assets of each such pair in order, so the newest few of every pair hold
the newest few of all: that many are merged and no more are looked at, however many there are.
Only where a template is asked for is every asset walked past looked at as well. A part of a name is
looked up in the index of names first; where that finds many that are others' (or cannot tell),
and for somebody with a few assets, the walk is the cheaper way.

The statement is written as SQL because its point is the order in which the indexes are walked;
the index is named because the planner, told by its statistics of a small table, scans that instead.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import bindparam, func, select

from interlink_runtime.store import tables
from interlink_runtime.store.asset_names import HITS, are_all, wanted_hits
from interlink_runtime.store.database import Row
from interlink_runtime.store.names import folded
from interlink_runtime.store.statements import Statement, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.assets import Role

ROLES: tuple[Role, ...] = ("owner", "editor", "contributor", "viewer")
"""The strongest first."""
NEWER_THAN_ALL = "~"
"""A cursor that sorts after every identifier."""
COLUMNS = [column for column in tables.assets.c if column.name != "folded_name"]
"""What is known of an asset, in the order of its row."""
FEW_ASSETS = 300
"""How many assets can be walked past in less than a millisecond."""
_MANY = Statement(
    "SELECT 1 FROM json_each(:subjects) AS subject CROSS JOIN grants ON grants.subject = subject.value LIMIT :few"
)
_CONDITIONS = {
    "interlinker": "newest.interlinker = :interlinker",
    "knowledge": "assets.knowledge = :knowledge",
    "search": "instr(assets.folded_name, :search) > 0",
    "stronger": (
        "NOT EXISTS (SELECT 1 FROM grants AS better WHERE better.asset_id = newest.asset_id "
        "AND better.subject IN (SELECT value FROM json_each(:subjects)) "
        "AND better.role IN (SELECT value FROM json_each(:stronger)))"
    ),
}


async def held_rows(
    store: Store,
    subjects: Sequence[str],
    *,
    interlinker: str | None,
    knowledge: str | None,
    search: str | None,
    role: Role | None,
    after: str | None,
    limit: int,
) -> list[Row]:
    """Return the columns of each asset that *subjects* have, and their strongest role there as its index in ROLES.

    With *role*, only assets on which that is the strongest; its index is 0 then.
    """
    filters = {"interlinker": interlinker, "knowledge": knowledge, "search": _part(search)}
    stronger = ROLES[: ROLES.index(role)] if role else ()
    given = {name: value for name, value in filters.items() if value is not None}
    page: dict[str, Any] = {"subjects": json.dumps(list(subjects)), "after": after or NEWER_THAN_ALL, "limit": limit}
    if "search" in given and await _has_many(store, page["subjects"]):
        among = given | ({"strength": ROLES.index(role)} if role else {})
        rows = await _rows_among(store, _held_among, given["search"], among, page)
        if rows is not None:
            return rows
    if stronger:
        given["stronger"] = json.dumps(stronger)
    roles = json.dumps([role] if role else ROLES)
    return await store.fetch(_held(frozenset(given)), **given, **page, roles=roles)


async def all_rows(
    store: Store, *, interlinker: str | None, search: str | None, after: str | None, limit: int
) -> list[Row]:
    """Return the columns of every asset."""
    filters = {"interlinker": interlinker, "search": _part(search)}
    given = {name: value for name, value in filters.items() if value is not None}
    page: dict[str, Any] = {"after": after or NEWER_THAN_ALL, "limit": limit}
    if "search" in given:
        rows = await _rows_among(store, _all_among, given["search"], given, page)
        if rows is not None:
            return rows
    return await store.fetch(_all(frozenset(given)), **given, **page)


def _part(search: str | None) -> str | None:
    return folded(search.strip()) or None if search else None


async def _has_many(store: Store, subjects: str) -> bool:
    return len(await store.fetch(_MANY, subjects=subjects, few=FEW_ASSETS)) == FEW_ASSETS


async def _rows_among(
    store: Store,
    statement: Callable[[frozenset[str]], Statement],
    part: str,
    given: dict[str, Any],
    page: dict[str, Any],
) -> list[Row] | None:
    """Return the rows of a page by way of the index of names, None where it has not found a page but more hits."""
    wanted = wanted_hits(part, page["after"])
    if wanted is None:
        return None
    rows = await store.fetch(statement(frozenset(given)), **given, **page, **wanted)
    return rows if len(rows) == page["limit"] or await are_all(store, wanted) else None


@cache
def _held_among(filters: frozenset[str]) -> Statement:
    ranks = " ".join(f"WHEN '{role}' THEN {rank}" for rank, role in enumerate(ROLES))
    strength = (
        f"(SELECT min(CASE role {ranks} END) FROM grants WHERE grants.asset_id = assets.id "  # noqa: S608 - constants
        "AND grants.subject IN (SELECT value FROM json_each(:subjects))) AS strength"
    )
    wanted = "strength = :strength" if "strength" in filters else "strength IS NOT NULL"
    return _among(filters, f", {strength}", f" AND {wanted}")


@cache
def _all_among(filters: frozenset[str]) -> Statement:
    return _among(filters, "", "")


def _among(filters: frozenset[str], more_columns: str, more_conditions: str) -> Statement:
    columns = ", ".join(f"assets.{column.name}" for column in COLUMNS)
    conditions = "".join(f" AND assets.{name} = :{name}" for name in sorted(filters & {"interlinker", "knowledge"}))
    return Statement(
        f"SELECT {columns}{more_columns} FROM {HITS} AS hit "  # noqa: S608 - values are bound
        "CROSS JOIN assets INDEXED BY sqlite_autoindex_assets_1 "
        "ON assets.id > hit.beginning AND assets.id < hit.beginning || '~' "
        # the plus keeps the cursor from taking the place of the hit's own end in the index
        "WHERE +assets.id < :after AND instr(assets.folded_name, :search) > 0"
        f"{conditions}{more_conditions} LIMIT :limit"
    )


@cache
def _held(filters: frozenset[str]) -> Statement:
    conditions = "".join(f" AND {text}" for name, text in _CONDITIONS.items() if name in filters)
    looked_at = " JOIN assets ON assets.id = newest.asset_id" if filters & {"knowledge", "search"} else ""
    newest = (
        f"SELECT newest.asset_id FROM grants AS newest{looked_at} "  # noqa: S608 - constants, values are bound
        f"WHERE newest.subject = subject.value AND newest.role = role.value AND newest.asset_id < :after{conditions} "
        "ORDER BY newest.asset_id DESC LIMIT :limit"
    )
    held = (
        "SELECT assets.id, min(role.key) AS strength "  # noqa: S608 - as above
        "FROM json_each(:subjects) AS subject CROSS JOIN json_each(:roles) AS role "
        f"CROSS JOIN assets INDEXED BY sqlite_autoindex_assets_1 ON assets.id IN ({newest}) "
        "GROUP BY assets.id ORDER BY assets.id DESC LIMIT :limit"
    )
    columns = ", ".join(f"assets.{column.name}" for column in COLUMNS)
    return Statement(
        f"SELECT {columns}, held.strength FROM ({held}) AS held "  # noqa: S608 - as above
        "CROSS JOIN assets ON assets.id = held.id ORDER BY held.id DESC"
    )


@cache
def _all(filters: frozenset[str]) -> Statement:
    table = tables.assets
    statement = select(*COLUMNS).where(table.c.id < bindparam("after")).order_by(table.c.id.desc())
    if "interlinker" in filters:
        statement = statement.where(table.c.interlinker == bindparam("interlinker"))
    if "search" in filters:
        statement = statement.where(func.instr(table.c.folded_name, bindparam("search")) > 0)
    return compiled(statement.limit(bindparam("limit")))
