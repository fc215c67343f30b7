# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A full disk: nothing is half-written, and work goes on when there is space again."""

import asyncio

import pytest

from interlink_runtime.store import Step
from interlink_runtime.store.events import events_after, insert_event
from interlink_runtime.store.statements import Statement
from interlink_sdk.errors import StoreUnavailable


async def limit_pages(store, number: int) -> None:
    await store.commit([Step(Statement(f"PRAGMA max_page_count = {number}"), {}, rows=None)])


async def test_where_the_database_cannot_grow_a_group_is_refused_whole(store):
    def event(size):
        return insert_event(type="t", asset_id=None, interlinker=None, actor=None, at=0, data={"x": "y" * size})

    await limit_pages(store, 1)
    results = await asyncio.gather(
        store.commit([event(1)]), store.commit([event(500_000)]), store.commit([event(1)]), return_exceptions=True
    )
    assert all(isinstance(result, StoreUnavailable) for result in results)
    assert "FULL" in str(results[0])
    assert await events_after(store, 0, 10) == []
    await limit_pages(store, 1_000_000)
    await store.commit([event(500_000)])
    assert len(await events_after(store, 0, 10)) == 1


@pytest.mark.usefixtures("database")
async def test_where_files_cannot_grow_neither_writes_nor_blobs_leave_a_trace(program, tmp_path):
    process = program("fill_disk.py", tmp_path)
    said, errors = await asyncio.to_thread(process.communicate, timeout=30)
    assert said.splitlines() == [
        "group refused refused 1",
        "blob refused 0",
        "left 0",
        "group kept 2",
        "blob kept 1",
    ], errors
