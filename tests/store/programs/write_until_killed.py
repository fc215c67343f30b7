# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
# ruff: noqa: T201 - what a program says is read by its test
"""Makes assets with files and contributions, and prints each identifier once it is acknowledged.

`write_until_killed.py FOLDER POINT NUMBER` ends itself with SIGKILL at the NUMBER-th time that it
comes to POINT, or goes on until somebody else does.
"""

import asyncio
import os
import signal
import sys
from itertools import count
from pathlib import Path

from interlink_runtime.store import open_store
from interlink_runtime.store.assets import AssetRow, insert_asset, insert_version, name_blob
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.contributions import ContributionRow, insert_contribution
from interlink_runtime.store.files import FileEntry, files_json
from interlink_runtime.store.grants import put_grant
from interlink_runtime.store.identifiers import new_id

FOLDER, POINT, NUMBER = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
passed = count(1)


def pass_by(point: str) -> None:
    """End the process here if it was asked for."""
    if point == POINT and next(passed) == NUMBER:
        os.kill(os.getpid(), signal.SIGKILL)


def steps_for(asset_id: str, file: FileEntry) -> list:
    row = AssetRow(
        asset_id, "poll", "1", "Name", "{}", files_json([file]), 1, None, "ana", "ana", None, None, 0, "en", 1, 1
    )
    grant = put_grant(
        asset_id=asset_id, subject="person:ana", role="owner", interlinker="poll", granted_by="ana", created_at=1
    )
    entry = ContributionRow.of(
        id=new_id(),
        asset_id=asset_id,
        collection="votes",
        body={"a": 1},
        author="bruno",
        author_name=None,
        pseudonym=None,
        once_key=None,
        created_at=1,
    )
    named = name_blob(asset_id, file, 1)
    return [insert_asset(row), insert_version(row, actor="ana"), grant, *named, insert_contribution(entry)]


async def make(store, blobs: LocalBlobs) -> None:
    while True:
        asset_id = new_id()
        pass_by("before the blob")
        blob = await blobs.put_bytes(asset_id.encode() * 5_000)
        pass_by("after the blob")
        await store.commit(steps_for(asset_id, FileEntry("a", "text/plain", blob.sha256, blob.size_bytes, blob.crc32)))
        print(asset_id, flush=True)
        pass_by("acknowledged")


async def main() -> None:
    store = await open_store(FOLDER / "interlink.sqlite3")
    store._writer._connection.set_trace_callback(lambda sql: pass_by(sql.split()[0]))
    blobs = LocalBlobs(FOLDER / "blobs")
    await asyncio.gather(*(make(store, blobs) for _ in range(4)))


asyncio.run(main())
