# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Copies of one request that are under way together: one acts, all are told the same."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from interlink_runtime.assets.contribute import Contributed, contribute_to_asset, idempotency_principal
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.once import Once, StoredReply, reply_once
from interlink_runtime.identity.principals import Principal
from interlink_sdk.errors import KeyReused, NotFound, RequestUnderWay

ANA, BOB = Principal("person", "ana", "Ana"), Principal("person", "bob", "Bob")
POLL = {"question": "Where?", "options": ["Here", "There"]}
WITHIN_S = 10


def reply_for(added: Contributed) -> StoredReply:
    return StoredReply(201, {}, added.row.id.encode())


class Desk:
    """One asset to which copies of a request are sent; each waits at the gate before it acts."""

    def __init__(self, runtime: Any, asset: str) -> None:
        self.runtime, self.asset = runtime, asset
        self.gate, self.acting = asyncio.Event(), asyncio.Event()
        self.acts = 0

    def once(self, who: Principal = ANA, key: str = "k", fingerprint: str = "f") -> Once:
        principal = idempotency_principal(self.runtime, who, self.asset, "votes")
        return Once.of(self.runtime, principal, key, fingerprint, reply_for)

    def send(self, once: Once, then: Callable[[], Any] | None = None, who: Principal = ANA) -> asyncio.Task[Any]:
        async def act(once: Once) -> Any:
            self.acts += 1
            self.acting.set()
            await self.gate.wait()
            added = await contribute_to_asset(self.runtime, who, self.asset, "votes", {"option": "Here"}, once=once)
            if then:
                await then()
            return added

        return asyncio.create_task(reply_once(self.runtime, once, act))


@pytest.fixture
async def desk(runtime) -> Desk:
    return Desk(runtime, (await make_asset(runtime, ANA, "poll", POLL)).id)


async def told(*copies: asyncio.Task[Any]) -> list[Any]:
    """Return what each copy was told: the reply, or the refusal."""
    return await asyncio.wait_for(asyncio.gather(*copies, return_exceptions=True), WITHIN_S)


async def test_a_copy_is_told_what_the_first_was_though_the_asset_is_deleted_between(desk):
    first = desk.send(desk.once(), lambda: delete_asset(desk.runtime, ANA, desk.asset))
    await desk.acting.wait()
    copies = [desk.send(desk.once()) for _ in range(3)]
    desk.gate.set()
    (reply, is_repeated), *others = await told(first, *copies)
    assert (reply.status, is_repeated) == (201, False)
    assert others == [(reply, True)] * 3
    assert desk.acts == 1


async def test_a_copy_is_refused_as_the_first_was_and_does_not_act(desk):
    first = desk.send(desk.once())
    await desk.acting.wait()
    copy = desk.send(desk.once())
    await delete_asset(desk.runtime, ANA, desk.asset)
    desk.gate.set()
    assert [type(refusal) for refusal in await told(first, copy)] == [NotFound, NotFound]
    assert desk.acts == 1


async def test_a_copy_does_not_wait_for_ever(desk):
    limits = desk.runtime.settings.limits.model_copy(update={"deadline_s": 0.05})
    desk.runtime = replace(desk.runtime, settings=desk.runtime.settings.model_copy(update={"limits": limits}))
    first = desk.send(desk.once())
    await desk.acting.wait()
    (refusal,) = await asyncio.wait_for(told(desk.send(desk.once())), WITHIN_S / 10)
    assert isinstance(refusal, RequestUnderWay)
    assert refusal.detail["retry_after_s"] >= 1
    desk.gate.set()
    await told(first)
    assert desk.acts == 1


async def test_another_request_with_the_key_of_one_under_way_is_refused(desk):
    first = desk.send(desk.once())
    await desk.acting.wait()
    (refusal,) = await told(desk.send(desk.once(fingerprint="another")))
    assert isinstance(refusal, KeyReused)
    desk.gate.set()
    assert (await told(first))[0][0].status == 201


async def test_where_the_first_is_broken_off_a_copy_acts_in_its_place(desk):
    first = desk.send(desk.once())
    await desk.acting.wait()
    copies = [desk.send(desk.once()) for _ in range(2)]
    await asyncio.sleep(0)
    first.cancel()
    desk.gate.set()
    (broken,), replies = await told(first), await told(*copies)
    assert isinstance(broken, asyncio.CancelledError)
    assert sorted(is_repeated for _, is_repeated in replies) == [False, True]
    assert desk.acts == 2


async def test_a_refusal_frees_the_key(desk):
    desk.gate.set()
    asset, desk.asset = desk.asset, "nothing"
    once = desk.once()
    (refusal,) = await told(desk.send(once))
    assert isinstance(refusal, NotFound)
    desk.asset = asset
    assert (await told(desk.send(once)))[0][1] is False


async def test_the_keys_of_two_people_in_a_secret_collection_never_meet_and_name_nobody(desk):
    ana, bob = desk.once(ANA, "same"), desk.once(BOB, "same")
    assert ana.id != bob.id != desk.once(BOB, "other").id
    other = Desk(desk.runtime, "another asset")
    assert other.once(ANA, "same").id != ana.id
    assert not any(trace in once.id for once in (ana, bob) for trace in ("ana", "bob", "same"))
