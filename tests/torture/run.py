# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One run: clients and trouble from one seed, then the checks."""

import asyncio
import os
import time
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

from interlink_runtime.runtime import open_runtime, sweep_up
from tests.torture.checks.answers import check_answers
from tests.torture.checks.assets import check_assets
from tests.torture.checks.edits import check_edits
from tests.torture.checks.events import check_events
from tests.torture.checks.faults import Fault, lives_in
from tests.torture.checks.kept import read_kept
from tests.torture.checks.participation import check_participation
from tests.torture.checks.remains import check_blobs, check_rows, check_scratch
from tests.torture.clients import CLIENTS, Client
from tests.torture.history import History
from tests.torture.server import Server
from tests.torture.trouble import TROUBLES, Trouble, make_trouble
from tests.torture.visit import visit
from tests.torture.world import World

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
        done = sum(one.is_done for one in self.history.operations)
        retried = sum(one.attempts > 1 for one in self.history.operations)
        troubles = Counter(what.split()[0].rstrip(":") for _, what in self.history.troubles)
        told = ", ".join(f"{number} {what}" for what, number in sorted(troubles.items()))
        return (
            f"seed {self.seed}: {len(self.history.operations)} operations, {done} done, {retried} sent again, "
            f"{self.lives} lives ({told}), {self.took_s:.1f} s: "
            + (f"{len(self.faults)} faults" if self.faults else "clean")
        )


async def torture(
    seed: int,
    folder: Path,
    *,
    operations: int = OPERATIONS,
    mutant: str | None = None,
    troubles: Iterable[Trouble] = TROUBLES,
) -> Outcome:
    """Run *seed* in *folder*, which must be empty, and return what was found."""
    began, history = time.monotonic(), History()
    server = Server(folder, mutant)
    world = World(operations, Random(f"{seed}/world"))
    await server.start()
    try:
        trouble = asyncio.create_task(make_trouble(server, history, Random(f"{seed}/trouble"), tuple(troubles)))
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
    faults += [*check_answers(history, lives), *check_edits(lives)]
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
