# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong runtimes: each breaks one promise, to prove that the torture notices.

A mutant is made inside the server's process, before the application is.
"""

import asyncio
import os
import sqlite3
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial, wraps
from itertools import count
from typing import Any

from interlink_runtime.assets import changes, contribute, once
from interlink_runtime.assets import delete as deletion
from interlink_runtime.store import Step, writer
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.store import Store
from tests.torture.checks.faults import Kind

NTH = 3
"""Every so many times a mutant does wrong."""


@dataclass(frozen=True)
class Mutant:
    """One way to be wrong, and the faults that must be found of it."""

    make: Callable[[], None]
    caught_as: frozenset[Kind]


def forget_commits() -> None:
    """Acknowledge now and then what was rolled back."""
    commit, turn = writer.commit_group, count(1)

    def commit_group(connection: sqlite3.Connection) -> None:
        if next(turn) % NTH == 0:
            connection.execute("ROLLBACK")
        else:
            commit(connection)

    writer.commit_group = commit_group  # type: ignore[attr-defined]


def acknowledge_early() -> None:
    """Acknowledge before it is committed."""
    commit = Store.commit
    later: set[asyncio.Task[None]] = set()

    async def commit_later(store: Store, steps: Sequence[Step]) -> None:
        async def wait_and_commit() -> None:
            await asyncio.sleep(0.3)
            await commit(store, steps)

        later.add(asyncio.create_task(wait_and_commit()))

    Store.commit = commit_later  # type: ignore[method-assign]


def never_sync_files() -> None:
    """Leave the bytes of files to the kernel."""
    os.fsync = lambda descriptor: None  # type: ignore[assignment]  # noqa: ARG005 - the signature is os.fsync's


def never_sync_the_database() -> None:
    """Leave the database's log to the kernel."""
    connect = sqlite3.connect

    @wraps(connect)
    def connect_careless(*arguments: Any, **more: Any) -> sqlite3.Connection:
        made: sqlite3.Connection = connect(*arguments, **more)
        execute = made.execute

        def run(sql: str, *values: Any) -> sqlite3.Cursor:
            return execute("PRAGMA synchronous = OFF" if sql.startswith("PRAGMA synchronous =") else sql, *values)

        made.execute = run  # type: ignore[method-assign]
        return made

    sqlite3.connect = connect_careless  # type: ignore[assignment]


def forget_events() -> None:
    """Commit now and then without the event."""
    insert, turn = changes.insert_event, count(1)

    def insert_event(**event: Any) -> Step:
        step = insert(**event)
        return _without_effect(step) if next(turn) % NTH == 0 else step

    changes.insert_event = insert_event  # type: ignore[attr-defined]


def double_on_retry() -> None:
    """Never know a request again."""

    async def known_reply(*_: Any) -> None:
        return None

    insert = once.insert_reply
    once.known_reply = known_reply  # type: ignore[attr-defined]
    once.insert_reply = lambda **reply: _without_effect(insert(**reply))  # type: ignore[attr-defined]


def lose_blobs() -> None:
    """Say that a file is stored which is not."""
    put, turn = LocalBlobs.put, count(1)

    async def put_some(blobs: LocalBlobs, *arguments: Any, **more: Any) -> Any:
        blob = await put(blobs, *arguments, **more)
        if next(turn) % NTH == 0:
            blobs.delete(blob.sha256)
        return blob

    LocalBlobs.put = put_some  # type: ignore[method-assign]


def keep_blobs() -> None:
    """Remove no file, whatever is swept."""
    LocalBlobs.delete_older = lambda *_: False  # type: ignore[method-assign]


def overwrite_blindly() -> None:
    """Take an edit for an edit of the newest version, whatever it was made to."""
    update = changes.update_asset

    def update_asset(row: Any, *, expected_version: int) -> Step:
        step = update(row, expected_version=expected_version)
        return replace(step, statement=replace(step.statement, sql=_without_version(step.statement.sql)))

    changes.update_asset = update_asset  # type: ignore[attr-defined]
    changes.insert_version = partial(_replacing, changes.insert_version)  # type: ignore[attr-defined]


def count_twice() -> None:
    """Take every answer of a person for the first."""
    row = contribute._row
    contribute._row = lambda *given: replace(row(*given), id=once_more(), once_key=None)  # type: ignore[attr-defined]
    ids = count(1)

    def once_more() -> str:
        return f"{os.getpid()}-{next(ids)}"


def never_delete() -> None:
    """Say that an asset is deleted, and keep it."""
    erase = deletion.erase
    deletion.erase = lambda asset: [_without_effect(step) for step in erase(asset)]  # type: ignore[attr-defined]


def forget_owners() -> None:
    """Make an asset now and then without its owner's grant."""
    put, turn = changes.put_grant, count(1)

    def put_grant(**grant: Any) -> Step:
        step = put(**grant)
        return _without_effect(step) if next(turn) % NTH == 0 else step

    changes.put_grant = put_grant  # type: ignore[attr-defined]


MUTANTS: dict[str, Mutant] = {
    mutant.make.__name__.replace("_", "-"): mutant
    for mutant in (
        Mutant(forget_commits, frozenset({"lost"})),
        Mutant(acknowledge_early, frozenset({"lost"})),
        Mutant(never_sync_files, frozenset({"lost"})),
        Mutant(never_sync_the_database, frozenset({"lost"})),
        Mutant(forget_events, frozenset({"event"})),
        Mutant(double_on_retry, frozenset({"doubled"})),
        Mutant(lose_blobs, frozenset({"lost"})),
        Mutant(keep_blobs, frozenset({"orphan"})),
        Mutant(overwrite_blindly, frozenset({"unexplained"})),
        Mutant(count_twice, frozenset({"doubled"})),
        Mutant(never_delete, frozenset({"risen"})),
        Mutant(forget_owners, frozenset({"half_made"})),
    )
}


def _without_effect(step: Step) -> Step:
    """Return a step that touches no row and does not mind."""
    nothing = replace(step.statement, sql="SELECT 1", bound={})
    return replace(step, statement=nothing, params={}, rows=None)


def _without_version(sql: str) -> str:
    before, _, _ = sql.rpartition(" AND ")
    return before


def _replacing(insert: Callable[..., Step], row: Any, *, actor: str) -> Step:
    step = insert(row, actor=actor)
    text = step.statement.sql.replace("INSERT INTO", "INSERT OR REPLACE INTO", 1)
    return replace(step, statement=replace(step.statement, sql=text))
