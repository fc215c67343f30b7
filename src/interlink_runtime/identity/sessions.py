# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions of people who signed in: random tokens, of which the store knows only the digest."""

import hashlib
import secrets
from datetime import timedelta

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.people import PersonRow, end_session, insert_session, person_of_session

TOKEN_BYTES = 32


async def start_session(runtime: Runtime, person: str) -> str:
    """Return the token of a new session of *person*."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    now = runtime.now()
    expires = now + timedelta(hours=runtime.settings.identity.session_hours)
    step = insert_session(
        token_hash=digest_of(token), person=person, created_at=microseconds(now), expires_at=microseconds(expires)
    )
    await runtime.store.commit([step])
    return token


async def stop_session(runtime: Runtime, token: str) -> None:
    """End the session of *token*; one that has ended already is no error."""
    await runtime.store.commit([end_session(digest_of(token))])


async def principal_of_token(runtime: Runtime, token: str) -> Principal:
    """Return who is signed in with *token*; ANONYMOUS when the session is unknown or has expired."""
    row = await person_of_session(runtime.store, digest_of(token), now=microseconds(runtime.now()))
    return principal_for(row) if row else ANONYMOUS


def principal_for(row: PersonRow) -> Principal:
    """Return the principal that *row* describes."""
    return Principal("person", row.id, row.name, row.email, row.locale, bool(row.operator))


def digest_of(token: str) -> str:
    """Return what the store knows of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
