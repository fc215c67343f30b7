# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: T201 - what a program says is read by its test
"""Commits and stores blobs where no file may grow beyond a limit, as on a full disk; then the limit goes.

Prints one line for each thing that was tried: `refused`, `kept`, and how many files were left.
"""

import asyncio
import os
import resource
import sys
from pathlib import Path

from interlink_runtime.store import open_store
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.events import events_after, insert_event
from interlink_sdk.errors import StoreUnavailable

_, HARD = resource.getrlimit(resource.RLIMIT_FSIZE)


def limit_files(size_bytes: int) -> None:
    resource.setrlimit(resource.RLIMIT_FSIZE, (size_bytes, HARD))


def event(size: int):
    return insert_event(type="t", asset_id=None, interlinker=None, actor=None, at=0, data={"x": "y" * size})


async def tried(write) -> str:
    try:
        await write
    except StoreUnavailable:
        return "refused"
    return "kept"


async def main(folder: Path) -> None:
    store, blobs = await open_store(folder / "interlink.sqlite3"), LocalBlobs(folder / "blobs")
    content = os.urandom(3_000_000)
    await store.commit([event(10)])
    limit_files(1_500_000)
    both = asyncio.gather(tried(store.commit([event(3_000_000)])), tried(store.commit([event(10)])))
    print("group", *await both, len(await events_after(store, 0, 10)), flush=True)
    print("blob", await tried(blobs.put_bytes(content)), len(list(blobs.names())), flush=True)
    print("left", sum(1 for path in (folder / "blobs").rglob("*") if path.is_file() and path.name != "lock"))
    limit_files(resource.RLIM_INFINITY if HARD == resource.RLIM_INFINITY else HARD)
    print("group", await tried(store.commit([event(3_000_000)])), len(await events_after(store, 0, 10)), flush=True)
    print("blob", await tried(blobs.put_bytes(content)), len(list(blobs.names())), flush=True)
    await store.close()


asyncio.run(main(Path(sys.argv[1])))
