# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Access tokens that people make for their scripts: named, limited, expiring, shown once."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.identity.people import principal_for
from interlink_runtime.identity.principals import Principal
from interlink_runtime.identity.scopes import SCOPES
from interlink_runtime.identity.sessions import digest_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.access_tokens import (
    AccessTokenRow,
    access_tokens_of,
    end_access_token,
    insert_access_token,
    use_access_token,
)
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.identities import person_of_access_token
from interlink_sdk.errors import Conflict, Forbidden, InvalidParameters, Problem

PREFIX = "ilk_"
"""By which a token is recognised where it should not be: in a repository, in a log."""
TOKEN_BYTES = 32
MAX_NAME_CHARACTERS = 80
MAX_TOKENS = 100
USED_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class NewAccessToken:
    """A token on the only occasion when it can be read."""

    text: str
    row: AccessTokenRow


async def make_access_token(
    runtime: Runtime, who: Principal, *, name: str, scopes: Iterable[str], days: int
) -> NewAccessToken:
    """Make a token of *who*; raises InvalidParameters, Forbidden, or Conflict where there are too many."""
    wanted = frozenset(scopes)
    _check(name, wanted, days, runtime.settings.identity.token_days)
    if "operate" in wanted and not who.is_operator:
        raise Forbidden("only an operator can make a token that operates")
    if len(await access_tokens_of(runtime.store, who.id)) >= MAX_TOKENS:
        raise Conflict(f"a person has at most {MAX_TOKENS} access tokens; end one first")
    text, now = PREFIX + secrets.token_urlsafe(TOKEN_BYTES), runtime.now()
    row = AccessTokenRow(
        id=new_id(),
        person=who.id,
        name=name.strip(),
        scopes=" ".join(scope for scope in SCOPES if scope in wanted),
        created_at=microseconds(now),
        expires_at=microseconds(now + timedelta(days=days)),
        used_at=None,
    )
    await runtime.store.commit([insert_access_token(row, digest_of(text))])
    return NewAccessToken(text, row)


async def tokens_of_person(runtime: Runtime, who: Principal) -> list[AccessTokenRow]:
    """Return the tokens of *who*, the newest first; also those that have expired."""
    return await access_tokens_of(runtime.store, who.id)


async def end_token_of(runtime: Runtime, who: Principal, token: str) -> None:
    """End one of the tokens of *who*; one that is gone already is no error."""
    await runtime.store.commit([end_access_token(who.id, token)])


async def bearer_of(runtime: Runtime, text: str) -> tuple[Principal, frozenset[str]]:
    """Return whose token *text* is and its scopes, and remember that it was used.

    Raises Unauthenticated. Whoever bears it operates only if it is made for that.
    """
    found = await person_of_access_token(runtime.store, digest_of(text))
    now = microseconds(runtime.now())
    if found is None:
        raise token_refused("revoked")
    known, row = found
    if row.expires_at <= now:
        raise token_refused("expired")
    if row.used_at is None or now - row.used_at > USED_EVERY // timedelta(microseconds=1):
        await runtime.store.commit([use_access_token(row.id, now)])
    principal, scopes = principal_for(known), frozenset(row.scopes.split())
    return replace(principal, is_operator=principal.is_operator and "operate" in scopes), scopes


def _check(name: str, scopes: frozenset[str], days: int, max_days: int) -> None:
    problems = []
    if not 1 <= len(name.strip()) <= MAX_NAME_CHARACTERS or not name.strip().isprintable():
        problems.append(_problem("name", name[:100], f"1 to {MAX_NAME_CHARACTERS} characters in one line"))
    if not scopes or not scopes <= set(SCOPES):
        problems.append(_problem("scopes", " ".join(sorted(scopes))[:100], f"one or more of {', '.join(SCOPES)}"))
    if not 1 <= days <= max_days:
        problems.append(_problem("days", str(days), f"1 to {max_days}"))
    if problems:
        raise InvalidParameters("no token was made", problems=problems)


def _problem(key: str, found: str, expected: str) -> Problem:
    return Problem(code="wrong_value", key=key, found=repr(found), expected=expected, fix="correct it and send again")
