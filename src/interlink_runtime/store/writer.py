# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Writes on their way to disk: gathered in groups, run at once, synced on a thread of their own.

The statements of a group run on the event loop: each takes microseconds, while a thread would
wait for the interpreter at every one of them. Beside a loop that is busy with reading, this
commits three times as much at a quarter of the delay. Only what takes long leaves the loop: the
sync to disk, and writes of very many rows. While one group is synced the next one gathers, so
that a sync is shared by all who wait for it.
"""

import asyncio
import random
import sqlite3
import time
from collections import deque
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from typing import TypeVar

from interlink_runtime.store.database import RETRY_AFTER_S, StoreBusy, commit_group, run_group
from interlink_runtime.store.statements import Step
from interlink_sdk.errors import StoreUnavailable

MAX_GROUP_STEPS = 256
"""What one group may hold of the event loop: about two milliseconds."""
FIRST_RETRY_S = 0.002
MAX_RETRY_S = 0.1
Result = TypeVar("Result")
Outcomes = Sequence[Exception | None]


@dataclass(slots=True, eq=False)
class _Write:
    """A write on its way, and who waits for it."""

    steps: Sequence[Step]
    done: asyncio.Future[None]
    since: float = field(default_factory=time.monotonic)

    @property
    def is_long(self) -> bool:
        return len(self.steps) > MAX_GROUP_STEPS or any(step.is_long for step in self.steps)

    def settle(self, outcome: Exception | None) -> None:
        if self.done.done():
            return  # who waited was cancelled; what was committed stands all the same
        if outcome is None:
            self.done.set_result(None)
        else:
            self.done.set_exception(outcome)


class Writer:
    """What writes; it lives as long as its store and belongs to one event loop."""

    def __init__(self, connection: sqlite3.Connection, *, lock_wait_s: float) -> None:
        self._connection = connection
        self._lock_wait_s = lock_wait_s
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._waiting: deque[_Write] = deque()
        self._draining: asyncio.Task[None] | None = None
        self._is_closed = False

    async def commit(self, steps: Sequence[Step]) -> None:
        """Commit *steps* with whatever else waits; a caller cancelled before its turn wrote nothing."""
        if self._is_closed:
            raise StoreUnavailable("the store is closed", retry_after_s=RETRY_AFTER_S)
        write = _Write(steps, asyncio.get_running_loop().create_future())
        self._waiting.append(write)
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain(), name="store-writer")
        await write.done

    async def close(self) -> None:
        """Finish what was begun, refresh the planner's statistics where they aged, and close the file."""
        self._is_closed = True
        if self._draining is not None:
            await asyncio.wait([self._draining])
        try:
            await asyncio.get_running_loop().run_in_executor(self._thread, _optimise, self._connection)
        finally:
            self._thread.shutdown(wait=True)
            self._connection.close()

    async def _drain(self) -> None:
        group: list[_Write] = []
        try:
            while group := self._next_group():
                await self._write(group)
        finally:
            for write in (*group, *self._waiting):  # none is left, unless the loop is being torn down
                write.done.cancel()
            self._waiting.clear()

    def _next_group(self) -> list[_Write]:
        """Take the writes that fit into one group; one that takes long has a group of its own."""
        group: list[_Write] = []
        steps = 0
        while self._waiting:
            write = self._waiting[0]
            steps += len(write.steps)
            if group and (steps > MAX_GROUP_STEPS or write.is_long or group[0].is_long):
                break
            self._waiting.popleft()
            if not write.done.cancelled():
                group.append(write)
        return group

    async def _write(self, group: list[_Write]) -> None:
        """Write *group*, as often as it takes to get the lock, and tell everyone what became of it."""
        retry_s = FIRST_RETRY_S
        while group:
            try:
                outcomes = await self._attempt(group)
            except StoreBusy:
                group = self._still_waiting(group)
                await asyncio.sleep(retry_s * random.uniform(0.5, 1))  # noqa: S311 - spreads retries, guards nothing
                retry_s = min(MAX_RETRY_S, retry_s * 2)
                continue
            except Exception as error:  # noqa: BLE001 - whatever it is, nobody may wait for ever
                outcomes = [_same(error) for _ in group]
            for write, outcome in zip(group, outcomes, strict=True):
                write.settle(outcome)
            return

    async def _attempt(self, group: Sequence[_Write]) -> Outcomes:
        writes = [write.steps for write in group]
        if group[0].is_long:
            return await self._on_thread(lambda: _run_and_commit(self._connection, writes))
        outcomes = run_group(self._connection, writes)
        await self._on_thread(lambda: commit_group(self._connection))
        return outcomes

    async def _on_thread(self, work: Callable[[], Result]) -> Result:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _still_waiting(self, group: Sequence[_Write]) -> list[_Write]:
        """Refuse those of *group* that have waited long enough and return the others."""
        now, still = time.monotonic(), []
        for write in group:
            if now - write.since < self._lock_wait_s:
                still.append(write)
            else:
                message = f"another process has been writing for {self._lock_wait_s:g} s"
                write.settle(StoreUnavailable(message, retry_after_s=RETRY_AFTER_S))
        return still


def _run_and_commit(connection: sqlite3.Connection, writes: Sequence[Sequence[Step]]) -> Outcomes:
    outcomes = run_group(connection, writes)
    commit_group(connection)
    return outcomes


def _same(error: Exception) -> Exception:
    """Return *error* anew, because each who raises one adds a traceback to it."""
    if isinstance(error, StoreUnavailable):
        return StoreUnavailable(error.message, retry_after_s=RETRY_AFTER_S)
    return error


def _optimise(connection: sqlite3.Connection) -> None:
    with suppress(sqlite3.Error):  # statistics are a convenience; another process may be writing
        connection.execute("PRAGMA analysis_limit = 400")
        connection.execute("PRAGMA optimize")
