# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The store as the runtime uses it: questions answered at once, writes in groups.

Reading runs where it is asked: SQLite answers a point query in less time than a thread is handed
it, and sees every write that was acknowledged.
"""

import asyncio
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from interlink_runtime.store.database import RETRY_AFTER_S, Row, StoreBusy, connect, fetch
from interlink_runtime.store.migrating import bring_up_to_date
from interlink_runtime.store.searches import Searches
from interlink_runtime.store.statements import Statement, Step
from interlink_runtime.store.writer import Writer
from interlink_sdk.errors import StoreUnavailable

RETRY_S = 0.005


class Store:
    """One open database; it lives as long as the runtime. One process has one writer."""

    def __init__(self, path: Path, lock_wait_s: float) -> None:
        self._writer = Writer(connect(path, read_only=False), lock_wait_s=lock_wait_s)
        self._reader = connect(path, read_only=True)
        self.searches = Searches(path, lock_wait_s)
        self._lock_wait_s = lock_wait_s

    async def fetch(self, statement: Statement, **params: Any) -> list[Row]:
        """Return the rows that *statement* finds; every acknowledged write is seen."""
        return await self._fetch(statement, params)

    async def fetch_one(self, statement: Statement, **params: Any) -> Row | None:
        """Return the first row that *statement* finds."""
        rows = await self._fetch(statement, params)
        return rows[0] if rows else None

    async def fetch_first(self, statement: Statement, max_characters: int, **params: Any) -> list[Row]:
        """Return the first rows that *statement* finds, at least one, until they come to *max_characters*."""
        return await self._fetch(statement, params, max_characters)

    async def commit(self, steps: Sequence[Step]) -> None:
        """Commit *steps* as one transaction; when this returns, they are on disk.

        Raises StaleWrite or DuplicateKey when they do not fit what is there now, and
        StoreUnavailable when nothing can be written; nothing of them is there then.
        """
        await self._writer.commit(steps)

    async def close(self) -> None:
        """Finish what was begun and close the file."""
        try:
            await self.searches.close()
            await self._writer.close()
        finally:
            self._reader.close()

    async def _fetch(self, statement: Statement, params: dict[str, Any], max_characters: int = 0) -> list[Row]:
        until = time.monotonic() + self._lock_wait_s
        while True:
            try:
                return fetch(self._reader, statement, params, max_characters=max_characters)
            except StoreBusy:  # readers wait for nobody, except while a log is recovered after a crash
                if time.monotonic() > until:
                    raise StoreUnavailable("the store is being recovered", retry_after_s=RETRY_AFTER_S) from None
                await asyncio.sleep(RETRY_S)


async def open_store(path: Path, *, lock_wait_s: float = 5.0) -> Store:
    """Open the database at *path*, creating or migrating it first.

    Raises SettingsInvalid for a file that is no database, or one of a newer version of this program.
    """
    await asyncio.to_thread(bring_up_to_date, path)
    return Store(path, lock_wait_s)
