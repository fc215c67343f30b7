# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searches on a thread and a connection of their own, so that a broad one keeps no request waiting."""

import asyncio
import sqlite3
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

from interlink_runtime.store.database import RETRY_AFTER_S, StoreBusy, connect, outage_of
from interlink_runtime.store.entry_index import EntryIndex
from interlink_sdk.errors import StoreUnavailable

RETRY_S = 0.005
Result = TypeVar("Result")
Question = Callable[[sqlite3.Connection, EntryIndex], Result]
"""Is answered in one snapshot, to which the index has been brought up."""


class Searches:
    """What searches; it lives as long as its store, and opens the file at the first search."""

    def __init__(self, path: Path, lock_wait_s: float) -> None:
        self._path = path
        self._lock_wait_s = lock_wait_s
        self._index = EntryIndex()
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="store-searches")
        self._connection: sqlite3.Connection | None = None

    async def ask(self, question: Question[Result]) -> Result:
        """Return the answer to *question*; every acknowledged write is seen. Raises StoreUnavailable."""
        until = time.monotonic() + self._lock_wait_s
        while True:
            try:
                return await asyncio.get_running_loop().run_in_executor(self._thread, self._answer, question)
            except StoreBusy:  # readers wait for nobody, except while a log is recovered after a crash
                if time.monotonic() > until:
                    raise StoreUnavailable("the store is being recovered", retry_after_s=RETRY_AFTER_S) from None
                await asyncio.sleep(RETRY_S)

    async def close(self) -> None:
        """Finish the search that was begun and close the file."""
        await asyncio.get_running_loop().run_in_executor(self._thread, self._close)
        self._thread.shutdown()

    def _answer(self, question: Question[Result]) -> Result:
        try:
            if self._connection is None:
                self._connection = connect(self._path, read_only=True)
            self._connection.execute("BEGIN")
            try:
                self._index.refresh(self._connection)
                return question(self._connection, self._index)
            finally:
                self._connection.execute("ROLLBACK")
        except sqlite3.Error as error:
            raise (outage_of(error) or error) from error

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
