# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who stands behind a credential: a person with the teams they are in."""

import json
from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, ScalarSelect, bindparam, func, literal, select, update

from interlink_runtime.store import tables
from interlink_runtime.store.access_tokens import AccessTokenRow
from interlink_runtime.store.database import Row
from interlink_runtime.store.people import PersonRow
from interlink_runtime.store.sessions import SessionRow
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person as the store knows them, and their teams."""

    row: PersonRow
    groups: tuple[str, ...]
    """What their provider said at the last login, as names of teams."""
    teams: tuple[str, ...]
    """The identifiers of the teams here that have them as a member."""


async def known_person(store: Store, person: str) -> KnownPerson | None:
    """Return the person, if they were ever here."""
    row = await store.fetch_one(_known_person(), person=person)
    return _known(row) if row else None


async def person_of_session(
    store: Store, token_hash: str, *, now: int, idle_since: int
) -> tuple[KnownPerson, SessionRow] | None:
    """Return whose session it is, if it has not expired and was used after *idle_since*."""
    row = await store.fetch_one(_person_of_session(), token_hash=token_hash, now=now, idle_since=idle_since)
    return (_known(row), SessionRow(*row[_WIDTH:])) if row else None


async def person_of_access_token(store: Store, token_hash: str) -> tuple[KnownPerson, AccessTokenRow] | None:
    """Return whose access token it is, expired or not."""
    row = await store.fetch_one(_person_of_access_token(), token_hash=token_hash)
    return (_known(row), AccessTokenRow(*row[_WIDTH:])) if row else None


def put_groups(person: str, groups: tuple[str, ...]) -> Step:
    """Keep what the provider says of the person's groups."""
    return Step(_put_groups(), {"person_id": person, "groups": json.dumps(list(groups))})


_PERSON = [tables.people.c[field.name] for field in fields(PersonRow)]
_SESSION = [tables.sessions.c[field.name] for field in fields(SessionRow)]
_ACCESS_TOKEN = [tables.access_tokens.c[field.name] for field in fields(AccessTokenRow)]
_WIDTH = len(_PERSON) + 3


def _known(row: Row) -> KnownPerson:
    groups, as_person, by_email = row[len(_PERSON) : _WIDTH]
    teams = dict.fromkeys((*_names(as_person), *_names(by_email)))
    return KnownPerson(PersonRow(*row[: len(_PERSON)]), _names(groups), tuple(teams))


def _names(column: str) -> tuple[str, ...]:
    return tuple(json.loads(column)) if column != "[]" else ()


def _known_columns() -> list[ColumnElement[Any] | ScalarSelect[Any]]:
    people = tables.people
    subjects = literal("person:") + people.c.id, literal("email:") + func.lower(people.c.email)
    return [*_PERSON, people.c.groups, *(_teams_with(subject) for subject in subjects)]


def _teams_with(subject: ColumnElement[str]) -> ScalarSelect[Any]:
    # one question each: an OR that is made distinct takes a temporary table, for every request
    members = tables.team_members
    return (
        select(func.json_group_array(members.c.team))
        .where(members.c.subject == subject)
        .correlate(tables.people)
        .scalar_subquery()
    )


@cache
def _known_person() -> Statement:
    return compiled(select(*_known_columns()).where(tables.people.c.id == bindparam("person")))


@cache
def _person_of_session() -> Statement:
    sessions = tables.sessions
    return compiled(
        select(*_known_columns(), *_SESSION)
        .join_from(sessions, tables.people)
        .where(
            sessions.c.token_hash == bindparam("token_hash"),
            sessions.c.expires_at > bindparam("now"),
            sessions.c.seen_at > bindparam("idle_since"),
        )
    )


@cache
def _person_of_access_token() -> Statement:
    tokens = tables.access_tokens
    return compiled(
        select(*_known_columns(), *_ACCESS_TOKEN)
        .join_from(tokens, tables.people)
        .where(tokens.c.token_hash == bindparam("token_hash"))
    )


@cache
def _put_groups() -> Statement:
    people = tables.people
    return compiled(update(people).where(people.c.id == bindparam("person_id")).values(groups=bindparam("groups")))
