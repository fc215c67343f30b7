# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Blobs: whole or not there, known by their digest, read in parts."""

import asyncio
import hashlib
import os
import stat
import zlib

import pytest

from interlink_runtime.store.blobs import CHUNK_BYTES, PIECE_BYTES, Blob
from interlink_sdk.errors import OperatorError, StoreUnavailable, TooLarge


async def chunks_of(content: bytes, size: int = 50_000):
    for start in range(0, len(content), size):
        yield content[start : start + size]


async def read(blobs, blob: Blob, *reach) -> bytes:
    return b"".join([chunk async for chunk in blobs.open(blob.sha256, *reach)])


def files_in(blobs) -> list[str]:
    return [path.name for path in blobs._folder.rglob("*") if path.is_file() and path.name != "lock"]


SIZES = [0, 1, CHUNK_BYTES, PIECE_BYTES - 1, PIECE_BYTES, PIECE_BYTES + 1, 3 * PIECE_BYTES + 7]


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_stored_is_known_by_its_digest_and_comes_back(blobs, tmp_path, size):
    content = os.urandom(size)
    file = tmp_path / "file"
    file.write_bytes(content)
    stored = [await blobs.put(chunks_of(content)), await blobs.put_bytes(content), await blobs.put_file(file)]
    assert set(stored) == {Blob(hashlib.sha256(content).hexdigest(), size, zlib.crc32(content))}
    assert await read(blobs, stored[0]) == content
    assert blobs.path(stored[0].sha256).read_bytes() == content
    assert len(files_in(blobs)) == 1


async def test_a_blob_is_read_only(blobs):
    blob = await blobs.put_bytes(b"x")
    assert stat.S_IMODE(blobs.path(blob.sha256).stat().st_mode) == 0o444


@pytest.mark.parametrize("reach", [(0, 10), (5, 5), (70_000, 1_400_000), (PIECE_BYTES, None), (1_999_999, None)])
async def test_a_part_can_be_read(blobs, reach):
    content = os.urandom(2_000_000)
    blob = await blobs.put_bytes(content)
    assert await read(blobs, blob, *reach) == content[slice(*reach)]


async def test_a_blob_is_read_in_pieces(blobs):
    blob = await blobs.put_bytes(bytes(2 * PIECE_BYTES + 7))
    assert [len(piece) async for piece in blobs.open(blob.sha256)] == [PIECE_BYTES, PIECE_BYTES, 7]


async def test_too_much_is_refused_and_nothing_of_it_is_left(blobs):
    with pytest.raises(TooLarge) as caught:
        await blobs.put(chunks_of(bytes(3_000_000)), max_bytes=2_999_999)
    assert caught.value.detail == {"limit_bytes": 2_999_999}
    assert files_in(blobs) == []
    assert (await blobs.put(chunks_of(bytes(3_000_000)), max_bytes=3_000_000)).size_bytes == 3_000_000


async def test_an_endless_upload_is_refused_at_the_limit(blobs):
    async def endless():
        while True:
            yield bytes(100_000)

    with pytest.raises(TooLarge):
        await blobs.put(endless(), max_bytes=2_000_000)
    assert files_in(blobs) == []


async def test_a_sender_that_breaks_off_is_no_outage_and_leaves_nothing(blobs):
    async def broken():
        yield bytes(2_000_000)
        raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        await blobs.put(broken())
    assert files_in(blobs) == []


async def test_who_is_cancelled_leaves_nothing(blobs):
    async def endless():
        while True:
            yield bytes(PIECE_BYTES)

    for wait_s in (0, 0.01, 0.03):
        putting = asyncio.create_task(blobs.put(endless()))
        await asyncio.wait([putting], timeout=wait_s)
        putting.cancel()
        await asyncio.wait([putting])
        assert putting.cancelled()
        assert files_in(blobs) == []


async def test_a_folder_that_is_gone_is_an_outage(blobs):
    (blobs._folder / "incoming").rmdir()
    with pytest.raises(StoreUnavailable):
        await blobs.put_bytes(b"x")


async def test_the_same_content_at_the_same_time_is_stored_once(blobs):
    stored = await asyncio.gather(*(blobs.put_bytes(bytes(100_000)) for _ in range(20)))
    assert len(set(stored)) == 1
    assert len(files_in(blobs)) == 1


async def test_a_missing_blob_says_which(blobs):
    with pytest.raises(OperatorError, match="ab" * 32):
        await read(blobs, Blob("ab" * 32, 1, 1))


async def test_a_deleted_blob_is_gone_and_may_be_deleted_again(blobs):
    blob = await blobs.put_bytes(b"x")
    for _ in range(2):
        blobs.delete(blob.sha256)
    assert list(blobs.names()) == []


async def test_names_come_with_the_time_they_were_stored(blobs):
    stored = [await blobs.put_bytes(bytes([number])) for number in range(20)]
    os.utime(blobs.path(stored[0].sha256), (5, 5))
    names = dict(blobs.names())
    assert set(names) == {blob.sha256 for blob in stored}
    assert names[stored[0].sha256] == 5
