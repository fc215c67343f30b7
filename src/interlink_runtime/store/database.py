# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The SQLite file: one connection to read, one to write, and how its refusals are understood."""

import sqlite3
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from interlink_runtime.store.statements import Statement, Step
from interlink_sdk.errors import StoreUnavailable

RETRY_AFTER_S = 5
_BUSY = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
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
    """Another process is writing."""


def connect(path: Path, *, read_only: bool) -> sqlite3.Connection:
    """Return a connection in WAL mode whose commits are synced before they return."""
    connection = sqlite3.connect(path, timeout=0, isolation_level=None, check_same_thread=False)
    pragmas = ["busy_timeout = 0", "synchronous = FULL", "foreign_keys = ON", "temp_store = MEMORY"]
    for pragma in [*pragmas, *(["query_only = ON"] if read_only else [])]:
        connection.execute(f"PRAGMA {pragma}")
    return connection


def fetch(connection: sqlite3.Connection, statement: Statement, params: Mapping[str, Any]) -> list[Row]:
    """Return the rows that *statement* finds; raises StoreUnavailable where the file cannot be read."""
    try:
        return connection.execute(statement.sql, {**statement.bound, **params}).fetchall()
    except sqlite3.OperationalError as error:
        raise unavailable(error) from error


def commit_group(connection: sqlite3.Connection, writes: Sequence[Sequence[Step]]) -> list[Exception | None]:
    """Commit *writes* in one transaction and return for each what was wrong with it alone.

    Raises StoreBusy when another process writes, StoreUnavailable when nothing could be written.
    """
    try:
        connection.execute("BEGIN IMMEDIATE")
        outcomes = [_savepoint(connection, steps) for steps in writes]
        connection.execute("COMMIT")
    except sqlite3.Error as error:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        if getattr(error, "sqlite_errorcode", None) in _BUSY:
            raise StoreBusy from error
        raise unavailable(error) from error
    return outcomes


def unavailable(error: sqlite3.Error) -> StoreUnavailable:
    """Return *error* as the refusal that operators and callers can read."""
    name = getattr(error, "sqlite_errorname", type(error).__name__)
    return StoreUnavailable(f"the store cannot be used now: {error} ({name})", retry_after_s=RETRY_AFTER_S)


def _savepoint(connection: sqlite3.Connection, steps: Sequence[Step]) -> Exception | None:
    connection.execute("SAVEPOINT one")
    try:
        _run(connection, steps)
    except (StaleWrite, DuplicateKey) as refusal:
        connection.execute("ROLLBACK TO one")
        return refusal
    finally:
        if connection.in_transaction:
            connection.execute("RELEASE one")
    return None


def _run(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    for number, step in enumerate(steps):
        try:
            cursor = connection.execute(step.statement.sql, {**step.statement.bound, **step.params})
        except sqlite3.IntegrityError as error:
            raise _refusal(error, number) from error
        if step.rows is not None and cursor.rowcount != step.rows:
            raise StaleWrite(number)


def _refusal(error: sqlite3.IntegrityError, step: int) -> Exception:
    if error.sqlite_errorcode in {sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY}:
        columns = str(error).partition(": ")[2].split(", ")
        table = columns[0].partition(".")[0]
        return DuplicateKey(table, [column.partition(".")[2] for column in columns])
    if error.sqlite_errorcode == sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY:
        return StaleWrite(step)  # what the row belongs to is gone
    return error
