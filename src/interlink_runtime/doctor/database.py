# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The database: whether it can be read, is of this version, and keeps its promises; deep, whether all is there."""

import sqlite3
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.store.inspection import blob_sizes, damage, inspect, is_synced, rows_without_owner

RESTORE = "stop the runtime, keep a copy of the folder, and restore the last backup"
SWEPT_AFTER_S = 2 * 24 * 3_600
"""When what nothing names should long have been swept."""


def examine_database(situation: Situation) -> Iterator[Finding]:
    """Yield what is wrong with the database, and deep with what it names."""
    path = situation.database
    if not path.is_file():
        fix = "nothing, if this is a new place; else correct store.folder, or start in the folder of interlink.toml"
        yield warning("store_missing", str(path), "no database", fix)
        return
    try:
        yield from _of_glance(path)
        if situation.is_deep:
            yield from _of_content(path)
            yield from _of_blobs(path, situation.folder / "blobs")
    except sqlite3.Error as error:
        yield problem("database_unreadable", str(path), str(error), "see who owns the file, or restore a backup")


def _of_glance(path: Path) -> Iterator[Finding]:
    seen = inspect(path)
    if seen.is_newer:
        fix = "upgrade the program, or restore the backup that belongs to it"
        yield problem("schema_of_newer_version", str(path), f"schema {seen.revision}", fix)
    elif not seen.is_current:
        found = f"schema {seen.revision or 'none'}"
        yield warning("migrations_pending", str(path), found, "back up the folder, then start the runtime once")
    if not seen.is_in_wal_mode:
        fix = "start the runtime once, which sets it; let no other program open the file"
        yield problem("database_not_in_wal_mode", str(path), "another journal mode", fix)
    if not is_synced():
        fix = "use a Python whose SQLite syncs: this one ignores PRAGMA synchronous"
        yield problem("database_not_synced", str(path), "synchronous is not FULL", fix)


def _of_content(path: Path) -> Iterator[Finding]:
    for found in damage(path):
        yield problem("database_damaged", str(path), found.splitlines()[0][:200], RESTORE)
    for (table, owner), count in Counter(rows_without_owner(path)).items():
        yield problem("rows_without_owner", str(path), f"{count} in {table!r} without {owner!r}", RESTORE)


def _of_blobs(path: Path, folder: Path) -> Iterator[Finding]:
    known = set()
    for sha256, size_bytes in blob_sizes(path):
        known.add(sha256)
        yield from _of_blob(folder / sha256[:2] / sha256[2:], size_bytes)
    before = time.time() - SWEPT_AFTER_S
    left = [file for file in folder.glob("[0-9a-f][0-9a-f]/*") if file.parent.name + file.name not in known]
    old = [file for file in left if file.stat().st_mtime < before]
    if old:
        fix = "look for warnings of the sweep in the log; the running server removes them"
        yield warning("files_without_row", str(folder), f"{len(old)} file(s)", fix)


def _of_blob(file: Path, size_bytes: int) -> Iterator[Finding]:
    fix = "restore the file from a backup; assets that name it cannot be exported whole"
    try:
        found_bytes = file.stat().st_size
    except OSError as error:
        yield problem("file_missing", str(file), error.strerror or "no file", fix)
        return
    if found_bytes != size_bytes:
        yield problem("file_wrong_size", str(file), f"{found_bytes} bytes instead of {size_bytes}", fix)
