# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime keeps itself tidy, and leaves alone what belongs to another process."""

import os
from datetime import UTC, datetime, timedelta

from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.discovery import discover
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import SWEEP_GRACE_S, grace_for, open_runtime, open_scratch, sweep_up
from interlink_runtime.settings import Settings
from interlink_runtime.store.files import FileEntry

ANA = Principal("person", "ana", "Ana")


async def upload(runtime, content=b"# Canvas"):
    blob = await runtime.blobs.put_bytes(content)
    return FileEntry("canvas.md", "text/markdown", blob.sha256, blob.size_bytes, blob.crc32)


def age(folder, hours):
    for file in folder.rglob("*"):
        stamp = file.stat().st_mtime - hours * 3_600
        os.utime(file, (stamp, stamp))


async def test_bytes_that_no_asset_names_are_swept_when_their_grace_is_over(runtime, tmp_path):
    entry = await upload(runtime)
    assert await sweep_up(runtime) == []
    age(tmp_path / "blobs", hours=48)
    assert await sweep_up(runtime) == [entry.sha256]


async def test_bytes_on_their_way_survive_a_sweep_after_the_clock_jumped_ahead(tmp_path):
    clock = [datetime.now(UTC)]
    settings = Settings.model_validate({"store": {"folder": tmp_path}})
    async with open_runtime(settings, discovery=discover(), now=lambda: clock[0]) as runtime:
        entry = await upload(runtime)
        clock[0] += timedelta(hours=9)
        assert await sweep_up(runtime, grace_s=grace_for(9 * 3_600, 2)) == []
        asset = await make_asset(runtime, ANA, "documents", {}, [entry])
        assert runtime.blobs.path(asset.files[0].sha256).exists()


def test_the_grace_is_never_shorter_than_it_should_be():
    assert grace_for(3_600, 3_600) == grace_for(-9_000, 3_600) == SWEEP_GRACE_S


async def test_the_bytes_of_an_asset_stay_as_long_as_it_does(tmp_path):
    clock = [datetime.now(UTC)]
    settings = Settings.model_validate({"store": {"folder": tmp_path}})
    async with open_runtime(settings, discovery=discover(), now=lambda: clock[0]) as runtime:
        entry = await upload(runtime)
        asset = await make_asset(runtime, ANA, "documents", {}, [entry])
        age(tmp_path / "blobs", hours=48)
        assert await sweep_up(runtime) == []
        await delete_asset(runtime, ANA, asset.id)
        removed = []
        for _ in range(3):  # marked as unused by one sweep, removed by one that is the grace later
            removed += await sweep_up(runtime)
            clock[0] += timedelta(days=2)
            age(tmp_path / "blobs", hours=48)
        assert removed == [entry.sha256]


async def test_two_processes_on_one_folder_do_not_remove_each_others_scratch(tmp_path):
    with open_scratch(tmp_path / "scratch") as first, open_scratch(tmp_path / "scratch") as second:
        assert first != second
        assert first.is_dir()
    assert list((tmp_path / "scratch").iterdir()) == []


async def test_the_scratch_of_a_process_that_was_killed_is_removed_by_the_next(tmp_path):
    left = tmp_path / "scratch" / "left"
    left.mkdir(parents=True)
    (left / "half.txt").write_text("half")
    with open_scratch(tmp_path / "scratch") as own:
        assert not left.exists()
        assert own.is_dir()
