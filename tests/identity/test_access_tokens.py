# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Access tokens for scripts: shown once, limited, expiring, of one person only."""

import pytest

from interlink_runtime.identity.access_tokens import (
    MAX_TOKENS,
    USED_EVERY,
    bearer_of,
    end_token_of,
    make_access_token,
    tokens_of_person,
)
from interlink_runtime.runtime import TOKENS_KEPT, sweep_up
from interlink_sdk.errors import Conflict, Forbidden, InvalidParameters, Unauthenticated


async def make(runtime, who, **wish):
    return await make_access_token(runtime, who, **({"name": "Nightly", "scopes": ["read"], "days": 30} | wish))


async def refused(runtime, text):
    with pytest.raises(Unauthenticated) as refusal:
        await bearer_of(runtime, text)
    return refusal.value.detail["reason"]


async def test_a_token_stands_for_its_person_within_its_scopes(runtime, enrol):
    ana = await enrol("ana", teams=("town:planning",))
    made = await make(runtime, ana, scopes=["write", "read"])
    assert made.text.startswith("ilk_")
    assert await bearer_of(runtime, made.text) == (ana, frozenset({"read", "write"}))


async def test_the_store_holds_no_token(runtime, enrol, tmp_path):
    made = await make(runtime, await enrol("ana"))
    stored = b"".join(file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())
    assert made.text.encode() not in stored
    assert made.text[4:].encode() not in stored
    assert b"Nightly" in stored


async def test_a_token_expires_and_says_so(runtime, enrol, clock):
    made = await make(runtime, await enrol("ana"), days=1)
    clock.go_on(hours=23)
    await bearer_of(runtime, made.text)
    clock.go_on(hours=1)
    assert await refused(runtime, made.text) == "expired"


async def test_a_token_that_was_ended_is_not_known_any_more(runtime, enrol):
    ana, bob = await enrol("ana"), await enrol("bob")
    made = await make(runtime, ana)
    await end_token_of(runtime, bob, made.row.id)
    await bearer_of(runtime, made.text)
    await end_token_of(runtime, ana, made.row.id)
    assert await refused(runtime, made.text) == "revoked"
    assert await refused(runtime, "ilk_invented") == "revoked"


async def test_its_last_use_is_known_to_the_minute(runtime, enrol, clock):
    ana = await enrol("ana")
    made = await make(runtime, ana)
    assert (await tokens_of_person(runtime, ana))[0].used_at is None
    await bearer_of(runtime, made.text)
    first = (await tokens_of_person(runtime, ana))[0].used_at
    await bearer_of(runtime, made.text)
    assert (await tokens_of_person(runtime, ana))[0].used_at == first
    clock.now += 2 * USED_EVERY
    await bearer_of(runtime, made.text)
    assert (await tokens_of_person(runtime, ana))[0].used_at > first


@pytest.mark.parametrize(
    ("wish", "key"),
    [
        ({"name": " "}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"name": "two\nlines"}, "name"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["read", "everything"]}, "scopes"),
        ({"days": 0}, "days"),
        ({"days": 366}, "days"),
    ],
)
async def test_a_wish_that_does_not_fit_names_the_field(runtime, enrol, wish, key):
    with pytest.raises(InvalidParameters) as refusal:
        await make(runtime, await enrol("ana"), **wish)
    assert [problem.key for problem in refusal.value.problems] == [key]


async def test_operating_takes_an_operator_and_a_token_for_it(runtime, enrol):
    olga = await enrol("olga", is_operator=True)
    plain = await make(runtime, olga)
    assert not (await bearer_of(runtime, plain.text))[0].is_operator
    operating = await make(runtime, olga, scopes=["read", "operate"])
    assert (await bearer_of(runtime, operating.text))[0].is_operator
    with pytest.raises(Forbidden):
        await make(runtime, await enrol("ana"), scopes=["operate"])
    await enrol("olga", is_operator=False)
    assert not (await bearer_of(runtime, operating.text))[0].is_operator, "as of the last login"


async def test_nobody_has_tokens_without_end(runtime, enrol):
    ana = await enrol("ana")
    for _ in range(MAX_TOKENS):
        await make(runtime, ana)
    with pytest.raises(Conflict):
        await make(runtime, ana)


async def test_the_sweep_keeps_an_expired_token_for_a_while(runtime, enrol, clock):
    ana = await enrol("ana")
    await make(runtime, ana, days=1)
    clock.go_on(days=2)
    await sweep_up(runtime)
    assert len(await tokens_of_person(runtime, ana)) == 1
    clock.now += TOKENS_KEPT
    await sweep_up(runtime)
    assert await tokens_of_person(runtime, ana) == []
