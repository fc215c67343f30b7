# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a power cut would leave: only what was synced to disk before it.

The kernel keeps what a killed process wrote, so a kill alone never shows a missing sync. The
server therefore notes each sync (`Syncs`), and after a cut whatever was not noted is taken away:
contents of files, names in folders, and what the write-ahead log holds beyond its last full commit.
"""

import mmap
import os
from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Lock

FULL = 2
"""SQLite's number for `synchronous = FULL`."""
NOTE_BYTES = 16 * 1024 * 1024


class Syncs:
    """The note of what is on disk, as one life of the server writes it.

    It is memory that outlives its writer, so that neither a kill nor a full disk loses a line.
    """

    def __init__(self, note: Path) -> None:
        with note.open("r+b") as file:
            self._memory = mmap.mmap(file.fileno(), NOTE_BYTES)
        self._end = self._memory.find(b"\0")
        self._lock = Lock()
        self._fsync: Callable[[int], None] = os.fsync

    def fsync(self, descriptor: int) -> None:
        """Sync, then note the content of a file or the names in a folder."""
        self._fsync(descriptor)
        path = Path(f"/proc/self/fd/{descriptor}")
        if path.is_dir():
            self._add(f"name {path.stat().st_ino} {entry.name}" for entry in path.iterdir())
        else:
            self._add([f"content {path.stat().st_ino}"])

    def log(self, database: Path, synchronous: int) -> None:
        """Note how long the write-ahead log is after a commit that was synced."""
        log = _log_of(database)
        if synchronous >= FULL and log.exists():
            self._add([f"log {log.stat().st_size}"])

    def _add(self, lines: Iterable[str]) -> None:
        text = "".join(f"{line}\n" for line in lines).encode()
        with self._lock:
            self._memory[self._end : self._end + len(text)] = text
            self._end += len(text)


def make_note(note: Path) -> None:
    """Make an empty note."""
    with note.open("wb") as file:
        file.truncate(NOTE_BYTES)


def cut_power(note: Path, database: Path, blobs: Path) -> None:
    """Take away what was not noted; nothing may be running."""
    lines = note.read_bytes().partition(b"\0")[0].decode().splitlines()
    noted = set(lines)
    for file in blobs.glob("[0-9a-f][0-9a-f]/*"):
        if f"name {file.parent.stat().st_ino} {file.name}" not in noted:
            file.unlink()
        elif f"content {file.stat().st_ino}" not in noted:
            file.chmod(0o600)
            os.truncate(file, 0)
    log, synced = _log_of(database), next((int(line[4:]) for line in reversed(lines) if line.startswith("log ")), 0)
    if log.exists() and log.stat().st_size > synced:
        os.truncate(log, synced)


def _log_of(database: Path) -> Path:
    return database.with_name(f"{database.name}-wal")
