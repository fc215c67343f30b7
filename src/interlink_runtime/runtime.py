# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One running runtime: what every verb, page and command works with, and how it is kept tidy.

A command may run beside the server on the same folder: each process has scratch space of its own.
"""

import asyncio
import fcntl
import gc
import logging
import os
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from interlink_runtime.clock import microseconds
from interlink_runtime.discovery import Discovery, discover
from interlink_runtime.host import Host
from interlink_runtime.settings import Settings
from interlink_runtime.store import StaleWrite, Store, open_store
from interlink_runtime.store.access_tokens import drop_access_tokens
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.idempotency import drop_replies
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.logout_tokens import drop_logout_tokens
from interlink_runtime.store.meta import instance_key
from interlink_runtime.store.people import drop_login_links
from interlink_runtime.store.secret_tallies import tallies_before, tell_of
from interlink_runtime.store.sessions import drop_ended_sessions
from interlink_runtime.store.sweep import sweep
from interlink_runtime.store.unsent_forms import drop_lapsed_unsent
from interlink_runtime.turns import Turns
from interlink_sdk.errors import InterlinkError
from interlink_sdk.keeping import day_of

SWEEP_EVERY_S = 3_600
SWEEP_GRACE_S = 3_600
"""How long bytes may lie without a row that names them: longer than any upload takes."""
REPLIES_KEPT = timedelta(days=7)
TOKENS_KEPT = timedelta(days=90)
"""How long an access token that has expired is still listed, so that its owner sees why a script fails."""
NEW_OBJECTS = 10_000
"""After how many the collector looks for unused ones; 700 is for programs that do not answer requests."""
log = logging.getLogger("interlink.runtime")


@dataclass(frozen=True, slots=True)
class Runtime:
    """Everything that is open while the runtime runs."""

    settings: Settings
    store: Store
    blobs: LocalBlobs
    host: Host
    key: bytes
    """The instance's own secret: signs tokens, makes pseudonyms and opaque actors."""
    scratch: Path
    """Where calls get folders of their own."""
    now: Callable[[], datetime]
    turns: Turns = field(default_factory=Turns)
    """What is under way with an Idempotency-Key."""


@asynccontextmanager
async def open_runtime(
    settings: Settings, *, discovery: Discovery | None = None, now: Callable[[], datetime] = lambda: datetime.now(UTC)
) -> AsyncIterator[Runtime]:
    """Open store and host for as long as the context lasts; interlinkers open in the background."""
    folder = settings.store.folder
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with open_scratch(folder / "scratch") as scratch:
        store = await open_store(folder / "interlink.sqlite3", lock_wait_s=settings.store.lock_wait_s)
        host = Host(discovery or discover(memory=folder / "discovery.json"), settings)
        try:
            blobs = LocalBlobs(folder / "blobs")
            host.start()
            yield Runtime(settings, store, blobs, host, await instance_key(store), scratch, now)
        finally:
            await host.close()
            await store.close()


@contextmanager
def open_scratch(parent: Path) -> Iterator[Path]:
    """Give a folder that is this process's alone, and remove those of processes that are gone.

    A folder is locked (flock) while its process lives; the kernel unlocks those of killed ones.
    """
    parent.mkdir(exist_ok=True, mode=0o700)
    own = parent.resolve() / new_id()
    with ExitStack() as held:
        with _locked(parent):
            for left in parent.iterdir():
                with suppress(OSError), _locked(left, fcntl.LOCK_EX | fcntl.LOCK_NB):
                    shutil.rmtree(left)
            own.mkdir(mode=0o700)
            held.enter_context(_locked(own))
        held.callback(shutil.rmtree, own, ignore_errors=True)
        yield own


@asynccontextmanager
async def settled(runtime: Runtime) -> AsyncIterator[None]:
    """Spare the collector what lives as long as the runtime, now and when every interlinker is open.

    It would walk through all modules again and again: a fifth of the time that making an asset
    takes, and 70 ms during which nobody is answered (benchmarks/bench_http.py).
    """
    before = gc.get_threshold()
    gc.set_threshold(NEW_OBJECTS, *before[1:])
    gc.freeze()
    task = asyncio.create_task(_freeze_when_open(runtime))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
        gc.unfreeze()
        gc.set_threshold(*before)


@asynccontextmanager
async def housekeeping(runtime: Runtime) -> AsyncIterator[None]:
    """Sweep now and every hour for as long as the context lasts; for the server, not for commands."""
    task = asyncio.create_task(_keep_house(runtime))
    try:
        yield
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def sweep_up(runtime: Runtime, *, grace_s: float = SWEEP_GRACE_S) -> list[str]:
    """Forget what has expired, remove bytes that nothing names, and return their digests."""
    now = runtime.now()
    idle = timedelta(minutes=runtime.settings.identity.idle_minutes)
    await runtime.store.commit(
        [
            drop_ended_sessions(now=microseconds(now), idle_since=microseconds(now - idle)),
            drop_login_links(microseconds(now)),
            drop_lapsed_unsent(microseconds(now)),
            drop_logout_tokens(microseconds(now)),
            drop_access_tokens(microseconds(now - TOKENS_KEPT)),
            drop_replies(microseconds(now - REPLIES_KEPT)),
        ]
    )
    await _tell_of_past_days(runtime)
    return await sweep(runtime.store, runtime.blobs, now_s=now.timestamp(), grace_s=grace_s)


def grace_for(passed_s: float, waited_s: float) -> float:
    """Return the grace where *passed_s* have passed by the clock, but only *waited_s* in truth.

    A clock that jumped ahead (a machine that slept, a late correction) makes bytes look old that
    are on their way to a row now.
    """
    return SWEEP_GRACE_S + max(0.0, passed_s - waited_s)


async def _tell_of_past_days(runtime: Runtime) -> None:
    """Make an event of each count of secret entries whose day is over."""
    today = microseconds(day_of(runtime.now()))
    while tallies := await tallies_before(runtime.store, today):
        for tally in tallies:
            with suppress(StaleWrite):  # it has grown, by a clock that was put back; the next round tells
                await runtime.store.commit(tell_of(tally))


async def _freeze_when_open(runtime: Runtime) -> None:
    await runtime.host.opened()
    gc.freeze()


async def _keep_house(runtime: Runtime) -> None:
    began, began_s = runtime.now(), time.monotonic()
    while True:
        grace_s = grace_for((runtime.now() - began).total_seconds(), time.monotonic() - began_s)
        try:
            removed = await sweep_up(runtime, grace_s=grace_s)
            log.info("the sweep removed %d file(s)", len(removed))
        except (InterlinkError, OSError) as error:
            log.warning("the sweep is put off for an hour: %s", error)
        await asyncio.sleep(SWEEP_EVERY_S)


@contextmanager
def _locked(folder: Path, how: int = fcntl.LOCK_EX) -> Iterator[None]:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, how)
        yield
    finally:
        os.close(descriptor)
