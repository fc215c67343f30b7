# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Killed at any point: what was acknowledged is whole, and no row points to a missing blob."""

import asyncio
import signal

import pytest

from interlink_runtime.store import open_store
from interlink_runtime.store.assets import all_assets_page, asset_version
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.contributions import contribution_counts
from interlink_runtime.store.files import file_entries
from interlink_runtime.store.grants import grants_of
from interlink_runtime.store.statements import Statement

POINTS = [("before the blob", 30), ("after the blob", 31), ("acknowledged", 32), ("INSERT", 33), ("COMMIT", 9)]


async def assert_whole(store, blobs: LocalBlobs, asset) -> None:
    (file,) = file_entries(asset.files)
    content = b"".join([chunk async for chunk in blobs.open(file.sha256)])
    assert content == asset.id.encode() * 5_000
    assert await asset_version(store, asset.id, 1) is not None
    assert [grant.role for grant in await grants_of(store, asset.id)] == ["owner"]
    assert await contribution_counts(store, asset.id) == {"votes": 1}


async def assert_all_whole(folder, acknowledged: set[str]) -> None:
    store, blobs = await open_store(folder / "interlink.sqlite3"), LocalBlobs(folder / "blobs")
    assets = await all_assets_page(store, limit=10_000)
    assert acknowledged <= {asset.id for asset in assets}
    for asset in assets:
        await assert_whole(store, blobs, asset)
    rows = {row[0] for row in await store.fetch(Statement("SELECT sha256 FROM blobs"))}
    assert rows <= {name for name, _ in blobs.names()}
    assert await store.fetch(Statement("PRAGMA integrity_check")) == [("ok",)]
    assert await store.fetch(Statement("PRAGMA foreign_key_check")) == []
    await store.close()


@pytest.mark.parametrize(("point", "number"), POINTS, ids=[point for point, _ in POINTS])
async def test_a_process_that_is_killed_loses_nothing_acknowledged(program, database, tmp_path, point, number):
    process = program("write_until_killed.py", tmp_path, point, number)
    said, errors = await asyncio.to_thread(process.communicate, timeout=30)
    assert process.returncode == -signal.SIGKILL, errors
    await assert_all_whole(tmp_path, set(said.split()))


async def test_a_process_that_is_killed_from_outside_again_and_again_loses_nothing(program, database, tmp_path):
    acknowledged = set()
    for lines in (1, 20, 45):
        process = program("write_until_killed.py", tmp_path, "never", 1)
        acknowledged |= {process.stdout.readline().strip() for _ in range(lines)}
        process.kill()
        acknowledged |= set(process.communicate()[0].split())
    await assert_all_whole(tmp_path, acknowledged)


@pytest.mark.parametrize("statement", ["CREATE TABLE grants", "folded_name", "UPDATE alembic_version"])
async def test_a_migration_that_is_killed_can_be_begun_again(program, tmp_path, statement):
    path = tmp_path / "interlink.sqlite3"
    process = program("migrate_until_killed.py", path, statement)
    _, errors = await asyncio.to_thread(process.communicate, timeout=30)
    assert process.returncode == -signal.SIGKILL, errors
    store = await open_store(path)
    assert await all_assets_page(store, limit=1) == []
    await store.close()
