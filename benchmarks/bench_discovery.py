# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Discovery among very many installed distributions, and starting a runtime with very many interlinkers."""

import importlib.metadata
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from bench_start import first_answer
from installing import install
from quick import taken
from rounds import Cost, Row, compare, report

from interlink_runtime.discovery import Discoverer, discover
from interlink_runtime.discovery.stamps import TICK_NS

DISTRIBUTIONS, INTERLINKERS = 1_000, 50
FEW, MANY = 50, 500
ROUNDS, STARTS = 15, 7
QUICK = 20
"""How much smaller everything is with `--quick`."""


def rows(folder: Path, scale: int) -> Iterator[Row]:
    """Yield what discovery and starts cost."""
    rounds, starts = (ROUNDS, STARTS) if scale == 1 else (1, 1)
    site = folder / "site"
    install(site, INTERLINKERS // scale, (DISTRIBUTIONS - INTERLINKERS) // scale)
    _let_clocks_tick()
    yield from _discovery_rows(site, folder / "discovery.json", rounds)
    for count in (FEW, MANY):
        install(folder / f"site-{count}", count // scale)
    _let_clocks_tick()
    yield from _start_rows(folder, scale, starts)


def scan(site: Path) -> None:
    """Look for entry points as `importlib.metadata` does it, in *site* alone."""
    before, sys.path = sys.path, [str(site)]
    try:
        importlib.metadata.entry_points(group="interlink.interlinkers")
    finally:
        sys.path = before


def _discovery_rows(site: Path, memory: Path, rounds: int) -> Iterator[Row]:
    discoverer, where = Discoverer([str(site)]), [str(site)]
    found = discoverer.look()
    if found.refusals or discoverer.look() is not found:
        raise RuntimeError("a second look should have found the same")
    count = sum(1 for _ in importlib.metadata.distributions(path=where))
    size = f"{count} distributions, {len(found.candidates)} of them with interlinkers"
    yield compare(
        f"second look at {size}",
        "`importlib.metadata` scan",
        partial(_cost_of, discoverer.look),
        partial(_cost_of, partial(scan, site)),
        rounds=rounds,
        at_most=0.1,
    )
    discover(where, memory=memory)
    yield compare(
        f"look of a new process at {size}",
        "reading every manifest",
        partial(_cost_of, partial(discover, where, memory=memory)),
        partial(_cost_of, partial(discover, where)),
        rounds=rounds,
        at_most=0.2,
    )


def _start_rows(folder: Path, scale: int, rounds: int) -> Iterator[Row]:
    few, many = (partial(_start, folder, count) for count in (FEW, MANY))
    bare = partial(first_answer, "bare", folder)
    for start in (few, many) * min(2, rounds):
        start()  # makes the stores; the second time, what has settled since is remembered
    yield compare(
        f"runtime start to first answer, {FEW // scale} interlinkers",
        "bare FastAPI",
        few,
        bare,
        rounds=rounds,
        at_most=3,
    )
    yield compare(
        f"runtime start to first answer, {MANY // scale} interlinkers",
        f"the same with {FEW // scale}",
        many,
        few,
        rounds=rounds,
        at_most=1.3,
    )


def _start(folder: Path, count: int) -> Cost:
    with _on_path(folder / f"site-{count}"):
        return first_answer("runtime", folder / f"store-{count}")


@contextmanager
def _on_path(site: Path) -> Iterator[None]:
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = str(site)
    try:
        yield
    finally:
        del os.environ["PYTHONPATH"]
        if before is not None:
            os.environ["PYTHONPATH"] = before


def _cost_of(work: Callable[[], object]) -> Cost:
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - began, time.process_time() - cpu)


def _let_clocks_tick() -> None:
    """Wait until what was just installed may be remembered."""
    time.sleep(2 * TICK_NS / 1e9)


def main() -> None:
    """Measure, print and report."""
    scale = QUICK if taken() else 1
    with tempfile.TemporaryDirectory() as name:
        measured = list(rows(Path(name), scale))
    report(measured, __file__)


if __name__ == "__main__":
    main()
