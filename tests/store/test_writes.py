# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Writes: grouped, each whole or not at all, none at the cost of another."""

import asyncio
from dataclasses import replace

import pytest

from interlink_runtime.store import DuplicateKey, StaleWrite, Step, open_store
from interlink_runtime.store.assets import asset_with_roles, delete_asset, insert_asset, insert_version, update_asset
from interlink_runtime.store.contributions import insert_contribution
from interlink_runtime.store.events import events_after, insert_event
from interlink_runtime.store.idempotency import insert_reply
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.writer import MAX_GROUP_STEPS
from interlink_sdk.errors import StoreUnavailable


def event(number: int = 0) -> Step:
    return insert_event(type="tried", asset_id=None, interlinker=None, actor=None, at=number, data={"n": number})


async def count_of_events(store) -> int:
    return len(await events_after(store, 0, 10_000))


@pytest.fixture
def commits(store):
    """Note the statements that end a transaction, as the writer's connection runs them."""
    seen = []
    connection = store._writer._connection
    connection.set_trace_callback(lambda sql: seen.append(sql) if sql in {"COMMIT", "ROLLBACK"} else None)
    yield seen
    connection.set_trace_callback(None)


async def test_an_acknowledged_write_is_seen_at_once(store):
    await store.commit([event()])
    assert await count_of_events(store) == 1


async def test_writes_of_concurrent_callers_share_a_transaction(store, commits):
    await asyncio.gather(*(store.commit([event(number)]) for number in range(100)))
    assert await count_of_events(store) == 100
    assert len(commits) <= 2


async def test_a_group_holds_the_loop_for_so_many_steps_only(store, commits):
    await asyncio.gather(*(store.commit([event(number) for number in range(100)]) for _ in range(10)))
    assert len(commits) >= 10 * 100 // MAX_GROUP_STEPS
    assert await count_of_events(store) == 1_000


async def test_the_loop_is_free_while_a_write_of_very_many_steps_runs(store):
    writing = asyncio.create_task(store.commit([event(number) for number in range(20_000)]))
    turns = 0
    while not writing.done():
        await asyncio.sleep(0)
        turns += 1
    await writing
    assert turns > 10


async def test_a_stale_write_fails_alone_and_names_its_step(store, keep):
    row = await keep()
    stale = [event(), update_asset(replace(row, version=6), expected_version=5)]
    results = await asyncio.gather(
        store.commit([event()]), store.commit(stale), store.commit([event()]), return_exceptions=True
    )
    assert [results[0], results[2]] == [None, None]
    assert isinstance(results[1], StaleWrite)
    assert results[1].step == 1
    assert await count_of_events(store) == 2


async def test_of_two_writes_to_the_same_version_one_is_stale(store, keep):
    row = await keep()
    writes = [store.commit([update_asset(replace(row, version=2, name=name), expected_version=1)]) for name in "ab"]
    results = await asyncio.gather(*writes, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), StaleWrite]
    kept, _ = await asset_with_roles(store, row.id, [])
    assert kept.name == "a"


async def test_a_duplicate_fails_alone_and_names_table_and_columns(store):
    def reply():
        return insert_reply(id="k", asset_id=None, fingerprint="f", status=201, headers={}, body=b"", created_at=1)

    results = await asyncio.gather(*(store.commit([event(), reply()]) for _ in range(3)), return_exceptions=True)
    assert results[0] is None
    assert all(isinstance(result, DuplicateKey) for result in results[1:])
    assert (results[1].table, results[1].columns) == ("idempotency", ("id",))
    assert await count_of_events(store) == 1


async def test_what_belongs_to_a_deleted_asset_is_stale(store, keep, contribution):
    row = await keep()
    await store.commit(delete_asset(row.id))
    with pytest.raises(StaleWrite):
        await store.commit([insert_contribution(contribution(row))])


@pytest.mark.parametrize(
    "unfit", ["lone surrogate \ud800", object(), 2**70], ids=["surrogate", "no value of SQL", "number too large"]
)
async def test_a_value_that_cannot_be_stored_fails_alone(store, asset_row, unfit):
    bad = insert_asset(asset_row())
    bad = replace(bad, params={**bad.params, "state": unfit})
    results = await asyncio.gather(
        store.commit([event()]), store.commit([event(), bad]), store.commit([event()]), return_exceptions=True
    )
    assert [results[0], results[2]] == [None, None]
    assert isinstance(results[1], Exception)
    assert not isinstance(results[1], StoreUnavailable)
    await store.commit([event()])
    assert await count_of_events(store) == 3


async def test_a_broken_rule_of_a_table_fails_alone(store, asset_row):
    results = await asyncio.gather(
        store.commit([event()]), store.commit([insert_asset(asset_row(version=0))]), return_exceptions=True
    )
    assert results[0] is None
    assert "CHECK" in str(results[1])


async def test_a_faulty_statement_is_no_outage(store):
    with pytest.raises(Exception, match="no such table") as caught:
        await store.commit([Step(Statement("DELETE FROM nowhere"), {})])
    assert not isinstance(caught.value, StoreUnavailable)
    await store.commit([event()])


async def test_who_is_cancelled_before_its_turn_wrote_nothing_and_stops_nobody(store):
    first = asyncio.create_task(store.commit([event(1)]))
    await asyncio.sleep(0)
    await asyncio.sleep(0)  # the first is being synced now, the others wait
    second, third = (asyncio.create_task(store.commit([event(number)])) for number in (2, 3))
    await asyncio.sleep(0)
    second.cancel()
    await asyncio.gather(first, third)
    assert second.cancelled() or (await asyncio.wait([second]))
    assert [row.at for row in await events_after(store, 0, 10)] == [1, 3]


async def test_who_is_cancelled_in_its_turn_stops_nobody(store):
    writes = [asyncio.create_task(store.commit([event(number)])) for number in range(20)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    for write in writes[::2]:
        write.cancel()
    results = await asyncio.gather(*writes, return_exceptions=True)
    assert results[1::2] == [None] * 10
    await store.commit([event(99)])
    kept = {row.at for row in await events_after(store, 0, 100)}
    assert {*range(1, 20, 2), 99} <= kept


async def test_closing_finishes_what_was_begun(database):
    store = await open_store(database)
    writes = [asyncio.create_task(store.commit([event(number)])) for number in range(50)]
    await asyncio.sleep(0)
    await store.close()
    assert await asyncio.gather(*writes) == [None] * 50
    again = await open_store(database)
    assert await count_of_events(again) == 50
    await again.close()


async def test_a_closed_store_says_so(database):
    store = await open_store(database)
    await store.close()
    with pytest.raises(StoreUnavailable, match="closed"):
        await store.commit([event()])


async def test_an_asset_and_its_version_come_together_or_not_at_all(store, asset_row):
    row = asset_row()
    version = insert_version(row, actor="ana")
    with pytest.raises(DuplicateKey):
        await store.commit([insert_asset(row), version, version])
    assert await asset_with_roles(store, row.id, []) is None


async def test_the_reader_cannot_write(store):
    with pytest.raises(StoreUnavailable, match="READONLY"):
        await store.fetch(Statement("DELETE FROM events"))


async def test_the_log_is_written_back_while_the_store_is_open(store, database):
    for _ in range(60):
        await store.commit([event(number) for number in range(250)])
    assert database.with_name(f"{database.name}-wal").stat().st_size < 8_000_000
