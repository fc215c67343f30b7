# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions of people who signed in: random tokens, of which the store knows only the digest.

A session ends at a fixed time however much it is used, and earlier when it is not used.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from datetime import timedelta

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.people import principal_for
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.identities import KnownPerson, person_of_session
from interlink_runtime.store.sessions import (
    SessionRow,
    end_other_sessions_of,
    end_session,
    end_session_of,
    insert_session,
    see_session,
    sessions_of,
)

TOKEN_BYTES = 32
MINUTE_US = 60_000_000
SEEN_EVERY_US = MINUTE_US
"""How exactly the last use is known: a write for every request would say no more."""

_BROWSERS = {"Firefox": "Firefox/", "Edge": "Edg/", "Opera": "OPR/", "Chrome": "Chrome/", "Safari": "Safari/"}
_SYSTEMS = {"Android": "Android", "iOS": "iPhone|iPad", "Windows": "Windows", "macOS": "Mac OS", "Linux": "Linux"}


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session that has just begun, with the token that only its browser will know."""

    token: str
    steps: tuple[Step, ...]


def new_session(
    runtime: Runtime,
    person: str,
    *,
    provider: str | None = None,
    provider_session: str | None = None,
    agent: str = "",
    instead_of: str | None = None,
) -> NewSession:
    """Return a session for *person*, to be committed; it takes the place of the one of the token *instead_of*.

    A browser never keeps the token it had before signing in, which somebody else may have put there.
    """
    token, now = secrets.token_urlsafe(TOKEN_BYTES), runtime.now()
    row = SessionRow(
        id=new_id(),
        person=person,
        provider=provider,
        agent=agent_name(agent),
        created_at=microseconds(now),
        seen_at=microseconds(now),
        expires_at=microseconds(now + timedelta(hours=runtime.settings.identity.session_hours)),
        provider_session=provider_session,
    )
    ended = (end_session(digest_of(instead_of)),) if instead_of else ()
    return NewSession(token, (*ended, insert_session(row, digest_of(token))))


async def start_session(runtime: Runtime, person: str, *, agent: str = "", instead_of: str | None = None) -> str:
    """Return the token of a new session of *person*."""
    begun = new_session(runtime, person, agent=agent, instead_of=instead_of)
    await runtime.store.commit(begun.steps)
    return begun.token


async def stop_session(runtime: Runtime, token: str) -> None:
    """End the session of *token*; one that has ended already is no error."""
    await runtime.store.commit([end_session(digest_of(token))])


async def session_of_token(runtime: Runtime, token: str) -> tuple[KnownPerson, SessionRow] | None:
    """Return who is signed in with *token* and in which session, and remember that it was used."""
    now = microseconds(runtime.now())
    found = await person_of_session(runtime.store, digest_of(token), now=now, idle_since=_idle_since(runtime, now))
    if found and now - found[1].seen_at > SEEN_EVERY_US:
        await runtime.store.commit([see_session(found[1].id, now)])
    return found


async def principal_of_token(runtime: Runtime, token: str) -> Principal:
    """Return who is signed in with *token*; ANONYMOUS when the session is unknown or has ended."""
    found = await session_of_token(runtime, token)
    return principal_for(found[0]) if found else ANONYMOUS


async def sessions_of_person(runtime: Runtime, who: Principal) -> list[SessionRow]:
    """Return the sessions in which *who* is signed in, the last used first."""
    now = microseconds(runtime.now())
    return await sessions_of(runtime.store, who.id, now=now, idle_since=_idle_since(runtime, now))


async def stop_session_of(runtime: Runtime, who: Principal, session: str) -> None:
    """End one of the sessions of *who*."""
    await runtime.store.commit([end_session_of(who.id, session)])


async def stop_other_sessions(runtime: Runtime, who: Principal, session: str) -> None:
    """End every session of *who* but this one."""
    await runtime.store.commit([end_other_sessions_of(who.id, session)])


def agent_name(user_agent: str) -> str:
    """Return browser and system as a person would name them, and nothing that tells one machine from another."""
    browser = next((name for name, mark in _BROWSERS.items() if mark in user_agent), "")
    system = next((name for name, mark in _SYSTEMS.items() if re.search(mark, user_agent)), "")
    return " – ".join(part for part in (browser, system) if part)


def digest_of(token: str) -> str:
    """Return what the store knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _idle_since(runtime: Runtime, now: int) -> int:
    return now - runtime.settings.identity.idle_minutes * MINUTE_US
