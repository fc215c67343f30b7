# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Uploads on the keeper: names that collide, and bytes that somebody is reading."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interlink_sdk.assets import File
from interlink_sdk.keeper import Keeper

TESTS = Path(__file__).parents[2]


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper(TESTS / "samples" / "noticeboard") as keeper:
        yield keeper


def scan(content: bytes) -> File:
    return File(name="scan.png", media_type="image/png", content=content)


async def test_uploads_of_one_name_are_numbered(keeper: Keeper) -> None:
    asset = await keeper.make({"title": "Lost"}, [scan(b"one"), scan(b"two")])
    assert {file.name: file.read_bytes() for file in asset.files} == {"scan.png": b"one", "scan (2).png": b"two"}


async def test_a_stored_file_is_not_written_again_while_it_may_be_read(keeper: Keeper) -> None:
    first = await keeper.make({"title": "Lost"}, [scan(b"one")])
    path = first.files[0].path
    assert path is not None
    before = path.stat().st_mtime_ns
    path.chmod(0o444)
    await keeper.make({"title": "Found"}, [scan(b"one")])
    assert path.stat().st_mtime_ns == before
