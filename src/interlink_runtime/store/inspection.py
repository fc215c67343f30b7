# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Looks at a database and its blobs without touching them: no migration, no lock that others wait for, no new file."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from interlink_runtime.store.database import connect
from interlink_runtime.store.migrating import HEAD, known_revisions

SYNCHRONOUS_FULL = 2
WAIT_S = 5.0


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a glance at a database tells."""

    revision: str | None
    is_in_wal_mode: bool
    newest_event_at: int
    """UTC microseconds; 0 where nothing happened yet."""

    @property
    def is_current(self) -> bool:
        """Say whether it has the schema of this version."""
        return self.revision == HEAD

    @property
    def is_newer(self) -> bool:
        """Say whether a newer version wrote it."""
        return self.revision is not None and self.revision not in known_revisions()


def inspect(path: Path) -> Inspection:
    """Glance at the database at *path*; raises sqlite3.Error where it is none, or cannot be read."""
    with _opened(path) as connection:
        tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")}
        revision = _one(connection, "SELECT version_num FROM alembic_version") if "alembic_version" in tables else None
        newest = _one(connection, "SELECT at FROM events ORDER BY seq DESC LIMIT 1") if "events" in tables else None
        return Inspection(revision, _is_in_wal_mode(path), newest or 0)


def damage(path: Path) -> Iterator[str]:
    """Yield what the database's own check finds, which reads all of it."""
    with _opened(path) as connection:
        yield from (row[0] for row in connection.execute("PRAGMA integrity_check(20)") if row[0] != "ok")


def rows_without_owner(path: Path) -> Iterator[tuple[str, str]]:
    """Yield table and owner's table of every row that refers to nothing."""
    with _opened(path) as connection:
        yield from ((row[0], row[2]) for row in connection.execute("PRAGMA foreign_key_check"))


def blob_sizes(path: Path) -> Iterator[tuple[str, int]]:
    """Yield every blob that has a row, with its size."""
    with _opened(path) as connection:
        yield from connection.execute("SELECT sha256, size_bytes FROM blobs ORDER BY sha256")


def is_synced() -> bool:
    """Say whether a commit of this program is on disk when it returns."""
    with closing(connect(Path(":memory:"), read_only=True)) as connection:
        return bool(_one(connection, "PRAGMA synchronous") == SYNCHRONOUS_FULL)


def has_full_text_search() -> bool:
    """Say whether this SQLite has FTS5."""
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5(word)")
        except sqlite3.Error:
            return False
    return True


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    # without a log nobody has it open, and SQLite would make one only to read
    how = "mode=ro" if path.with_name(f"{path.name}-wal").exists() else "mode=ro&immutable=1"
    uri = f"file:{quote(str(path.absolute()))}?{how}"
    with closing(sqlite3.connect(uri, uri=True, timeout=WAIT_S, isolation_level=None)) as connection:
        yield connection


def _is_in_wal_mode(path: Path) -> bool:
    # a connection to an immutable file does not tell; the header does (SQLite file format, section 1.3.3)
    with path.open("rb") as file:
        return file.read(20)[18:] == b"\2\2"


def _one(connection: sqlite3.Connection, statement: str) -> Any:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None
