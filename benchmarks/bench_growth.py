# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What reading, making and listing cost in a store of a million assets, against one of a thousand.

The verbs are measured, not the HTTP around them, which would hide a part of any growth. The one
who lists is a clerk who reaches every asset; the other one has a few of them.
"""

import argparse
import asyncio
import json
import random
import statistics
import tempfile
import time
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from filled import ABSENT, CLERK, FREQUENT, KEPT, RARE, filled_folder, token_of
from growth_page import Growth, put_into_docs
from rounds import Cost, Row, compare, machine, today
from serving import ASSETS, CLIENTS, READS, Server, serving

from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.assets.listing import list_assets
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.versions import versions_of_asset
from interlink_runtime.identity.people import principal_of_person
from interlink_runtime.identity.principals import Principal
from interlink_runtime.identity.sessions import principal_of_token, start_session
from interlink_runtime.runtime import Runtime, open_runtime, sweep_up
from interlink_runtime.settings import Settings
from interlink_runtime.store.assets import all_assets_page, insert_version, update_asset
from interlink_runtime.store.events import events_after, last_change, last_seq
from interlink_runtime.store.grants import grants_of
from interlink_runtime.store.statements import Statement

SIZES, QUICK_SIZES = (1_000, 10_000, 100_000, 1_000_000), (200, 400)
PAGE = 50
DEEP = 50_000
"""How many entries lie before a page that is far behind the first."""
SAMPLE = 2_000
READ_OVER_HTTP = "read one asset over HTTP"
DRAWN = (
    READ_OVER_HTTP,
    "make one",
    "first page: no filter",
    "deep page: no filter",
    "first page: name that a dozen have",
)
VERSIONS = 200
MAX_READ, MAX_LIST = 1.1, 1.5
PARAMS = {"title": "Meeting of the neighbourhood", "date": "2026-05-01", "participants": ["Ana"], "place": "x" * 100}

Measured = Callable[["Place"], Awaitable[Any]]


@dataclass(frozen=True)
class Place:
    """One filled store that is open, and who asks there."""

    count: int
    runtime: Runtime
    clerk: Principal
    person: Principal
    """Somebody who has a few assets, whatever their number."""
    asset: Kept
    """The newest that the clerk owns; it was edited often."""
    some: tuple[str, ...]
    """Assets from all over the store."""
    deep: str
    """The cursor after very many entries."""
    token: str
    """The clerk's, for asking over HTTP."""

    @property
    def folder(self) -> Path:
        """Where the store lies."""
        return self.runtime.settings.store.folder


@dataclass(frozen=True)
class Question:
    """Something that is asked of every store, with the goal for how its cost may grow."""

    what: str
    ask: Measured
    times: int = 20
    at_most: float | None = MAX_LIST
    reference: Measured | None = None
    """What it is compared with in the small store; None is the same question."""


def listing(**filters: Any) -> Measured:
    """Return the question for the clerk's newest assets."""
    return lambda place: list_assets(place.runtime, place.clerk, limit=PAGE, **filters)


def deep_listing(**filters: Any) -> Measured:
    """Return the question for a page far behind the first."""
    return lambda place: list_assets(place.runtime, place.clerk, limit=PAGE, after=place.deep, **filters)


FIRST = listing()
FILTERS: dict[str, dict[str, Any]] = {
    "no filter": {},
    "one interlinker": {"interlinker": "forum"},
    "role owner": {"role": "owner"},
    "role viewer": {"role": "viewer"},
    "interlinker and role": {"interlinker": "forum", "role": "editor"},
    "name that many have": {"search": FREQUENT},
    "name that a dozen have": {"search": RARE},
    "name that nobody has": {"search": ABSENT},
    "two letters of a name": {"search": "rt"},
    "name, interlinker and role": {"search": FREQUENT, "interlinker": "poll", "role": "viewer"},
}


def questions() -> Iterator[Question]:
    """Yield all that is asked."""
    yield Question("read one asset", _read_one, 500, at_most=None)
    yield Question("make one", lambda place: make_asset(place.runtime, place.person, "meeting-notes", PARAMS), 30)
    for name, filters in FILTERS.items():
        yield Question(f"first page: {name}", listing(**filters), reference=FIRST)
    for name, filters in FILTERS.items():
        yield Question(f"deep page: {name}", deep_listing(**filters), reference=FIRST)
    yield Question("a person with a few", lambda place: list_assets(place.runtime, place.person, limit=PAGE))
    yield Question(
        "a person with a few: name that many have",
        lambda place: list_assets(place.runtime, place.person, search=FREQUENT, limit=PAGE),
    )
    yield Question("command: all", lambda place: all_assets_page(place.runtime.store, limit=PAGE))
    yield Question(
        "command: one interlinker",
        lambda place: all_assets_page(place.runtime.store, interlinker="forum", limit=PAGE),
    )
    yield Question(
        "command: name that a dozen have",
        lambda place: all_assets_page(place.runtime.store, search=RARE, limit=PAGE),
        reference=lambda place: all_assets_page(place.runtime.store, limit=PAGE),
    )
    yield Question("versions of one asset", lambda place: versions_of_asset(place.runtime, place.clerk, place.asset.id))
    yield Question("who has a role", lambda place: grants_of(place.runtime.store, place.asset.id), 100)
    yield Question("last change of one asset", lambda place: last_change(place.runtime.store, place.asset.id), 100)
    yield Question("newest events", _newest_events)
    yield Question("who has this session", lambda place: principal_of_token(place.runtime, token_of(1)), 100)
    yield Question("sign in", lambda place: start_session(place.runtime, "p1"), 30)


async def _read_one(place: Place) -> Any:
    return await load(place.runtime, place.clerk, random.choice(place.some), "read")


async def _newest_events(place: Place) -> Any:
    return await events_after(place.runtime.store, await last_seq(place.runtime.store) - 100, 100)


class Bench:
    """Measures all questions in stores that are open; lives for one run."""

    def __init__(self, loop: asyncio.AbstractEventLoop, places: list[Place], rounds: int, share: float) -> None:
        self._loop = loop
        self._places = places
        self._rounds = rounds
        self._share = share

    def growth(self, question: Question) -> Growth:
        """Compare each larger store with the smallest."""
        small = self._places[0]
        reference = question.reference or question.ask
        rows = {
            place.count: compare(
                f"{question.what}, {place.count:,} assets",
                f"{'its first page' if question.reference else 'the same'}, {small.count:,}",
                lambda place=place: self._cost(question, question.ask, place),
                lambda: self._cost(question, reference, small),
                rounds=self._rounds,
                at_most=question.at_most,
            )
            for place in self._places[1:]
        }
        own, first = (self._cpu_ms(question, ask) for ask in (question.ask, reference))
        return _growth(question.what, question.at_most, small.count, own, first, rows)

    def _cpu_ms(self, question: Question, ask: Measured) -> float:
        small = self._places[0]
        return statistics.median(self._cost(question, ask, small).cpu_s for _ in range(self._rounds)) * 1_000

    def growth_over_http(self) -> Growth:
        """Compare reading over HTTP: the goal is about what an asker notices, and this is where it is."""
        small, *larger = self._places
        with serving("runtime", small.folder, small.token) as reference:
            rows = {place.count: self._compare_reads(place, small, reference) for place in larger}
            own = reference.read([f"{ASSETS}/{asset}" for asset in small.some]).cpu_s * 1_000
        return _growth(READ_OVER_HTTP, MAX_READ, small.count, own, own, rows)

    def _compare_reads(self, place: Place, small: Place, reference: Server) -> Row:
        with serving("runtime", place.folder, place.token) as subject:
            count = max(CLIENTS, int(READS * self._share))
            ours, theirs = ([f"{ASSETS}/{asset}" for asset in some.some] for some in (place, small))
            subject.read(ours, count)
            reference.read(theirs, count)
            return compare(
                f"{READ_OVER_HTTP}, {place.count:,} assets",
                f"the same, {small.count:,}",
                lambda: subject.read(ours, count),
                lambda: reference.read(theirs, count),
                rounds=self._rounds,
                at_most=MAX_READ,
            )

    def sweeps(self) -> dict[int, tuple[float, int]]:
        """Return how long the sweep takes in each store in seconds, and how many blobs it looks at."""
        taken = {}
        for place in self._places:
            began = time.perf_counter()
            self._loop.run_until_complete(sweep_up(place.runtime))
            taken[place.count] = time.perf_counter() - began, sum(1 for _ in place.runtime.blobs.names())
        return taken

    def _cost(self, question: Question, ask: Measured, place: Place) -> Cost:
        times = max(1, int(question.times * self._share))
        return self._loop.run_until_complete(_cost(ask, place, times))


def _growth(what: str, at_most: float | None, small: int, own: float, first: float, rows: dict[int, Row]) -> Growth:
    """Return how a cost grows; *own* and *first* are those of the question and its reference in the small store."""
    ms = {small: own} | {count: first * (row.cpu or row.wall) for count, row in rows.items()}
    return Growth(what, at_most, ms, list(rows.values())[-1])


async def _cost(ask: Measured, place: Place, times: int) -> Cost:
    await ask(place)  # what is compiled or read from disk once is not what grows
    began_s, began_cpu_s = time.perf_counter(), time.process_time()
    for _ in range(times):
        await ask(place)
    return Cost((time.perf_counter() - began_s) / times, (time.process_time() - began_cpu_s) / times)


async def open_place(opened: AsyncExitStack, folder: Path, count: int, deep: int) -> Place:
    """Open the store in *folder* for as long as *opened* is."""
    tables = {"store": {"folder": folder}, "identity": {"mode": "development", "people": [{"id": "p1", "name": "P"}]}}
    runtime = await opened.enter_async_context(open_runtime(Settings.model_validate(tables)))
    clerk = await principal_of_person(runtime, CLERK)
    person = Principal("person", "few")
    assert clerk
    ids = [row[0] for row in await runtime.store.fetch(Statement("SELECT id FROM assets ORDER BY id DESC"))]
    for _ in range(20):
        await make_asset(runtime, person, "meeting-notes", PARAMS)
    first = (await list_assets(runtime, clerk, role="owner", limit=1)).items[0].kept
    await _edit_often(runtime, first)
    some = random.Random(count).sample(ids, min(count, SAMPLE))
    deep_id = ids[min(len(ids) - PAGE, deep) - 1]
    token = await start_session(runtime, CLERK)
    return Place(count, runtime, clerk, person, first, tuple(some), deep_id, token)


async def _edit_often(runtime: Runtime, kept: Kept) -> None:
    for number in range(2, VERSIONS + 1):
        row = replace(kept.row, version=number)
        await runtime.store.commit([update_asset(row, expected_version=number - 1), insert_version(row, actor=CLERK)])


def measure(folder: Path, sizes: Sequence[int], rounds: int, share: float) -> tuple[list[Growth], str]:
    """Fill, measure, and return what was found with what the sweep and the filling took."""
    is_whole = sizes == SIZES
    for count in sizes:
        took_s = filled_folder(count, folder / str(count), keep=is_whole)
        print(f"  {count:,} assets filled in {took_s:.0f} s" if took_s else f"  {count:,} assets were kept", flush=True)
    loop = asyncio.new_event_loop()
    opened = AsyncExitStack()
    try:
        places = [loop.run_until_complete(open_place(opened, folder / str(count), count, DEEP)) for count in sizes]
        bench = Bench(loop, places, rounds, share)
        growths = [bench.growth_over_http(), *(bench.growth(question) for question in questions())]
        return growths, _swept(bench.sweeps())
    finally:
        loop.run_until_complete(opened.aclose())
        loop.close()


def _swept(sweeps: dict[int, tuple[float, int]]) -> str:
    each = [f"{count:,} assets with {blobs:,} blobs {seconds:.2g} s" for count, (seconds, blobs) in sweeps.items()]
    return f"One sweep of everything: {', '.join(each)}; it runs beside the requests, in short steps."


def main() -> None:
    """Measure, print and report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small stores and one round: to see that it runs")
    parser.add_argument("--docs", action="store_true", help="put table and picture into docs/performance.md")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results to FILE")
    wanted = parser.parse_args()
    sizes, rounds, share = (QUICK_SIZES, 1, 0.05) if wanted.quick else (SIZES, 5, 1.0)
    with tempfile.TemporaryDirectory(dir=None if wanted.quick else KEPT.parent) as name:
        growths, below = measure(Path(name), sizes, rounds, share)
    print(f"  {below}")
    if wanted.json:
        rows = [
            {"what": growth.what, "ms": growth.ms, "growth": growth.last.wall, "cpu": growth.last.cpu}
            for growth in growths
        ]
        wanted.json.write_text(json.dumps({"rows": rows}, indent=2) + "\n", encoding="utf-8")
    if wanted.docs:
        put_into_docs(growths, DRAWN, f"`benchmarks/bench_growth.py`, {today()}, {machine()}:", below)


if __name__ == "__main__":
    main()
