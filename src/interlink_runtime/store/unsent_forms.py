# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Forms that were sent without a session: what was typed waits here, for an hour at most, until its person is back.

The store knows only the digest of the token that the browser has, and of whose form it is only a mark.
"""

from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, func, insert, select

from interlink_runtime.store import tables
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class UnsentRow:
    """One form that waits."""

    token_hash: str
    owner: str
    """The mark of the person whose form it is; nobody else gets it."""
    body: bytes
    size_bytes: int
    expires_at: int


async def unsent_row(store: Store, token_hash: str, *, now: int) -> UnsentRow | None:
    """Return what waits for the browser with this token."""
    row = await store.fetch_one(_unsent_row(), token_hash=token_hash, now=now)
    return UnsentRow(*row) if row else None


async def unsent_load(store: Store, owner: str, *, now: int) -> tuple[int, int]:
    """Return how many forms wait for *owner*, and how many bytes for everybody."""
    of_owner = await store.fetch_one(_count_of(), owner=owner, now=now)
    in_all = await store.fetch_one(_size_of_all(), now=now)
    return (of_owner[0] if of_owner else 0), (in_all[0] if in_all else 0)


def insert_unsent(row: UnsentRow) -> Step:
    """Let a form wait."""
    return Step(_insert_unsent(), asdict(row))


def drop_unsent(token_hash: str) -> Step:
    """Forget a form, if it is still there."""
    return Step(_drop_unsent(), {"given": token_hash}, rows=None)


def drop_oldest_unsent(owner: str) -> Step:
    """Forget the form of *owner* that has waited longest."""
    return Step(_drop_oldest(), {"given": owner}, rows=None)


def drop_lapsed_unsent(now: int) -> Step:
    """Forget the forms whose time is over."""
    return Step(_drop_lapsed(), {"now": now}, rows=None)


_COLUMNS = [tables.unsent_forms.c[field.name] for field in fields(UnsentRow)]


@cache
def _unsent_row() -> Statement:
    table = tables.unsent_forms
    return compiled(
        select(*_COLUMNS).where(table.c.token_hash == bindparam("token_hash"), table.c.expires_at > bindparam("now"))
    )


@cache
def _count_of() -> Statement:
    table = tables.unsent_forms
    counted = select(func.count()).select_from(table)
    return compiled(counted.where(table.c.owner == bindparam("owner"), table.c.expires_at > bindparam("now")))


@cache
def _size_of_all() -> Statement:
    table = tables.unsent_forms
    return compiled(select(func.coalesce(func.sum(table.c.size_bytes), 0)).where(table.c.expires_at > bindparam("now")))


@cache
def _insert_unsent() -> Statement:
    return compiled(insert(tables.unsent_forms))


@cache
def _drop_oldest() -> Statement:
    table = tables.unsent_forms
    oldest = select(table.c.token_hash).where(table.c.owner == bindparam("given")).order_by(table.c.expires_at).limit(1)
    return compiled(delete(table).where(table.c.token_hash == oldest.scalar_subquery()))


@cache
def _drop_unsent() -> Statement:
    return compiled(delete(tables.unsent_forms).where(tables.unsent_forms.c.token_hash == bindparam("given")))


@cache
def _drop_lapsed() -> Statement:
    return compiled(delete(tables.unsent_forms).where(tables.unsent_forms.c.expires_at <= bindparam("now")))
