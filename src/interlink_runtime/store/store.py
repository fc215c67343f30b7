# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The store as the runtime uses it: questions answered at once, writes in groups.

Reading runs where it is asked: SQLite answers a point query in less time than a thread is handed
it. Writes of concurrent callers are gathered into one transaction on one thread, so that a sync
to disk is paid once for all of them and never stops the event loop.
"""

import asyncio
import random
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlink_runtime.store.database import Row, StoreBusy, commit_group, connect, fetch
from interlink_runtime.store.migrating import bring_up_to_date
from interlink_runtime.store.statements import Statement, Step
from interlink_sdk.errors import StoreUnavailable

MAX_GROUP = 256
FIRST_RETRY_S = 0.002
MAX_RETRY_S = 0.1


@dataclass(slots=True, eq=False)
class _Waiting:
    """A write on its way, and who waits for it."""

    steps: Sequence[Step]
    future: asyncio.Future[None]
    since: float


class Store:
    """One open database; it lives as long as the runtime. One process has one writer."""

    def __init__(self, path: Path, lock_wait_s: float) -> None:
        self._reader = connect(path, read_only=True)
        self._writer = connect(path, read_only=False)
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-writer")
        self._lock_wait_s = lock_wait_s
        self._queue: list[_Waiting] = []
        self._draining: asyncio.Task[None] | None = None

    async def fetch(self, statement: Statement, **params: Any) -> list[Row]:
        """Return the rows that *statement* finds; every acknowledged write is seen."""
        return fetch(self._reader, statement, params)

    async def fetch_one(self, statement: Statement, **params: Any) -> Row | None:
        """Return the first row that *statement* finds."""
        rows = fetch(self._reader, statement, params)
        return rows[0] if rows else None

    async def commit(self, steps: Sequence[Step]) -> None:
        """Commit *steps* as one transaction; when this returns, they are on disk.

        Raises StaleWrite or DuplicateKey when they do not fit what is there now, and
        StoreUnavailable when nothing can be written; nothing of them is there then.
        """
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._queue.append(_Waiting(steps, future, time.monotonic()))
        if self._draining is None or self._draining.done():
            self._draining = asyncio.create_task(self._drain())
        await future

    async def close(self) -> None:
        """Finish what was begun and close the file."""
        if self._draining is not None:
            await asyncio.gather(self._draining, return_exceptions=True)
        self._thread.shutdown(wait=True)
        self._reader.close()
        self._writer.close()

    async def _drain(self) -> None:
        retry_s = FIRST_RETRY_S
        while self._queue:
            group, self._queue = self._queue[:MAX_GROUP], self._queue[MAX_GROUP:]
            try:
                await self._commit(group)
                retry_s = FIRST_RETRY_S
            except StoreBusy:
                self._queue = self._still_waiting(group) + self._queue
                await asyncio.sleep(retry_s * random.uniform(0.5, 1))  # noqa: S311 - spreads retries, guards nothing
                retry_s = min(MAX_RETRY_S, retry_s * 2)

    async def _commit(self, group: list[_Waiting]) -> None:
        writes = [waiting.steps for waiting in group]
        loop = asyncio.get_running_loop()
        try:
            outcomes = await loop.run_in_executor(self._thread, commit_group, self._writer, writes)
        except StoreUnavailable as error:
            outcomes = [error] * len(group)
        except StoreBusy:
            raise
        except Exception as error:  # noqa: BLE001 - whatever it is, nobody may wait for ever
            outcomes = [error] * len(group)
        for waiting, outcome in zip(group, outcomes, strict=True):
            _settle(waiting.future, outcome)

    def _still_waiting(self, group: list[_Waiting]) -> list[_Waiting]:
        """Refuse those of *group* that have waited long enough and return the others."""
        now, still = time.monotonic(), []
        for waiting in group:
            if now - waiting.since < self._lock_wait_s:
                still.append(waiting)
            else:
                message = f"another process has been writing for {self._lock_wait_s:g} s"
                _settle(waiting.future, StoreUnavailable(message, retry_after_s=5))
        return still


async def open_store(path: Path, *, lock_wait_s: float = 5.0) -> Store:
    """Open the database at *path*, creating or migrating it first."""
    await asyncio.to_thread(bring_up_to_date, path)
    return Store(path, lock_wait_s)


def _settle(future: asyncio.Future[None], outcome: Exception | None) -> None:
    if future.done():
        return  # who waited was cancelled; the write stands all the same
    if outcome is None:
        future.set_result(None)
    else:
        future.set_exception(outcome)
