# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One run: clients and trouble from one seed, then the checks."""

import asyncio
import os
import time
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from interlink_runtime.cli.serving import ServerName
from interlink_runtime.runtime import open_runtime, sweep_up

from .answers import check_answers
from .asked import check_asked
from .assets import check_assets
from .clients import CLIENTS, Client
from .edits import check_edits
from .events import check_events
from .faults import Fault, lives_in
from .history import History
from .kept import read_kept
from .mutants import MUTANTS
from .participation import check_participation
from .remains import check_blobs, check_rows, check_scratch
from .server import Server
from .trouble import ALL_TROUBLES, TROUBLES, make_trouble
from .visit import visit
from .world import World

OPERATIONS = 200
LATER = timedelta(days=30)
"""When the last sweep is made: later than anything that the jumping clock has dated."""


@dataclass(frozen=True)
class Outcome:
    """What one run showed."""

    seed: int
    history: History
    faults: list[Fault]
    lives: int
    took_s: float

    def __str__(self) -> str:
        sent = [one for one in self.history.operations if one.attempts]
        done, again = sum(one.is_done for one in sent), sum(one.attempts > 1 for one in sent)
        troubles = Counter(what.partition(":")[0] for _, what in self.history.troubles)
        told = ", ".join(f"{what} {number}" for what, number in sorted(troubles.items()))
        found = f"{len(self.faults)} faults" if self.faults else "clean"
        return (
            f"seed {self.seed}: {found} ({len(sent)} operations, {done} done, {again} sent again, "
            f"{self.lives} lives; {told}; {self.took_s:.1f} s)"
        )


async def torture(
    seed: int,
    folder: Path,
    *,
    operations: int = OPERATIONS,
    mutant: str | None = None,
    kind: ServerName = ServerName.UVICORN,
) -> Outcome:
    """Run *seed* in *folder*, which must be empty, and return what was found; a mutant has its own trouble."""
    troubles = [each for each in ALL_TROUBLES if mutant and each.__name__ == MUTANTS[mutant].trouble] or TROUBLES
    began, history = time.monotonic(), History()
    server = Server(folder, mutant, kind=kind)
    world = World(operations, Random(f"{seed}/world"))
    await server.start()
    try:
        trouble = asyncio.create_task(make_trouble(server, history, Random(f"{seed}/trouble"), troubles))
        clients = [Client(number, server, history, world, seed) for number in range(CLIENTS)]
        await server.alive_while(asyncio.gather(*(client.work() for client in clients)))
        trouble.cancel()
        with suppress(asyncio.CancelledError):
            await trouble
        lives = lives_in(history)
        faults = await visit(server, history, lives)
    finally:
        await server.stop()
        history.write(folder / "history.jsonl")
    faults += [Fault("unexpected", end) for end in server.unexpected]
    faults += [*check_answers(history, lives), *check_asked(history, folder), *check_edits(lives)]
    kept = read_kept(server.database)
    faults += [*check_rows(kept), *check_assets(lives, kept)]
    faults += [*check_events(history, lives, kept), *check_participation(lives, kept)]
    await _sweep(server)
    faults += [*check_blobs(read_kept(server.database), server.blobs), *check_scratch(server.settings.store.folder)]
    return Outcome(seed, history, faults, server.lives, time.monotonic() - began)


async def _sweep(server: Server) -> None:
    """Sweep twice, long after: what nothing names is dated by the first sweep and goes with the second."""
    stamp = time.time() - LATER.total_seconds()
    for file in server.blobs.rglob("*"):
        os.utime(file, (stamp, stamp))
    for later in (LATER, 2 * LATER):
        when = datetime.now(UTC) + later
        async with open_runtime(server.settings, now=lambda when=when: when) as runtime:  # type: ignore[misc]
            await sweep_up(runtime)
