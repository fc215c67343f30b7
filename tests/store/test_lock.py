# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Another process writes: waiting, and how long."""

import asyncio

import pytest

from interlink_runtime.store import open_store
from interlink_runtime.store.events import events_after, insert_event
from interlink_sdk.errors import StoreUnavailable


def event():
    return insert_event(type="tried", asset_id=None, interlinker=None, actor=None, at=0, data={})


@pytest.fixture
def holder(program, database):
    process = program("hold_lock.py", database)
    assert process.stdout.readline() == "held\n"
    return process


async def test_writes_wait_for_another_process_and_then_succeed(store, holder):
    writes = [asyncio.create_task(store.commit([event()])) for _ in range(3)]
    done, _ = await asyncio.wait(writes, timeout=0.1)
    assert not done
    holder.stdin.write("\n")
    await asyncio.gather(*writes)
    assert len(await events_after(store, 0, 10)) == 3


async def test_reading_goes_on_while_another_process_writes(store, holder):
    assert await events_after(store, 0, 10) == []


async def test_a_lock_that_is_held_too_long_is_an_outage_and_not_the_end(database, holder):
    store = await open_store(database, lock_wait_s=0.1)
    results = await asyncio.gather(*(store.commit([event()]) for _ in range(3)), return_exceptions=True)
    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert results[0].detail["retry_after_s"] == 5
    holder.stdin.write("\n")
    assert await asyncio.to_thread(holder.stdout.readline) == "released\n"
    await store.commit([event()])
    assert len(await events_after(store, 0, 10)) == 1
    await store.close()


async def test_who_waits_for_a_lock_can_give_up_without_harm(store, holder):
    impatient = asyncio.create_task(store.commit([event()]))
    patient = asyncio.create_task(store.commit([event()]))
    await asyncio.wait([patient], timeout=0.05)
    impatient.cancel()
    holder.stdin.write("\n")
    await patient
    assert 1 <= len(await events_after(store, 0, 10)) <= 2
