# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A file on its way into the blob store: hashed while it is written, named when it is complete."""

import asyncio
import fcntl
import hashlib
import os
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, TypeVar

from interlink_sdk.errors import StoreUnavailable, TooLarge

RETRY_AFTER_S = 5
FOLDER_MODE = 0o700
BLOB_MODE = 0o444
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Blob:
    """Stored bytes, by what is known of them."""

    sha256: str
    size_bytes: int
    crc32: int


class Incoming:
    """A file that nobody can name yet; unless it is finished, `discard` leaves nothing of it."""

    def __init__(self, path: Path, max_bytes: int) -> None:
        self._path = path
        self._max_bytes = max_bytes
        self._file: BinaryIO | None = None
        self._sha256 = hashlib.sha256()
        self._crc32 = 0
        self._size_bytes = 0

    def add(self, chunks: Iterable[bytes]) -> int:
        """Append *chunks* and return how many bytes they had; raises TooLarge before more would be written."""
        before = self._size_bytes
        for chunk in chunks:
            self._size_bytes += len(chunk)
            if self._size_bytes > self._max_bytes:
                raise TooLarge(f"a file has at most {self._max_bytes} bytes here", limit_bytes=self._max_bytes)
            with writing():
                self._opened().write(chunk)
            self._sha256.update(chunk)
            self._crc32 = zlib.crc32(chunk, self._crc32)
        return self._size_bytes - before

    def finish(self, chunks: Iterable[bytes], place: Callable[[str], Path], lock: Path) -> Blob:
        """Append the last *chunks*, sync, and give the file its name; when this returns, it is on disk.

        An equal file that is there already is replaced, which makes it young again for the sweep.
        """
        self.add(chunks)
        target = place(self._sha256.hexdigest())
        with writing():
            self._sync()
            with locked(lock, fcntl.LOCK_SH):
                _make_folder(target.parent)
                self._path.replace(target)
            sync_folder(target.parent)
        return Blob(self._sha256.hexdigest(), self._size_bytes, self._crc32)

    def discard(self) -> None:
        """Remove what was written, if it was not finished."""
        if self._file is not None:
            with suppress(OSError):
                self._file.close()
            self._path.unlink(missing_ok=True)

    def _opened(self) -> BinaryIO:
        if self._file is None:
            self._file = self._path.open("xb")
        return self._file

    def _sync(self) -> None:
        with self._opened() as file:
            file.flush()
            os.fchmod(file.fileno(), BLOB_MODE)
            os.fsync(file.fileno())


async def on_thread(work: Callable[[], Result]) -> Result:
    """Run *work* on a thread; a caller that is cancelled still waits for its end, so that it can clean up after it."""
    running = asyncio.ensure_future(asyncio.to_thread(work))
    try:
        return await asyncio.shield(running)
    except asyncio.CancelledError:
        while not running.done():
            with suppress(asyncio.CancelledError):
                await asyncio.wait([running])
        raise


@contextmanager
def locked(path: Path, operation: int) -> Iterator[None]:
    """Hold the lock between those who add blobs (shared) and the sweep that removes one (exclusive)."""
    with path.open("wb") as lock:  # each holder opens it anew, because a lock belongs to the opened file
        fcntl.flock(lock, operation)
        yield


@contextmanager
def writing() -> Iterator[None]:
    """Turn what the file system refuses into StoreUnavailable."""
    try:
        yield
    except OSError as error:
        message = f"the file cannot be stored now: {error.strerror or error}"
        raise StoreUnavailable(message, retry_after_s=RETRY_AFTER_S) from error


def sync_folder(folder: Path) -> None:
    """Bring the names in *folder* to disk."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        folder.mkdir(exist_ok=True, mode=FOLDER_MODE)
        sync_folder(folder.parent)
