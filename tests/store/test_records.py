# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the store notes beside assets: events, replies, and what the instance knows of itself."""

import json

import pytest

from interlink_runtime.store import DuplicateKey, StaleWrite
from interlink_runtime.store.assets import delete_asset
from interlink_runtime.store.events import events_after, insert_event, last_change, last_seq
from interlink_runtime.store.idempotency import KnownReply, drop_replies, insert_reply, known_reply, reply_id
from interlink_runtime.store.logout_tokens import drop_logout_tokens, use_logout_token
from interlink_runtime.store.meta import UNKNOWN_MANIFEST, instance_key, known_manifest, remember_manifest
from interlink_runtime.store.secret_tallies import count_secret, tallies_before, tell_of

DAY = 24 * 3600 * 1_000_000


def event(asset_id=None, **data):
    return insert_event(type="asset.edited", asset_id=asset_id, interlinker="poll", actor="ana", at=5, data=data)


def reply(once="k", at=1, asset_id=None):
    return insert_reply(
        id=once,
        asset_id=asset_id,
        fingerprint="f",
        status=201,
        headers={"ETag": '"1"'},
        body=b"\0{}",
        created_at=at,
    )


async def test_events_are_numbered_in_the_order_of_their_changes(store):
    assert await last_seq(store) == 0
    for number in range(5):
        await store.commit([event(n=number)])
    first, second = await events_after(store, 0, 2)
    assert (first.data, second.data) == ('{"n":0}', '{"n":1}')
    assert [row.seq for row in await events_after(store, second.seq, 10)] == [3, 4, 5]
    assert await last_seq(store) == 5


async def test_the_last_change_of_an_asset_is_its_own(store):
    await store.commit([event("a"), event("a"), event("b")])
    assert [await last_change(store, asset) for asset in "abc"] == [(2, 0), (3, 0), (0, 0)]


async def test_the_last_change_is_never_the_same_again_while_secret_entries_are_counted_and_told(store, keep):
    asset, seen = await keep(), []
    for day in (DAY, DAY, 2 * DAY):
        await store.commit([count_secret(asset.id, "votes", day)])
        seen.append(await last_change(store, asset.id))
    for tally in await tallies_before(store, 2 * DAY):
        await store.commit(tell_of(tally))
        seen.append(await last_change(store, asset.id))
    await store.commit([count_secret(asset.id, "votes", 2 * DAY)])
    seen.append(await last_change(store, asset.id))
    assert len(set(seen)) == len(seen) == 5


async def test_secret_entries_are_told_once_by_the_day_and_the_collection(store, keep):
    asset = await keep()
    for collection, day in (("votes", DAY), ("votes", DAY), ("hints", DAY), ("votes", 2 * DAY)):
        await store.commit([count_secret(asset.id, collection, day)])
    tallies = await tallies_before(store, 2 * DAY)
    for tally in tallies:
        await store.commit(tell_of(tally))
    told = [(row.type, row.actor, row.at, json.loads(row.data)) for row in await events_after(store, 0, 10)]
    assert sorted((data["collection"], data["count"]) for _, _, _, data in told) == [("hints", 1), ("votes", 2)]
    assert {row[:3] for row in told} == {("asset.contributed", None, DAY)}
    assert await tallies_before(store, 2 * DAY) == []
    with pytest.raises(StaleWrite):
        await store.commit(tell_of(tallies[0]))


async def test_a_tally_that_grew_meanwhile_is_told_with_what_it_has_grown_to(store, keep):
    asset = await keep()
    await store.commit([count_secret(asset.id, "votes", DAY)])
    (before,) = await tallies_before(store, 2 * DAY)
    await store.commit([count_secret(asset.id, "votes", DAY)])
    with pytest.raises(StaleWrite):
        await store.commit(tell_of(before))
    assert [tally.count for tally in await tallies_before(store, 2 * DAY)] == [2]


async def test_a_reply_is_known_by_person_and_key(store):
    ana, bruno = (reply_id(b"instance", person, "k") for person in ("ana", "bruno"))
    await store.commit([reply(ana)])
    assert await known_reply(store, ana) == KnownReply("f", 201, {"ETag": '"1"'}, b"\0{}")
    assert await known_reply(store, bruno) is None
    assert reply_id(b"another", "ana", "k") != ana


async def test_replies_go_with_their_asset_and_no_others_do(store, keep):
    asset, other = await keep(), await keep()
    await store.commit([reply("a", asset_id=asset.id), reply("b", asset_id=other.id), reply("c")])
    await store.commit(delete_asset(asset.id))
    assert [bool(await known_reply(store, once)) for once in "abc"] == [False, True, True]


async def test_a_key_is_used_once(store):
    await store.commit([reply()])
    with pytest.raises(DuplicateKey) as caught:
        await store.commit([reply()])
    assert caught.value.table == "idempotency"


async def test_old_replies_are_dropped(store):
    await store.commit([reply("old", 1), reply("new", 9)])
    await store.commit([drop_replies(5)])
    assert await known_reply(store, "old") is None
    assert await known_reply(store, "new")


async def test_a_logout_token_is_used_once_until_it_expires(store):
    await store.commit([use_logout_token("t", 5)])
    with pytest.raises(DuplicateKey):
        await store.commit([use_logout_token("t", 5)])
    await store.commit([drop_logout_tokens(5)])
    await store.commit([use_logout_token("t", 9)])


async def test_the_instance_makes_its_key_once(store):
    key = await instance_key(store)
    assert len(key) == 32
    assert await instance_key(store) == key


async def test_the_last_manifest_of_an_interlinker_is_remembered(store):
    assert await known_manifest(store, "poll") == UNKNOWN_MANIFEST
    for digest in ("a" * 64, "b" * 64):
        await store.commit([remember_manifest("poll", digest)])
    assert await known_manifest(store, "poll") == "b" * 64
