# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes by their SHA-256: one small protocol, and the local folder behind it.

A blob is complete and synced to disk before its name exists, so a row never points to a missing
or a half one; what no row names is swept later.
"""

import asyncio
import hashlib
import os
import zlib
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, Protocol

from sqlalchemy import bindparam, delete, exists, select

from interlink_runtime.store import tables
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store
from interlink_sdk.errors import OperatorError, StoreUnavailable, TooLarge

CHUNK_BYTES = 64 * 1024
UNLIMITED = 2**63


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes, by what is known of them."""

    sha256: str
    size_bytes: int
    crc32: int


class Blobs(Protocol):
    """Where bytes are kept."""

    async def put(self, chunks: AsyncIterator[bytes], max_bytes: int = UNLIMITED) -> Blob:
        """Store what *chunks* give; raises TooLarge or StoreUnavailable, and then keeps nothing."""

    async def put_bytes(self, content: bytes) -> Blob:
        """Store *content*."""

    async def put_file(self, path: Path) -> Blob:
        """Store a copy of the file at *path*."""

    def open(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from *start* to before *end*."""

    def path(self, sha256: str) -> Path:
        """Return a readable path for hooks."""

    def delete(self, sha256: str) -> None:
        """Forget a blob; one that is gone is no error."""

    def names(self) -> Iterator[tuple[str, float]]:
        """Yield every blob with the time it was stored, in seconds since 1970."""


class LocalBlobs:
    """Blobs in a folder: `ab/cdef…`, read-only files in the same file system as their temporaries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._incoming.mkdir(parents=True, exist_ok=True, mode=0o700)

    async def put(self, chunks: AsyncIterator[bytes], max_bytes: int = UNLIMITED) -> Blob:
        """Store what *chunks* give."""
        incoming = _Incoming(self._incoming / new_id())
        try:
            async for chunk in chunks:
                if incoming.size_bytes + len(chunk) > max_bytes:
                    raise TooLarge(f"a file has at most {max_bytes} bytes here", limit_bytes=max_bytes)
                # hashing and writing a chunk takes longer than a request may hold the loop
                await asyncio.to_thread(incoming.add, chunk)
            return await asyncio.to_thread(incoming.finish, self._place)
        except OSError as error:
            raise _unavailable(error) from error
        finally:
            incoming.discard()

    async def put_bytes(self, content: bytes) -> Blob:
        """Store *content*."""
        return await self.put(_one(content))

    async def put_file(self, path: Path) -> Blob:
        """Store a copy of the file at *path*."""
        return await self.put(_read(path, 0, None))

    def open(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from *start* to before *end*."""
        return _read(self._place(sha256), start, end)

    def path(self, sha256: str) -> Path:
        """Return where the blob lies."""
        return self._place(sha256)

    def delete(self, sha256: str) -> None:
        """Remove the blob's file."""
        self._place(sha256).unlink(missing_ok=True)

    def names(self) -> Iterator[tuple[str, float]]:
        """Yield every blob with the time it was stored."""
        for folder in self._folder.glob("[0-9a-f][0-9a-f]"):
            for file in folder.iterdir():
                with suppress(FileNotFoundError):
                    yield folder.name + file.name, file.stat().st_mtime

    def drop_incoming(self, before: float) -> None:
        """Remove what was never finished and is older than *before*, in seconds since 1970."""
        for file in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < before:
                    file.unlink()

    def _place(self, sha256: str) -> Path:
        return self._folder / sha256[:2] / sha256[2:]


class _Incoming:
    """A file on its way into the store; it is gone when it was not finished."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self._sha256 = hashlib.sha256()
        self._crc32 = 0
        self.size_bytes = 0

    def add(self, chunk: bytes) -> None:
        if self._file is None:
            self._file = self._path.open("xb")
        self._file.write(chunk)
        self._sha256.update(chunk)
        self._crc32 = zlib.crc32(chunk, self._crc32)
        self.size_bytes += len(chunk)

    def finish(self, place: Callable[[str], Path]) -> Blob:
        self.add(b"")
        assert self._file is not None
        self._file.flush()
        os.fsync(self._file.fileno())
        self._file.close()
        self._path.chmod(0o444)
        blob = Blob(self._sha256.hexdigest(), self.size_bytes, self._crc32)
        target = place(blob.sha256)
        if not target.parent.is_dir():
            target.parent.mkdir(exist_ok=True, mode=0o700)
            _sync_folder(target.parent.parent)
        self._path.replace(target)
        _sync_folder(target.parent)
        return blob

    def discard(self) -> None:
        if self._file is not None and not self._file.closed:
            with suppress(OSError):
                self._file.close()
        self._path.unlink(missing_ok=True)


async def sweep(store: Store, blobs: LocalBlobs, *, now_s: float, grace_s: float) -> list[str]:
    """Remove what nothing names any more and return its digests.

    What is younger than *grace_s* is spared: its row may be on the way.
    """
    before = now_s - grace_s
    await store.commit([Step(_forget_unused(), {"before": int(before * 1_000_000)}, rows=None)])
    kept = {row[0] for row in await store.fetch(_kept())}
    orphans = [sha256 for sha256, stored_s in blobs.names() if sha256 not in kept and stored_s < before]
    for sha256 in orphans:
        blobs.delete(sha256)
    blobs.drop_incoming(before)
    return orphans


async def _one(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _read(path: Path, start: int, end: int | None) -> AsyncIterator[bytes]:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        raise OperatorError(f"the file {path.parent.name}{path.name} is missing from the store") from None
    with file:
        file.seek(start)
        left = UNLIMITED if end is None else end - start
        while left > 0 and (chunk := file.read(min(CHUNK_BYTES, left))):
            left -= len(chunk)
            yield chunk


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unavailable(error: OSError) -> StoreUnavailable:
    return StoreUnavailable(f"the file cannot be stored now: {error.strerror or error}", retry_after_s=5)


@cache
def _forget_unused() -> Statement:
    uses, genesis = tables.blob_uses, tables.entry_blobs
    used = exists(select(uses.c.sha256).where(uses.c.sha256 == tables.blobs.c.sha256))
    shown = exists(select(genesis.c.sha256).where(genesis.c.sha256 == tables.blobs.c.sha256))
    return compiled(delete(tables.blobs).where(~used, ~shown, tables.blobs.c.created_at < bindparam("before")))


@cache
def _kept() -> Statement:
    return compiled(select(tables.blobs.c.sha256))
