# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that people made here, and who is in them: people, or e-mail addresses that wait for theirs."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache
from typing import Literal

from sqlalchemy import Exists, bindparam, delete, exists, insert, literal, or_, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled, listed
from interlink_runtime.store.store import Store

TeamRole = Literal["keeper", "member"]


@dataclass(frozen=True, slots=True)
class TeamRow:
    """A team as the store has it."""

    id: str
    name: str
    created_by: str
    created_at: int


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One subject's place in a team."""

    team: str
    subject: str
    role: TeamRole
    added_by: str
    added_at: int


async def teams_named(store: Store, ids: Sequence[str]) -> list[TeamRow]:
    """Return the teams with these identifiers, by name."""
    return [TeamRow(*row) for row in await store.fetch(_teams_named(), ids=json.dumps(list(ids)))]


async def members_of(store: Store, team: str) -> list[MemberRow]:
    """Return who is in the team, keepers first."""
    return [MemberRow(*row) for row in await store.fetch(_members_of(), team=team)]


async def is_team_granted(store: Store, subject: str) -> bool:
    """Say whether any asset is shared with *subject*."""
    return await store.fetch_one(_is_granted(), subject=subject) is not None


def insert_team(row: TeamRow) -> Step:
    """Add a team."""
    return Step(_insert_team(), asdict(row))


def delete_team(team: str, subject: str) -> Step:
    """Erase a team; touches no row while something is shared with it as *subject*."""
    return Step(_delete_team(), {"given": team, "subject": subject})


def put_member(row: MemberRow) -> Step:
    """Add somebody, or give them another role; touches no row where the last keeper would be gone."""
    return Step(_put_member(), asdict(row))


def remove_member(team: str, subject: str) -> Step:
    """Take somebody out; touches no row where that is the last keeper."""
    return Step(_remove_member(), {"team": team, "subject": subject})


_TEAM = [tables.teams.c[field.name] for field in fields(TeamRow)]
_MEMBER = [tables.team_members.c[field.name] for field in fields(MemberRow)]


@cache
def _teams_named() -> Statement:
    table = tables.teams
    return compiled(select(*_TEAM).where(table.c.id.in_(listed("ids"))).order_by(table.c.name, table.c.id))


@cache
def _members_of() -> Statement:
    table = tables.team_members
    return compiled(
        select(*_MEMBER)
        .where(table.c.team == bindparam("team"))
        .order_by(table.c.role != "keeper", table.c.added_at, table.c.subject)
    )


@cache
def _is_granted() -> Statement:
    return compiled(select(literal(1)).where(_granted()))


@cache
def _insert_team() -> Statement:
    return compiled(insert(tables.teams))


@cache
def _delete_team() -> Statement:
    return compiled(delete(tables.teams).where(tables.teams.c.id == bindparam("given"), ~_granted()))


@cache
def _put_member() -> Statement:
    table = tables.team_members
    statement = upsert(table).values({field.name: bindparam(field.name) for field in fields(MemberRow)})
    new = statement.excluded
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["team", "subject"],
            set_={"role": new.role},
            where=or_(new.role == "keeper", table.c.role != "keeper", _other_keeper()),
        )
    )


@cache
def _remove_member() -> Statement:
    table = tables.team_members
    return compiled(
        delete(table).where(
            table.c.team == bindparam("team"),
            table.c.subject == bindparam("subject"),
            or_(table.c.role != "keeper", _other_keeper()),
        )
    )


def _other_keeper() -> Exists:
    other = tables.team_members.alias("other")
    return exists(
        select(literal(1))
        .select_from(other)
        .where(other.c.team == bindparam("team"), other.c.role == "keeper", other.c.subject != bindparam("subject"))
    )


def _granted() -> Exists:
    return exists(select(literal(1)).select_from(tables.grants).where(tables.grants.c.subject == bindparam("subject")))
