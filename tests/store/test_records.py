# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the store notes beside assets: events, replies, and what the instance knows of itself."""

import pytest

from interlink_runtime.store import DuplicateKey
from interlink_runtime.store.events import events_after, insert_event, last_change, last_seq
from interlink_runtime.store.idempotency import KnownReply, drop_replies, insert_reply, known_reply
from interlink_runtime.store.meta import UNKNOWN_MANIFEST, instance_key, known_manifest, remember_manifest


def event(asset_id=None, **data):
    return insert_event(type="asset.edited", asset_id=asset_id, interlinker="poll", actor="ana", at=5, data=data)


def reply(key="k", at=1):
    return insert_reply(
        principal="ana", key=key, fingerprint="f", status=201, headers={"ETag": '"1"'}, body=b"\0{}", created_at=at
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
    assert [await last_change(store, asset) for asset in "abc"] == [2, 3, 0]


async def test_a_reply_is_known_by_person_and_key(store):
    await store.commit([reply()])
    assert await known_reply(store, "ana", "k") == KnownReply("f", 201, {"ETag": '"1"'}, b"\0{}")
    assert await known_reply(store, "bruno", "k") is None


async def test_a_key_is_used_once(store):
    await store.commit([reply()])
    with pytest.raises(DuplicateKey) as caught:
        await store.commit([reply()])
    assert caught.value.table == "idempotency"


async def test_old_replies_are_dropped(store):
    await store.commit([reply("old", 1), reply("new", 9)])
    await store.commit([drop_replies(5)])
    assert await known_reply(store, "ana", "old") is None
    assert await known_reply(store, "ana", "new")


async def test_the_instance_makes_its_key_once(store):
    key = await instance_key(store)
    assert len(key) == 32
    assert await instance_key(store) == key


async def test_the_last_manifest_of_an_interlinker_is_remembered(store):
    assert await known_manifest(store, "poll") == UNKNOWN_MANIFEST
    for digest in ("a" * 64, "b" * 64):
        await store.commit([remember_manifest("poll", digest)])
    assert await known_manifest(store, "poll") == "b" * 64
