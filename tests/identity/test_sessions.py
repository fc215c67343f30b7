# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions end at a fixed time, earlier when they are not used, and when their person says so."""

import pytest

from interlink_runtime.identity.principals import ANONYMOUS
from interlink_runtime.identity.sessions import (
    agent_name,
    principal_of_token,
    session_of_token,
    sessions_of_person,
    start_session,
    stop_other_sessions,
    stop_session_of,
)
from interlink_runtime.runtime import sweep_up


async def test_a_session_ends_when_it_is_not_used(runtime, enrol, clock):
    ana = await enrol("ana")
    token = await start_session(runtime, ana.id)
    clock.go_on(minutes=119)
    assert await principal_of_token(runtime, token) == ana
    clock.go_on(minutes=119)
    assert await principal_of_token(runtime, token) == ana, "it was used meanwhile"
    clock.go_on(minutes=121)
    assert await principal_of_token(runtime, token) is ANONYMOUS


async def test_a_session_ends_at_a_fixed_time_however_much_it_is_used(runtime, enrol, clock):
    token = await start_session(runtime, (await enrol("ana")).id)
    for _ in range(11):
        clock.go_on(hours=1)
        assert await principal_of_token(runtime, token) is not ANONYMOUS
    clock.go_on(hours=1)
    assert await principal_of_token(runtime, token) is ANONYMOUS


async def test_a_new_session_takes_the_place_of_the_old_one(runtime, enrol):
    ana = await enrol("ana")
    first = await start_session(runtime, ana.id)
    second = await start_session(runtime, ana.id, instead_of=first)
    assert await principal_of_token(runtime, first) is ANONYMOUS
    assert await principal_of_token(runtime, second) == ana


async def test_a_person_sees_their_own_sessions_only_and_ends_them(runtime, enrol, clock):
    ana, bob = await enrol("ana"), await enrol("bob")
    tokens = []
    for _ in range(3):
        clock.go_on(minutes=5)
        tokens.append(await start_session(runtime, ana.id, agent="Mozilla/5.0 (X11; Linux x86_64) Firefox/140.0"))
    theirs = await start_session(runtime, bob.id)
    last, middle, _ = await sessions_of_person(runtime, ana)
    assert last.agent == "Firefox – Linux"
    await stop_session_of(runtime, bob, middle.id)
    assert len(await sessions_of_person(runtime, ana)) == 3, "nobody ends a session of somebody else"
    await stop_session_of(runtime, ana, middle.id)
    assert await principal_of_token(runtime, tokens[1]) is ANONYMOUS
    await stop_other_sessions(runtime, ana, last.id)
    assert [row.id for row in await sessions_of_person(runtime, ana)] == [last.id]
    assert await principal_of_token(runtime, theirs) == bob


async def test_the_sweep_forgets_what_has_ended(runtime, enrol, clock):
    ana = await enrol("ana")
    await start_session(runtime, ana.id)
    clock.go_on(minutes=121)
    alive = await start_session(runtime, ana.id)
    await sweep_up(runtime)
    clock.go_on(minutes=-121)
    assert len(await sessions_of_person(runtime, ana)) == 1
    assert await session_of_token(runtime, alive)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36",
            "Chrome – Windows",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge – Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari – iOS"),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome – Android"),
        ("curl/8.0", ""),
        ("", ""),
    ],
)
def test_a_browser_is_called_as_its_person_calls_it(header, expected):
    assert agent_name(header) == expected
