# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions: in order, one per person where that is the rule, read in bounded memory."""

import asyncio
import tracemalloc
from uuid import uuid4

import pytest

from interlink_runtime.store import DuplicateKey, StaleWrite
from interlink_runtime.store.contributions import (
    MAX_CHUNK_CHARACTERS,
    contribution_by_key,
    contribution_counts,
    contributions_of,
    contributions_page,
    delete_contribution,
    insert_contribution,
    last_position,
    put_contribution,
)
from interlink_runtime.store.statements import Statement
from interlink_sdk.keeping import secret_place


async def bodies(store, asset, collection="votes") -> list[int]:
    return [row.body_json()["n"] async for row in contributions_of(store, asset.id, collection)]


async def test_a_contribution_comes_back_as_it_was_added(store, keep, contribution):
    asset = await keep()
    row = contribution(asset, {"text": "žagars"}, pseudonym="p", once_key="k")
    await store.commit([insert_contribution(row)])
    assert [kept async for kept in contributions_of(store, asset.id, "votes")] == [row]
    assert await contribution_by_key(store, asset.id, "votes", "k") == row


async def test_contributions_come_oldest_first_and_by_collection(store, keep, contribution):
    asset, other = await keep(), await keep()
    for number in range(7):
        row = contribution((asset, other)[number % 2], {"n": number}, collection=("votes", "notes")[number % 3 == 0])
        await store.commit([insert_contribution(row)])
    assert await bodies(store, asset) == [2, 4]
    assert await bodies(store, asset, "notes") == [0, 6]
    assert await contribution_counts(store, asset.id) == {"notes": 2, "votes": 2}


async def test_secret_entries_lie_by_lot_before_the_named_which_lie_as_they_came(store, keep, contribution):
    asset = await keep()
    rows = [contribution(asset, {"n": n}, id=str(uuid4()), author=None if n % 3 else "bruno") for n in range(60)]
    for row in rows:
        await store.commit([insert_contribution(row)])
    secret = sorted((row for row in rows if row.author is None), key=lambda row: secret_place(row.id))
    named = [row for row in rows if row.author]
    assert [row async for row in contributions_of(store, asset.id, "votes")] == secret + named
    assert [row.id for row in secret] != [row.id for row in rows if row.author is None]
    raw = await store.fetch(Statement("SELECT id FROM contributions NOT INDEXED ORDER BY rowid"))
    assert [id_ for (id_,) in raw] == [row.id for row in secret + named], "no order in which they came is left"


async def test_pages_follow_each_other_and_none_is_larger_than_a_stream_may_be(store, keep, contribution):
    asset, read, after = await keep(), [], None
    rows = [contribution(asset, {"n": n, "text": "x" * 60_000}, author=None, id=str(uuid4())) for n in range(20)]
    await store.commit([insert_contribution(row) for row in rows])
    while page := await contributions_page(store, asset.id, "votes", after=after, limit=8):
        assert len(page) <= 8
        assert sum(len(row.body) for row, _ in page) < MAX_CHUNK_CHARACTERS + 61_000
        read += [row for row, _ in page]
        after = page[-1][1]
    assert read == [row async for row in contributions_of(store, asset.id, "votes")]
    assert len(read) == 20


async def test_a_number_of_a_named_entry_is_free_however_many_secret_ones_there_are(store, keep, contribution):
    asset = await keep()
    for author in (None, "ana", None, "ilze"):
        await store.commit([insert_contribution(contribution(asset, author=author))])
    assert await last_position(store, asset.id, "votes") == 2


async def test_the_first_entry_of_a_person_counts_where_one_is_taken(store, keep, contribution):
    asset = await keep()
    rows = [contribution(asset, {"n": number}, once_key="bruno") for number in range(3)]
    results = await asyncio.gather(*(store.commit([insert_contribution(row)]) for row in rows), return_exceptions=True)
    assert [type(result) for result in results] == [type(None), DuplicateKey, DuplicateKey]
    assert (results[1].table, results[1].columns) == ("contributions", ("asset_id", "collection", "once_key"))
    assert await bodies(store, asset) == [0]


async def test_a_key_is_of_one_asset_and_collection(store, keep, contribution):
    assets = [await keep(), await keep()]
    rows = [contribution(asset, collection=name, once_key="k") for asset in assets for name in ("votes", "notes")]
    await store.commit([insert_contribution(row) for row in rows])
    assert await contribution_counts(store, assets[0].id) == {"notes": 1, "votes": 1}


async def test_the_latest_entry_replaces_the_earlier_and_keeps_its_identifier_and_place(store, keep, contribution):
    asset = await keep()
    first = contribution(asset, {"n": 1}, once_key="bruno", created_at=1)
    other = contribution(asset, {"n": 2}, once_key="ilze", created_at=2)
    again = contribution(asset, {"n": 3}, once_key="bruno", created_at=3, author_name="Bruno B.")
    for row in (first, other, again):
        await store.commit([put_contribution(row)])
    kept = await contribution_by_key(store, asset.id, "votes", "bruno")
    assert (kept.id, kept.body_json(), kept.created_at, kept.author_name) == (first.id, {"n": 3}, 3, "Bruno B.")
    assert await bodies(store, asset) == [3, 2]


async def test_nobody_behind_a_key_is_none(store, keep):
    assert await contribution_by_key(store, (await keep()).id, "votes", "nobody") is None


async def test_entries_without_a_key_are_never_the_same(store, keep, contribution):
    asset = await keep()
    await store.commit([put_contribution(contribution(asset)), put_contribution(contribution(asset))])
    assert await contribution_counts(store, asset.id) == {"votes": 2}


async def test_one_contribution_can_be_erased_by_its_asset_and_identifier(store, keep, contribution):
    asset, other = await keep(), await keep()
    row = contribution(asset)
    await store.commit([insert_contribution(row)])
    with pytest.raises(StaleWrite):
        await store.commit([delete_contribution(other.id, row.id)])
    await store.commit([delete_contribution(asset.id, row.id)])
    assert await contribution_counts(store, asset.id) == {}


async def test_the_last_position_grows_and_is_never_given_again(store, keep, contribution):
    asset = await keep()
    assert await last_position(store, asset.id, "votes") == 0
    row = contribution(asset)
    await store.commit([insert_contribution(row)])
    first = await last_position(store, asset.id, "votes")
    await store.commit([delete_contribution(asset.id, row.id)])
    await store.commit([insert_contribution(contribution(asset))])
    assert await last_position(store, asset.id, "votes") > first > 0


async def test_a_stream_holds_a_few_entries_in_memory_and_lets_others_run(store, keep, contribution):
    asset, big = await keep(), "x" * 100_000
    await store.commit([insert_contribution(contribution(asset, {"n": n, "text": big})) for n in range(100)])
    turns = asyncio.create_task(count_turns())
    tracemalloc.start()
    seen = 0
    async for row in contributions_of(store, asset.id, "votes"):
        seen += len(row.body)
    _, peak_bytes = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    turns.cancel()
    assert seen > 10_000_000
    assert peak_bytes < 8 * MAX_CHUNK_CHARACTERS
    assert (await asyncio.gather(turns, return_exceptions=True))[0] >= 30


async def count_turns() -> int:
    turns = 0
    try:
        while True:
            turns += 1
            await asyncio.sleep(0)
    except asyncio.CancelledError:
        return turns


async def test_a_stream_ends_with_what_was_there_when_it_began(store, keep, contribution):
    asset = await keep()
    await store.commit([insert_contribution(contribution(asset, {"n": n, "text": "x" * 90_000})) for n in range(9)])
    seen = []
    async for row in contributions_of(store, asset.id, "votes"):
        seen.append(row.body_json()["n"])
        await store.commit([insert_contribution(contribution(asset, {"n": 99}))])
    assert seen == list(range(9))
