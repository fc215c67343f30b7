# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions of people who signed in; the store knows only the digests of their tokens."""

from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import BindParameter, and_, bindparam, delete, insert, or_, select, update

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session as its person may see it."""

    id: str
    person: str
    provider: str | None
    """Through which the person signed in; None for the development identity."""
    agent: str
    """Which browser on which system, as far as a person would name it."""
    created_at: int
    seen_at: int
    expires_at: int
    provider_session: str | None = None
    """Stands for the session at the provider, where the provider named one."""


async def sessions_of(store: Store, person: str, *, now: int, idle_since: int) -> list[SessionRow]:
    """Return the sessions in which *person* is signed in, the last used first."""
    rows = await store.fetch(_sessions_of(), person=person, now=now, idle_since=idle_since)
    return [SessionRow(*row) for row in rows]


def insert_session(row: SessionRow, token_hash: str) -> Step:
    """Begin a session."""
    return Step(_insert_session(), {"token_hash": token_hash, **asdict(row)})


def see_session(session: str, at: int) -> Step:
    """Remember that the session was used."""
    return Step(_see_session(), {"session": session, "at": at}, rows=None)


def end_session(token_hash: str) -> Step:
    """End a session, if it is still there."""
    return Step(_end_session(), {"given": token_hash}, rows=None)


def end_session_of(person: str, session: str) -> Step:
    """End one of *person*'s sessions by its identifier, if it is still there."""
    return Step(_end_session_of(), {"owner": person, "session": session}, rows=None)


def end_other_sessions_of(person: str, session: str) -> Step:
    """End every session of *person* but this one."""
    return Step(_end_other_sessions_of(), {"owner": person, "session": session}, rows=None)


def end_sessions_of_provider(provider: str, *, person: str | None, provider_session: str | None) -> Step:
    """End the sessions that began through *provider*: of this session there, of this person, or of this person in it.

    A session of which the provider named no session of its own is ended with any of its person's.
    """
    wanted = {"through": provider, "owner": person, "there": provider_session}
    return Step(_end_sessions_of_provider(), wanted, rows=None)


def drop_ended_sessions(*, now: int, idle_since: int) -> Step:
    """Forget sessions that have expired, or were not used since *idle_since*."""
    return Step(_drop_ended(), {"now": now, "idle_since": idle_since}, rows=None)


_COLUMNS = [tables.sessions.c[field.name] for field in fields(SessionRow)]


@cache
def _sessions_of() -> Statement:
    table = tables.sessions
    return compiled(
        select(*_COLUMNS)
        .where(
            table.c.person == bindparam("person"),
            table.c.expires_at > bindparam("now"),
            table.c.seen_at > bindparam("idle_since"),
        )
        .order_by(table.c.seen_at.desc(), table.c.id)
    )


@cache
def _insert_session() -> Statement:
    return compiled(insert(tables.sessions))


@cache
def _see_session() -> Statement:
    table = tables.sessions
    return compiled(update(table).where(table.c.id == bindparam("session")).values(seen_at=bindparam("at")))


@cache
def _end_session() -> Statement:
    return compiled(delete(tables.sessions).where(tables.sessions.c.token_hash == bindparam("given")))


@cache
def _end_session_of() -> Statement:
    table = tables.sessions
    return compiled(delete(table).where(table.c.person == bindparam("owner"), table.c.id == bindparam("session")))


@cache
def _end_other_sessions_of() -> Statement:
    table = tables.sessions
    return compiled(delete(table).where(table.c.person == bindparam("owner"), table.c.id != bindparam("session")))


@cache
def _end_sessions_of_provider() -> Statement:
    table = tables.sessions
    owner: BindParameter[str | None] = bindparam("owner")
    there: BindParameter[str | None] = bindparam("there")
    is_theirs = or_(owner.is_(None), table.c.person == owner)
    is_that = or_(
        there.is_(None),
        table.c.provider_session == there,
        and_(owner.is_not(None), table.c.provider_session.is_(None)),
    )
    return compiled(delete(table).where(table.c.provider == bindparam("through"), is_theirs, is_that))


@cache
def _drop_ended() -> Statement:
    table = tables.sessions
    return compiled(
        delete(table).where(or_(table.c.expires_at <= bindparam("now"), table.c.seen_at <= bindparam("idle_since")))
    )
