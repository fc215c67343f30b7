# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The trouble that is made for the server, drawn from the seed: each after so many operations."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing
from random import Random

from .history import History
from .server import Server

APART = 9
"""About how many operations lie between two troubles."""
OBEYED_S = 1.5
"""How long an order to die may wait for its moment; then the server is killed wherever it is."""
MOMENTS = (
    "before COMMIT",
    "after COMMIT",
    "after COMMIT",
    "before fsync",
    "after fsync",
    "after INSERT INTO events",
    "after INSERT INTO idempotency",
    "before ROLLBACK",
)
CLOCK_S = (-90_000.0, -3_700.0, -30.0, 0.0, 45.0, 4_000.0, 100_000.0)
"""How far the clock is from the true one: back by a day, ahead by a day. Replies are kept for seven."""
Trouble = Callable[[Server, Random], Awaitable[str]]


async def make_trouble(server: Server, history: History, random: Random, troubles: Sequence[Trouble]) -> None:
    """Make trouble for as long as operations go on; end it by cancelling."""
    reached = 4
    try:
        while True:
            await history.reached(reached)
            trouble = random.choice(troubles)
            history.trouble(await trouble(server, random))
            reached = history.completed + random.randint(1, 2 * APART)
    finally:
        server.space.free(server.pid)
        server.rescind()
        server.is_scarce = server.is_power_cut = False


async def kill_at_once(server: Server, random: Random) -> str:
    """Kill it after a moment."""
    after_s = random.uniform(0, 0.05)
    await asyncio.sleep(after_s)
    server.kill()
    return f"kill: after {after_s:.3f} s"


async def kill_at_a_moment(server: Server, random: Random) -> str:
    """Order it to die at a chosen moment of a write."""
    return await _kill_by_order(server, f"{random.choice(MOMENTS)} {random.randint(1, 3)}")


async def kill_after_a_commit(server: Server, random: Random) -> str:
    """Order it to die when something is committed, of which nobody knows yet."""
    return await _kill_by_order(server, f"after COMMIT {random.randint(1, 2)}")


async def cut_the_power(server: Server, random: Random) -> str:
    """Kill it, at once or at a chosen moment, and take away what was not synced."""
    server.is_power_cut = True
    return f"power cut: {await random.choice((kill_at_once, kill_at_a_moment))(server, random)}"


async def fill_the_disk(server: Server, random: Random) -> str:
    """Leave hardly any room for a while; sometimes it is killed in this state."""
    left_bytes, is_killed = random.choice((0, 4_096, 65_536, 400_000)), random.random() < 0.4
    server.is_scarce = True
    server.space.fill(left_bytes, server.pid)
    await asyncio.sleep(random.uniform(0.1, 0.4))
    if is_killed:
        server.kill()
        await asyncio.sleep(random.uniform(0.2, 0.6))
    server.space.free(server.pid)
    await asyncio.sleep(0.05)
    server.is_scarce = False
    return f"full disk: there were {left_bytes} bytes left{', and the server was killed' if is_killed else ''}"


async def hold_the_lock(server: Server, random: Random) -> str:
    """Let another process write for a while, shorter or longer than the server waits."""
    held_s = random.choice((0.05, 0.2, 0.7))
    with closing(sqlite3.connect(server.database, timeout=0.2, isolation_level=None)) as other:
        try:
            other.execute("BEGIN IMMEDIATE")
        except sqlite3.OperationalError:
            return "lock: it could not be had"
        await asyncio.sleep(held_s)
        other.execute("ROLLBACK")
    return f"lock: another process held it for {held_s:g} s"


async def set_the_clock(server: Server, random: Random) -> str:
    """Let the clock jump, forwards or backwards."""
    ahead_s = random.choice(CLOCK_S)
    server.set_clock(ahead_s)
    return f"clock: it jumped to {ahead_s:+g} s"


TROUBLES: tuple[Trouble, ...] = (
    kill_at_once,
    kill_at_a_moment,
    kill_at_a_moment,
    cut_the_power,
    fill_the_disk,
    hold_the_lock,
    set_the_clock,
)
ALL_TROUBLES: tuple[Trouble, ...] = (*TROUBLES, kill_after_a_commit)


async def _kill_by_order(server: Server, order: str) -> str:
    server.order(order)
    if await server.ended(OBEYED_S):
        return f"kill: {order}"
    server.rescind()
    server.kill()
    return f"kill: it had passed no moment {order!r}"
