# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A row never points to missing bytes, whenever the sweep comes by between storing and committing."""

import os
from collections.abc import AsyncIterator, Iterable, Sequence
from dataclasses import replace
from typing import Any

import pytest

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.edit import edit_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.statements import Statement, Step
from interlink_runtime.store.store import Store
from interlink_runtime.store.sweep import sweep
from interlink_sdk.errors import FileLost, NotFound

ANA = Principal("person", "ana", "Ana")
DAY_S = 24 * 3600


class SweepingStore:
    """The store, before each of whose commits the sweep comes by; *later_s* is how late it believes it is."""

    def __init__(self, runtime: Runtime, later_s: Sequence[float]) -> None:
        self._runtime, self._later_s = runtime, later_s

    def __getattr__(self, name: str) -> Any:
        return getattr(self._runtime.store, name)

    async def commit(self, steps: Sequence[Step]) -> None:
        for later_s in self._later_s:
            now_s = self._runtime.now().timestamp() + later_s
            await sweep(self._runtime.store, self._runtime.blobs, now_s=now_s, grace_s=DAY_S)
        await self._runtime.store.commit(steps)


def swept(runtime: Runtime, *later_s: float) -> Runtime:
    store: Store = SweepingStore(runtime, later_s)  # type: ignore[assignment]
    return replace(runtime, store=store)


async def chunks(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def stored(runtime: Runtime, content: bytes, *, age_s: float = 0) -> FileEntry:
    """Return a file whose bytes lie in the store, and that no row names."""
    blob = await runtime.blobs.put(chunks(content))
    at = runtime.now().timestamp() - age_s
    os.utime(runtime.blobs.path(blob.sha256), (at, at))
    return FileEntry("a.txt", "text/plain", blob.sha256, blob.size_bytes, blob.crc32)


async def without_bytes(runtime: Runtime) -> list[str]:
    """Return the digests that a row names and that are not there."""
    rows = await runtime.store.fetch(Statement("SELECT sha256 FROM blobs UNION SELECT sha256 FROM blob_uses"))
    return [digest for (digest,) in rows if not runtime.blobs.path(digest).is_file()]


async def test_a_file_that_waited_longer_than_the_grace_is_kept_by_whoever_commits_it(runtime):
    file = await stored(runtime, b"waited long", age_s=9 * DAY_S)
    kept = await make_asset(swept(runtime, 0), ANA, "documents", {"title": "Late"}, [file])
    assert [entry.sha256 for entry in kept.files] == [file.sha256]
    assert await without_bytes(runtime) == []


async def test_a_file_that_was_swept_before_the_commit_makes_it_fail(runtime):
    class Sweeping(LocalBlobs):
        async def hold(self, names: Iterable[str]) -> None:
            await sweep(runtime.store, runtime.blobs, now_s=runtime.now().timestamp(), grace_s=DAY_S)
            await super().hold(names)

    file = await stored(runtime, b"too late", age_s=9 * DAY_S)
    runtime = replace(runtime, blobs=Sweeping(runtime.settings.store.folder / "blobs"))
    with pytest.raises(FileLost, match="missing"):
        await make_asset(runtime, ANA, "documents", {"title": "Too late"}, [file])
    assert await runtime.store.fetch(Statement("SELECT id FROM assets")) == []
    assert await without_bytes(runtime) == []


async def test_a_clone_whose_original_was_deleted_and_swept_in_between_finds_nothing(runtime):
    file = await stored(runtime, b"of the original")
    original = await make_asset(runtime, ANA, "documents", {"title": "Original"}, [file])

    class Deleting(SweepingStore):
        async def commit(self, steps: Sequence[Step]) -> None:
            await delete_asset(runtime, ANA, original.id)
            await super().commit(steps)

    store: Any = Deleting(runtime, (9 * DAY_S, 20 * DAY_S))
    with pytest.raises(NotFound, match="deleted meanwhile"):
        await clone_asset(replace(runtime, store=store), ANA, original.id)
    assert await runtime.store.fetch(Statement("SELECT sha256 FROM blobs")) == []
    assert await without_bytes(runtime) == []


async def test_a_clone_whose_original_was_only_deleted_keeps_the_files(runtime):
    file = await stored(runtime, b"of the original")
    original = await make_asset(runtime, ANA, "documents", {"title": "Original"}, [file])

    class Deleting(SweepingStore):
        async def commit(self, steps: Sequence[Step]) -> None:
            await delete_asset(runtime, ANA, original.id)
            await super().commit(steps)

    store: Any = Deleting(runtime, (0,))
    clone = await clone_asset(replace(runtime, store=store), ANA, original.id)
    for later_s in (9 * DAY_S, 20 * DAY_S):
        await sweep(runtime.store, runtime.blobs, now_s=runtime.now().timestamp() + later_s, grace_s=DAY_S)
    assert [entry.sha256 for entry in clone.files] == [file.sha256]
    assert await without_bytes(runtime) == []


async def test_an_edit_keeps_its_old_files_and_the_one_that_waited(runtime):
    old, waited = await stored(runtime, b"old"), await stored(runtime, b"waited", age_s=9 * DAY_S)
    kept = await make_asset(runtime, ANA, "documents", {"title": "Edited"}, [old])
    sweeping = swept(runtime, 0)
    edited = await edit_asset(sweeping, ANA, kept.id, {"title": "Again"}, [waited], version=1)
    assert waited.sha256 in {entry.sha256 for entry in edited.files}
    assert await without_bytes(runtime) == []
