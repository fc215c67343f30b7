# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The SQLite file: how it is opened, read and written, and how its refusals are understood.

A write is refused alone where the fault is its own (stale, duplicate, a value that does not fit).
Where the file cannot be used at all, the whole group is rolled back and nothing of it is there.
"""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from interlink_runtime.store.statements import Statement, Step
from interlink_sdk.errors import StoreUnavailable

RETRY_AFTER_S = 5
MAX_IDLE_LOG_BYTES = 64 * 1024 * 1024
"""What the write-ahead log keeps on disk after a burst."""
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
_FAULTS = frozenset(
    {
        sqlite3.SQLITE_ERROR,
        sqlite3.SQLITE_CONSTRAINT,
        sqlite3.SQLITE_MISMATCH,
        sqlite3.SQLITE_MISUSE,
        sqlite3.SQLITE_RANGE,
        sqlite3.SQLITE_TOOBIG,
    }
)
"""Codes for which one statement or its values are to blame; all others are about the file."""
_DUPLICATES = frozenset({sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY})
Row = tuple[Any, ...]


class StaleWrite(Exception):
    """A step touched other rows than it was meant to: what it was based on has changed."""

    def __init__(self, step: int) -> None:
        super().__init__(f"step {step} did not find the rows it was meant for")
        self.step = step


class DuplicateKey(Exception):
    """A step would have made a second row where one is allowed."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        super().__init__(f"{table} has a row with these {', '.join(columns)}")
        self.table = table
        self.columns = tuple(columns)


class StoreBusy(Exception):
    """Another process holds the lock."""


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection in WAL mode whose commits are synced before they return."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False, cached_statements=256)
    for pragma in (
        "synchronous = FULL",
        "foreign_keys = ON",
        "temp_store = MEMORY",
        "secure_delete = ON",  # what was erased is not to be found in the file's free pages
        f"journal_size_limit = {MAX_IDLE_LOG_BYTES}",
        "query_only = ON" if read_only else "journal_mode = WAL",
    ):
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fetch(
    connection: sqlite3.Connection, statement: Statement, params: Mapping[str, Any], *, max_characters: int = 0
) -> list[Row]:
    """Return the rows that *statement* finds, or with *max_characters* the first that come to so many.

    Raises StoreBusy or StoreUnavailable where the file cannot be read.
    """
    try:
        cursor = connection.execute(statement.sql, {**statement.bound, **params})
        return _first_rows(cursor, max_characters) if max_characters else cursor.fetchall()
    except sqlite3.Error as error:
        raise (outage_of(error) or error) from error


def run_group(connection: sqlite3.Connection, writes: Sequence[Sequence[Step]]) -> list[Exception | None]:
    """Run *writes* in a transaction that is left open, and return for each what was wrong with it alone.

    Nearly always nothing is: so they are run as one, and only where one of them is refused again
    with a savepoint for each, which costs as much as two of their statements.
    Raises StoreBusy when another process writes, StoreUnavailable when nothing could be written.
    """
    return _run_apart(connection, writes) if _is_refused(connection, writes) else [None for _ in writes]


def commit_group(connection: sqlite3.Connection) -> None:
    """Commit the open transaction; when this returns, it is on disk."""
    try:
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        _roll_back(connection)
        raise (outage_of(error) or error) from error


def outage_of(error: Exception) -> StoreBusy | StoreUnavailable | None:
    """Return why the file cannot be used now, None where one statement or its values are to blame."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF  # the low byte is the primary code
    if code in _FAULTS:
        return None
    if code in _BUSY:
        return StoreBusy()
    name = getattr(error, "sqlite_errorname", "")
    return StoreUnavailable(f"the store cannot be used now: {error} ({name})", retry_after_s=RETRY_AFTER_S)


def _first_rows(cursor: sqlite3.Cursor, max_characters: int) -> list[Row]:
    rows, seen = [], 0
    for row in cursor:
        rows.append(row)
        seen += sum(len(value) for value in row if isinstance(value, str))
        if seen >= max_characters:
            break
    cursor.close()  # an open cursor would keep the log from being written back
    return rows


def _is_refused(connection: sqlite3.Connection, writes: Sequence[Sequence[Step]]) -> bool:
    """Run *writes* as one, and say whether one of them was refused; then nothing is done."""
    try:
        connection.execute("BEGIN IMMEDIATE")
        for steps in writes:
            _run(connection, steps)
    except Exception as error:
        _roll_back(connection)
        if outage := outage_of(error):
            raise outage from error
        return True
    return False


def _run_apart(connection: sqlite3.Connection, writes: Sequence[Sequence[Step]]) -> list[Exception | None]:
    try:
        connection.execute("BEGIN IMMEDIATE")
        return [_run_alone(connection, steps) for steps in writes]
    except Exception as error:
        _roll_back(connection)
        raise (outage_of(error) or error) from error


def _roll_back(connection: sqlite3.Connection) -> None:
    if connection.in_transaction:
        connection.execute("ROLLBACK")


def _run_alone(connection: sqlite3.Connection, steps: Sequence[Step]) -> Exception | None:
    connection.execute("SAVEPOINT one")
    refusal = None
    try:
        _run(connection, steps)
    except Exception as error:
        if outage_of(error) or not connection.in_transaction:
            raise
        # whatever else is wrong with one write must not touch the others
        connection.execute("ROLLBACK TO one")
        refusal = error
    connection.execute("RELEASE one")
    return refusal


def _run(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    for number, step in enumerate(steps):
        try:
            cursor = connection.execute(step.statement.sql, {**step.statement.bound, **step.params})
        except sqlite3.IntegrityError as error:
            raise _refusal(error, number) from error
        if step.rows is not None and cursor.rowcount != step.rows:
            raise StaleWrite(number)


def _refusal(error: sqlite3.IntegrityError, step: int) -> Exception:
    if error.sqlite_errorcode in _DUPLICATES:
        columns = str(error).partition(": ")[2].split(", ")
        table = columns[0].partition(".")[0]
        return DuplicateKey(table, [column.partition(".")[2] for column in columns])
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return StaleWrite(step)  # what the row belongs to is gone
    return error
