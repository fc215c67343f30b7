# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""People who have signed in, and links that sign in once."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, insert, or_, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.database import StaleWrite
from interlink_runtime.store.statements import Statement, Step, compiled, listed
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person as the store knows them."""

    id: str
    name: str
    email: str | None
    locale: str
    operator: int
    created_at: int


_COLUMNS = [tables.people.c[field.name] for field in fields(PersonRow)]


async def people_named(store: Store, ids: Sequence[str]) -> list[PersonRow]:
    """Return the people with these identifiers, by name."""
    return [PersonRow(*row) for row in await store.fetch(_people_named(), ids=json.dumps(list(ids)))]


async def known_people(store: Store, limit: int = 200) -> list[PersonRow]:
    """Return the people who are known here, by name."""
    return [PersonRow(*row) for row in await store.fetch(_known_people(), limit=limit)]


async def take_login_link(store: Store, token_hash: str, *, now: int) -> bool:
    """Use up a link; say whether it was there, unused and not expired."""
    try:
        await store.commit([Step(_take_login_link(), {"given": token_hash, "now": now})])
    except StaleWrite:
        return False
    return True


def put_person(row: PersonRow) -> Step:
    """Add a person or bring what is known of them up to date."""
    return Step(_put_person(), asdict(row))


def insert_login_link(*, token_hash: str, expires_at: int) -> Step:
    """Add a link that signs in once."""
    return Step(_insert_login_link(), {"token_hash": token_hash, "expires_at": expires_at})


def drop_login_links(now: int) -> Step:
    """Forget links that were used or have expired before *now*."""
    return Step(_drop_links(), {"now": now}, rows=None)


@cache
def _people_named() -> Statement:
    table = tables.people
    return compiled(select(*_COLUMNS).where(table.c.id.in_(listed("ids"))).order_by(table.c.name, table.c.id))


@cache
def _known_people() -> Statement:
    table = tables.people
    return compiled(
        select(*_COLUMNS).where(table.c.name != "").order_by(table.c.name, table.c.id).limit(bindparam("limit"))
    )


@cache
def _take_login_link() -> Statement:
    table = tables.login_links
    return compiled(
        update(table)
        .where(
            table.c.token_hash == bindparam("given"), table.c.used_at.is_(None), table.c.expires_at > bindparam("now")
        )
        .values(used_at=bindparam("now"))
    )


@cache
def _put_person() -> Statement:
    statement = upsert(tables.people).values({column.name: bindparam(column.name) for column in _COLUMNS})
    new = statement.excluded
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["id"],
            set_={"name": new.name, "email": new.email, "locale": new.locale, "operator": new.operator},
        )
    )


@cache
def _insert_login_link() -> Statement:
    names = ("token_hash", "expires_at")
    return compiled(insert(tables.login_links).values({name: bindparam(name) for name in names}))


@cache
def _drop_links() -> Statement:
    table = tables.login_links
    return compiled(delete(table).where(or_(table.c.expires_at <= bindparam("now"), table.c.used_at.is_not(None))))
