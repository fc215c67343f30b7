# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The sweep: what nothing names goes, what is on its way stays, whatever else happens meanwhile."""

import asyncio
import os
import time

import pytest

from interlink_runtime.store.assets import delete_asset, name_blob
from interlink_runtime.store.catalogue import EntryImage, EntryRow, put_entry, put_images, remove_entry
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.sweep import sweep

HOUR = 3_600
DAY = 24 * HOUR
NOW = 1_800_000_000.0


@pytest.fixture
def put(blobs):
    """Store content as if it had been stored at a point in time."""

    async def put_then(content: bytes, at: float = NOW - 30 * DAY) -> FileEntry:
        blob = await blobs.put_bytes(content)
        os.utime(blobs.path(blob.sha256), (at, at))
        return FileEntry("a", "text/plain", blob.sha256, blob.size_bytes, blob.crc32)

    return put_then


@pytest.fixture
def swept(store, blobs):
    async def run(now: float = NOW) -> list[str]:
        return await sweep(store, blobs, now_s=now, grace_s=DAY)

    return run


def is_there(blobs, file: FileEntry) -> bool:
    return blobs.path(file.sha256).exists()


async def rows(store) -> set[str]:
    return {row[0] for row in await store.fetch(Statement("SELECT sha256 FROM blobs"))}


async def test_a_file_without_a_row_goes_when_it_is_older_than_the_grace(blobs, put, swept):
    old, young = await put(b"old"), await put(b"young", NOW - HOUR)
    assert await swept() == [old.sha256]
    assert is_there(blobs, young)
    assert await swept(NOW + DAY) == [young.sha256]


async def test_what_an_asset_names_stays(store, blobs, put, swept, keep):
    file = await put(b"kept")
    await keep(file)
    for days in range(4):
        assert await swept(NOW + days * DAY) == []
    assert is_there(blobs, file)


async def test_what_one_of_two_assets_names_stays(store, blobs, put, swept, keep):
    file = await put(b"shared")
    original, _ = await keep(file), await keep(file)
    await store.commit(delete_asset(original.id))
    for days in range(4):
        assert await swept(NOW + days * DAY) == []


async def test_what_nothing_names_any_more_goes_after_the_grace_and_not_before(store, blobs, put, swept, keep):
    file = await put(b"unused")
    await store.commit(delete_asset((await keep(file)).id))
    assert await swept() == []
    assert await swept(NOW + DAY - 1) == []
    assert await rows(store) == {file.sha256}
    assert await swept(NOW + DAY + 1) == [file.sha256]
    assert await rows(store) == set()
    assert not is_there(blobs, file)


async def test_a_clone_finds_its_files_though_the_original_was_deleted_and_swept_meanwhile(
    store, blobs, put, swept, keep
):
    file = await put(b"cloned")
    original = await keep(file)
    await store.commit(delete_asset(original.id))
    await swept()
    clone = await keep(file, cloned_from=original.id)
    for days in range(1, 4):
        assert await swept(NOW + days * DAY) == []
    assert is_there(blobs, file)
    await store.commit(delete_asset(clone.id))
    assert await swept(NOW + 5 * DAY) == []  # the grace begins anew


async def test_what_is_stored_again_is_young_again(blobs, put, swept):
    file = await put(b"again")
    os.utime(blobs.path(file.sha256), (NOW - 30 * DAY,) * 2)
    await put(b"again", NOW)
    assert await swept() == []


async def test_images_of_the_catalogue_stay_until_their_entry_goes(store, blobs, put, swept):
    file = await put(b"logo")
    entry = EntryRow("e", "knowledge", "import", "o", "d", "{}", None, "E", 1, 1)
    await store.commit([*put_entry(entry, {}, []), *put_images("e", [EntryImage("logo", file)], 1)])
    assert await swept() == []
    assert await swept(NOW + 9 * DAY) == []
    await store.commit(remove_entry("e"))
    await swept(NOW + 10 * DAY)
    assert await swept(NOW + 12 * DAY) == [file.sha256]


async def test_what_was_never_finished_goes_when_it_is_old(blobs, swept):
    for name, at in (("old", NOW - 2 * DAY), ("young", NOW)):
        path = blobs._folder / "incoming" / name
        path.write_bytes(b"half")
        os.utime(path, (at, at))
    await swept()
    assert [path.name for path in (blobs._folder / "incoming").iterdir()] == ["young"]


async def test_no_row_ever_points_to_a_missing_blob_while_blobs_are_stored_and_swept_at_once(store, blobs, put, keep):
    asset = await keep()
    contents = [b"%d" % number for number in range(40)]
    for content in contents:
        await put(content, at=0)  # old and without a row: each is about to be swept

    async def use(content: bytes) -> None:
        blob = await blobs.put_bytes(content)
        await store.commit(name_blob(asset.id, FileEntry("a", "b/c", blob.sha256, blob.size_bytes, blob.crc32), 1))

    sweeps = [sweep(store, blobs, now_s=time.time(), grace_s=DAY) for _ in range(3)]
    await asyncio.gather(*sweeps, *(use(content) for content in contents))
    assert len(await rows(store)) == 40
    assert {name for name, _ in blobs.names()} == await rows(store)
