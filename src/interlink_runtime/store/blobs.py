# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bytes by their SHA-256: one small protocol, and the local folder behind it.

A blob is complete and synced to disk before its name exists, so a row never points to a missing
or a half one; what no row names is swept later (`sweep.py`). Work goes to threads in pieces of a
megabyte: handing over a smaller one takes as long as hashing it.
"""

import fcntl
import os
from collections.abc import AsyncGenerator, AsyncIterator, Iterable, Iterator
from contextlib import ExitStack, aclosing, suppress
from functools import partial
from io import RawIOBase
from pathlib import Path
from typing import Protocol

from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.incoming import FOLDER_MODE, Blob, Incoming, locked, on_thread
from interlink_sdk.errors import FileLost

CHUNK_BYTES = 64 * 1024
PIECE_BYTES = 1024 * 1024
UNLIMITED = 2**63

__all__ = ["Blob", "Blobs", "LocalBlobs"]


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

    def require(self, sha256: str, size_bytes: int) -> None:
        """Raise FileLost unless the whole blob is there; that takes no reading, so damage within it is not found."""

    async def hold(self, names: Iterable[str]) -> None:
        """Keep blobs from being swept until the row that is on its way is there; raises FileLost where one is gone."""

    def delete(self, sha256: str) -> None:
        """Forget a blob; one that is gone is no error."""

    def names(self) -> Iterator[tuple[str, float]]:
        """Yield every blob with the time it was stored, in seconds since 1970."""


class LocalBlobs:
    """Blobs in a folder: `ab/cdef…`, read-only files in the same file system as their temporaries."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._incoming = folder / "incoming"
        self._lock = folder / "lock"
        self._incoming.mkdir(parents=True, exist_ok=True, mode=FOLDER_MODE)

    async def put(self, chunks: AsyncIterator[bytes], max_bytes: int = UNLIMITED) -> Blob:
        """Store what *chunks* give."""
        incoming = Incoming(self._incoming / new_id(), max_bytes)
        piece: list[bytes] = []
        try:
            async for chunk in chunks:
                piece.append(chunk)
                if sum(map(len, piece)) >= PIECE_BYTES:
                    await on_thread(partial(incoming.add, piece))
                    piece.clear()
            return await on_thread(partial(incoming.finish, piece, self.path, self._lock))
        finally:
            incoming.discard()

    async def put_bytes(self, content: bytes) -> Blob:
        """Store *content*."""
        incoming = Incoming(self._incoming / new_id(), UNLIMITED)
        try:
            return await on_thread(partial(incoming.finish, [content], self.path, self._lock))
        finally:
            incoming.discard()

    async def put_file(self, path: Path) -> Blob:
        """Store a copy of the file at *path*."""
        incoming = Incoming(self._incoming / new_id(), UNLIMITED)
        try:
            with await on_thread(lambda: path.open("rb", buffering=0)) as source:
                while await on_thread(lambda: incoming.add(_piece(source))):
                    pass
            return await on_thread(partial(incoming.finish, [], self.path, self._lock))
        finally:
            incoming.discard()

    async def open(self, sha256: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Yield the bytes from *start* to before *end*, in whole pieces: cutting them would copy each once more."""
        async with aclosing(_pieces(self.path(sha256), start, end)) as pieces:
            async for piece in pieces:
                yield piece

    def path(self, sha256: str) -> Path:
        """Return where the blob lies."""
        return self._folder / sha256[:2] / sha256[2:]

    def require(self, sha256: str, size_bytes: int) -> None:
        """Raise FileLost unless the blob's file is there and as long as it was."""
        try:
            found = self.path(sha256).stat().st_size
        except FileNotFoundError:
            raise _missing(sha256) from None
        if found != size_bytes:
            raise FileLost(f"the file {sha256!r} has {found} bytes in the store, {size_bytes} were stored")

    async def hold(self, names: Iterable[str]) -> None:
        """Make the blobs as young as if they had been stored just now."""
        if wanted := list(names):
            await on_thread(partial(self._renew, wanted))

    def _renew(self, names: list[str]) -> None:
        with locked(self._lock, fcntl.LOCK_SH):  # the sweep looks at the age and removes under the other lock
            for sha256 in names:
                try:
                    os.utime(self.path(sha256))
                except FileNotFoundError:
                    raise _missing(sha256) from None

    def delete(self, sha256: str) -> None:
        """Remove the blob's file."""
        self.path(sha256).unlink(missing_ok=True)

    def delete_older(self, sha256: str, before: float) -> bool:
        """Remove the blob's file unless it was stored after *before*, and say whether it was removed."""
        path = self.path(sha256)
        with locked(self._lock, fcntl.LOCK_EX):  # nobody can store it again between the glance and the removal
            is_old = path.exists() and path.stat().st_mtime < before
            if is_old:
                path.unlink()
        return is_old

    def names(self) -> Iterator[tuple[str, float]]:
        """Yield every blob with the time it was stored."""
        for prefix in self.prefixes():
            yield from self.names_under(prefix)

    def prefixes(self) -> list[str]:
        """Return the first two digits that blobs have; they are stored under these."""
        return sorted(folder.name for folder in self._folder.glob("[0-9a-f][0-9a-f]"))

    def names_under(self, prefix: str) -> list[tuple[str, float]]:
        """Return the blobs under one prefix with the times they were stored."""
        names = []
        for file in (self._folder / prefix).iterdir():
            with suppress(FileNotFoundError):
                names.append((prefix + file.name, file.stat().st_mtime))
        return names

    def drop_incoming(self, before: float) -> None:
        """Remove what was never finished and is older than *before*, in seconds since 1970."""
        for file in self._incoming.iterdir():
            with suppress(FileNotFoundError):
                if file.stat().st_mtime < before:
                    file.unlink()


def _piece(source: RawIOBase) -> Iterator[bytes]:
    """Yield the next piece in chunks, each of which is hashed while the processor still has it at hand."""
    for _ in range(PIECE_BYTES // CHUNK_BYTES):
        if not (chunk := source.read(CHUNK_BYTES)):
            return
        yield chunk


async def _pieces(path: Path, start: int, end: int | None) -> AsyncGenerator[bytes]:
    with ExitStack() as held:  # entered on the thread: who is cancelled while it opens closes the file all the same
        try:
            file = await on_thread(lambda: held.enter_context(path.open("rb", buffering=0)))
        except FileNotFoundError:
            raise _missing(f"{path.parent.name}{path.name}") from None
        file.seek(start)
        left = UNLIMITED if end is None else end - start
        while left > 0 and (piece := await on_thread(partial(file.read, min(PIECE_BYTES, left)))):
            left -= len(piece)
            yield piece


def _missing(sha256: str) -> FileLost:
    return FileLost(f"the file {sha256!r} is missing from the store")
