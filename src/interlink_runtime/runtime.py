# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One running runtime: what every verb, page and command works with."""

import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from interlink_runtime.discovery import Discovery, discover
from interlink_runtime.host import Host
from interlink_runtime.settings import Settings
from interlink_runtime.store import Store, open_store
from interlink_runtime.store.blobs import Blobs, LocalBlobs
from interlink_runtime.store.meta import instance_key


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that is open while the runtime runs."""

    settings: Settings
    store: Store
    blobs: Blobs
    host: Host
    key: bytes
    """The instance's own secret: signs tokens, makes pseudonyms and opaque actors."""
    scratch: Path
    """Where calls get folders of their own."""
    now: Callable[[], datetime]


@asynccontextmanager
async def open_runtime(
    settings: Settings, *, discovery: Discovery | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[Runtime]:
    """Open store and host for as long as the context lasts; interlinkers open in the background."""
    folder = settings.store.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    scratch = folder / "scratch"
    shutil.rmtree(scratch, ignore_errors=True)  # what a killed run left behind
    scratch.mkdir(mode=0o700)
    store = await open_store(folder / "interlink.sqlite3", lock_wait_s=settings.store.lock_wait_s)
    host = Host(discovery or discover(), settings)
    try:
        blobs = LocalBlobs(folder / "blobs")
        host.start()
        yield Runtime(settings, store, blobs, host, await instance_key(store), scratch.resolve(), now)
    finally:
        await host.close()
        await store.close()
