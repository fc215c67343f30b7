# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How many secret entries came: counted by the day, and told as one event when the day is over.

An event for each entry would stand between two events with a time, and so tell when it was made.
"""

from dataclasses import dataclass
from functools import cache

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.events import insert_event
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store

MAX_TOLD = 500
"""How many tallies become events in one transaction."""


@dataclass(frozen=True, slots=True)
class SecretTally:
    """How often people added or changed an entry of a secret collection on one day."""

    asset_id: str
    interlinker: str
    collection: str
    day: int
    count: int


def count_secret(asset_id: str, collection: str, day: int) -> Step:
    """Count one more entry that was added or changed on *day*, the start of it in UTC microseconds."""
    return Step(_count_secret(), {"asset_id": asset_id, "collection": collection, "day": day, "count": 1})


async def tallies_before(store: Store, day: int) -> list[SecretTally]:
    """Return tallies of days before *day* of which no event tells yet."""
    return [SecretTally(*row) for row in await store.fetch(_tallies_before(), before=day, limit=MAX_TOLD)]


def tell_of(tally: SecretTally) -> list[Step]:
    """Make *tally* an event; a StaleWrite says that it has changed or was told meanwhile."""
    told = insert_event(
        type="asset.contributed",
        asset_id=tally.asset_id,
        interlinker=tally.interlinker,
        actor=None,
        at=tally.day,
        data={"collection": tally.collection, "contribution": None, "count": tally.count},
    )
    wanted = {"asset": tally.asset_id, "name": tally.collection, "on": tally.day, "expected": tally.count}
    return [Step(_drop_tally(), wanted), told]


@cache
def _count_secret() -> Statement:
    statement = upsert(tables.secret_tallies)
    return compiled(
        statement.on_conflict_do_update(
            index_elements=["asset_id", "collection", "day"],
            set_={"count": tables.secret_tallies.c.count + statement.excluded.count},
        )
    )


@cache
def _tallies_before() -> Statement:
    tallies, assets = tables.secret_tallies, tables.assets
    return compiled(
        select(tallies.c.asset_id, assets.c.interlinker, tallies.c.collection, tallies.c.day, tallies.c.count)
        .join_from(tallies, assets)
        .where(tallies.c.day < bindparam("before"))
        .limit(bindparam("limit"))
    )


@cache
def _drop_tally() -> Statement:
    table = tables.secret_tallies
    return compiled(
        delete(table).where(
            table.c.asset_id == bindparam("asset"),
            table.c.collection == bindparam("name"),
            table.c.day == bindparam("on"),
            table.c.count == bindparam("expected"),
        )
    )
