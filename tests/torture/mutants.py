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
from itertools import count
from typing import Any

from interlink_runtime.assets import changes, contribute, once
from interlink_runtime.assets import delete as deletion
from interlink_runtime.store import Step, writer
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.store import Store
from interlink_runtime.turns import Turns

from .faults import Kind

NTH = 3
"""Every so many times a mutant does wrong."""


@dataclass(frozen=True)
class Mutant:
    """One way to be wrong."""

    make: Callable[[], None]
    caught_as: Kind
    """The fault that must be found of it."""
    trouble: str = "set_the_clock"
    """What has to happen for it to show; the clock is no trouble."""


def forget_commits() -> None:
    """Acknowledge now and then what was rolled back."""
    turn = count(1)

    def forgetting(commit: Any) -> Any:
        return lambda connection: connection.execute("ROLLBACK") if next(turn) % NTH == 0 else commit(connection)

    _amend(writer, "commit_group", forgetting)


def acknowledge_early() -> None:
    """Acknowledge before it is committed."""
    later: set[asyncio.Task[None]] = set()

    def early(commit: Any) -> Any:
        async def wait_and_commit(store: Store, steps: Sequence[Step]) -> None:
            await asyncio.sleep(0.3)
            await commit(store, steps)

        async def acknowledge(store: Store, steps: Sequence[Step]) -> None:
            later.add(asyncio.create_task(wait_and_commit(store, steps)))

        return acknowledge

    _amend(Store, "commit", early)


def never_sync_files() -> None:
    """Leave the bytes of files to the kernel."""
    _amend(os, "fsync", lambda _: lambda descriptor: None)


def never_sync_the_database() -> None:
    """Leave the database's log to the kernel."""

    def careless(connect: Any) -> Any:
        def connect_and_relax(*arguments: Any, **more: Any) -> sqlite3.Connection:
            connection: sqlite3.Connection = connect(*arguments, **more)
            _amend(connection, "execute", _relaxed)
            return connection

        return connect_and_relax

    _amend(sqlite3, "connect", careless)


def forget_events() -> None:
    """Commit now and then without the event."""
    _amend(changes, "insert_event", _forgetful)


def double_on_retry() -> None:
    """Never know a request again."""

    async def nothing_known(*_: Any) -> None:
        return None

    _amend(once, "known_reply", lambda _: nothing_known)
    _amend(once, "insert_reply", lambda insert: lambda **reply: _without_effect(insert(**reply)))


def never_wait_for_the_first() -> None:
    """Let each copy of a request act for itself, also while another is under way."""

    def alone(_first: Any) -> Any:
        async def act_alone(_turns: Turns, _key: str, _fingerprint: str, act: Any, **_: Any) -> Any:
            return await act(), False

        return act_alone

    _amend(Turns, "outcome_of_first", alone)


def keep_replies_of_the_dead() -> None:
    """Keep what was answered about an asset although it is erased."""
    _amend(deletion, "erase", lambda erase: lambda asset: [_unless_replies(step) for step in erase(asset)])


def lose_blobs() -> None:
    """Lose now and then a file some time after it was stored."""
    turn = count(1)

    def losing(put: Any) -> Any:
        async def put_and_lose(blobs: LocalBlobs, *arguments: Any, **more: Any) -> Any:
            blob = await put(blobs, *arguments, **more)
            if next(turn) % NTH == 0:
                asyncio.get_running_loop().call_later(0.5, blobs.delete, blob.sha256)
            return blob

        return put_and_lose

    _amend(LocalBlobs, "put", losing)


def overwrite_blindly() -> None:
    """Take an edit for an edit of the newest version, whatever it was made to."""

    def blind(update: Any) -> Any:
        def update_whatever_there_is(row: Any, *, expected_version: int) -> Step:
            step: Step = update(row, expected_version=expected_version)
            return _with_sql(step, step.statement.sql.rpartition(" AND ")[0])

        return update_whatever_there_is

    def replacing(insert: Any) -> Any:
        def insert_or_replace(row: Any, *, actor: str) -> Step:
            step: Step = insert(row, actor=actor)
            return _with_sql(step, step.statement.sql.replace("INSERT INTO", "INSERT OR REPLACE INTO", 1))

        return insert_or_replace

    _amend(changes, "update_asset", blind)
    _amend(changes, "insert_version", replacing)


def count_twice() -> None:
    """Take every answer of a person for the first."""
    ids = count(1)

    def again(row: Any) -> Any:
        return lambda *given: replace(row(*given), id=f"{os.getpid()}-{next(ids)}", once_key=None)

    _amend(contribute, "_row", again)


def never_delete() -> None:
    """Say that an asset is deleted, and keep it."""
    _amend(deletion, "erase", lambda erase: lambda asset: [_without_effect(step) for step in erase(asset)])


def forget_owners() -> None:
    """Make an asset now and then without its owner's grant."""
    _amend(changes, "put_grant", _forgetful)


MUTANTS: dict[str, Mutant] = {
    mutant.make.__name__.replace("_", "-"): mutant
    for mutant in (
        Mutant(forget_commits, "lost"),
        Mutant(acknowledge_early, "lost", "kill_at_once"),
        Mutant(never_sync_files, "lost", "cut_the_power"),
        Mutant(never_sync_the_database, "lost", "cut_the_power"),
        Mutant(forget_events, "event"),
        Mutant(double_on_retry, "doubled", "kill_after_a_commit"),
        Mutant(never_wait_for_the_first, "doubled"),
        Mutant(keep_replies_of_the_dead, "orphan"),
        Mutant(lose_blobs, "lost"),
        Mutant(overwrite_blindly, "unexplained"),
        Mutant(count_twice, "doubled"),
        Mutant(never_delete, "risen"),
        Mutant(forget_owners, "half_made"),
    )
}


def _amend(owner: Any, name: str, wrap: Callable[[Any], Any]) -> None:
    setattr(owner, name, wrap(getattr(owner, name)))


def _forgetful(step_for: Any) -> Any:
    turn = count(1)

    def step_or_nothing(**given: Any) -> Step:
        step: Step = step_for(**given)
        return _without_effect(step) if next(turn) % NTH == 0 else step

    return step_or_nothing


def _relaxed(execute: Any) -> Any:
    def run(sql: str, *values: Any) -> sqlite3.Cursor:
        cursor: sqlite3.Cursor = execute("PRAGMA synchronous = OFF" if "synchronous = FULL" in sql else sql, *values)
        return cursor

    return run


def _without_effect(step: Step) -> Step:
    """Return a step that touches no row and does not mind."""
    nothing = replace(step.statement, sql="SELECT 1", bound={})
    return replace(step, statement=nothing, params={}, rows=None)


def _unless_replies(step: Step) -> Step:
    return _without_effect(step) if "idempotency" in step.statement.sql else step


def _with_sql(step: Step, sql: str) -> Step:
    return replace(step, statement=replace(step.statement, sql=sql))
