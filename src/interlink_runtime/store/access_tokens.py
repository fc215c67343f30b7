# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Access tokens that people made for their scripts; the store knows only their digests."""

from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, insert, select, update

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class AccessTokenRow:
    """One token as its person may see it."""

    id: str
    person: str
    name: str
    scopes: str
    """With a space between."""
    created_at: int
    expires_at: int
    used_at: int | None


async def access_tokens_of(store: Store, person: str) -> list[AccessTokenRow]:
    """Return the tokens of *person*, the newest first."""
    return [AccessTokenRow(*row) for row in await store.fetch(_access_tokens_of(), person=person)]


def insert_access_token(row: AccessTokenRow, token_hash: str) -> Step:
    """Add a token."""
    return Step(_insert(), {"token_hash": token_hash, **asdict(row)})


def use_access_token(token: str, at: int) -> Step:
    """Remember that the token was used."""
    return Step(_use(), {"token": token, "at": at}, rows=None)


def end_access_token(person: str, token: str) -> Step:
    """End one of *person*'s tokens by its identifier, if it is still there."""
    return Step(_end(), {"owner": person, "token": token}, rows=None)


def drop_access_tokens(expired_before: int) -> Step:
    """Forget tokens that expired so long ago that nobody wonders any more why they fail."""
    return Step(_drop(), {"before": expired_before}, rows=None)


_COLUMNS = [tables.access_tokens.c[field.name] for field in fields(AccessTokenRow)]


@cache
def _access_tokens_of() -> Statement:
    table = tables.access_tokens
    return compiled(select(*_COLUMNS).where(table.c.person == bindparam("person")).order_by(table.c.id.desc()))


@cache
def _insert() -> Statement:
    return compiled(insert(tables.access_tokens))


@cache
def _use() -> Statement:
    table = tables.access_tokens
    return compiled(update(table).where(table.c.id == bindparam("token")).values(used_at=bindparam("at")))


@cache
def _end() -> Statement:
    table = tables.access_tokens
    return compiled(delete(table).where(table.c.person == bindparam("owner"), table.c.id == bindparam("token")))


@cache
def _drop() -> Statement:
    table = tables.access_tokens
    return compiled(delete(table).where(table.c.expires_at < bindparam("before")))
