# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the catalogue with facets, in four languages, against the LIKE of INTERLINK's existing catalogue.

Words are rare, common, broad (in most entries), and beginnings of three letters; each search has
another combination of facets, and every other one is for a later page. No search is asked twice.
"""

import asyncio
import itertools
import random
import statistics
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from corpus import LANGUAGES, Corpus
from like import LikeCatalogue
from quick import taken
from rounds import Cost, Row, compare, report

from interlink_runtime.catalogue.rows import entry_steps
from interlink_runtime.catalogue.search import CataloguePage, search_catalogue
from interlink_runtime.discovery import Discovery
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings
from interlink_sdk.metadata import CatalogueEntry

SIZES, QUICK_SIZES = (10_000, 100_000), (300,)
ROUNDS, QUICK_ROUNDS = 3, 1
BATCH = 1_000
PAGE = 24
LATER_PAGES = 3
MAX_P50_MS = 10
REST_S = 0.001
FACETS = {
    "nature": ["knowledge"],
    "type": ["enabling_services;kind_1", "enhancing_services;kind_2"],
    "language": ["lv"],
    "scope": ["national", "local"],
    "difficulty": ["easy"],
    "licence": ["copyleft", "permissive"],
    "problem_profile": ["PROFILE_7", "PROFILE_8", "PROFILE_9"],
}


@dataclass(frozen=True)
class Search:
    """One search of the mix."""

    kind: str
    text: str
    language: str
    facets: dict[str, list[str]]
    pages: int
    """How many pages are turned before the one that is measured."""


class Measured:
    """The runtime and the reference, filled with the same entries, and what was measured of both."""

    def __init__(self, runtime: Runtime, like: LikeCatalogue, loop: asyncio.AbstractEventLoop) -> None:
        self._runtime, self._like, self._loop = runtime, like, loop

    def ours(self, searches: Sequence[Search]) -> list[Cost]:
        """Return what each search costs."""
        return [self._loop.run_until_complete(self._timed(search)) for search in searches]

    def theirs(self, searches: Sequence[Search]) -> list[Cost]:
        """Return the same of LIKE, which knows no facets."""
        return [
            cost_of(partial(self._like.search, search.text, search.language, PAGE * search.pages, PAGE))
            for search in searches
        ]

    def pauses(self, searches: Sequence[Search]) -> tuple[Cost, Cost]:
        """Return the longest that others had to wait while one of *searches* ran, and how long that took: medians."""
        both = [self._loop.run_until_complete(_longest_pause(partial(self._search, one))) for one in searches]
        pause_s, search_s = (statistics.median(pair[side] for pair in both) for side in (0, 1))
        return Cost(pause_s), Cost(search_s)

    async def _timed(self, search: Search) -> Cost:
        after = None
        for _ in range(search.pages):
            after = (await self._search(search, after)).after or after
        began, cpu = time.perf_counter(), time.process_time()
        await self._search(search, after)
        return Cost(time.perf_counter() - began, time.process_time() - cpu)

    async def _search(self, search: Search, after: str | None = None) -> CataloguePage:
        return await search_catalogue(
            self._runtime, search.text, search.language, search.facets, after=after, limit=PAGE
        )


def cost_of(work: Callable[[], object]) -> Cost:
    """Return what *work* costs."""
    began, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - began, time.process_time() - cpu)


def mix(corpus: Corpus, count: int, seed: int) -> list[Search]:
    """Return *count* searches, as many of each kind, with each combination of up to two facets and with all."""
    chance = random.Random(seed)
    combinations = [names for size in (0, 1, 2, 7) for names in itertools.combinations(FACETS, size)]
    chance.shuffle(combinations)
    kinds = itertools.cycle(("rare", "common", "two common", "broad", "three letters"))
    words = {language: _by_kind(corpus, language) for language in LANGUAGES}
    return [
        Search(
            kind,
            _text(words[language], kind, chance),
            language,
            {name: FACETS[name] for name in combinations[number % len(combinations)]},
            LATER_PAGES if number % 2 else 0,
        )
        for number, kind, language in zip(range(count), kinds, chance.choices(LANGUAGES, k=count), strict=False)
    ]


def rows(measured: Measured, corpus: Corpus, size: int, rounds: int) -> Iterator[Row]:
    """Yield how both compare on a catalogue of *size* entries."""
    searches = [mix(corpus, 100, seed) for seed in range(rounds)]
    measured.ours(mix(corpus, 5, 99))  # the first search reads the facets into memory
    both = [(measured.ours(some), measured.theirs(some)) for some in searches]
    ours, theirs = ([pair[side] for pair in both] for side in (0, 1))
    where = f"{size:,} entries"
    for name, place, goal in (("median", 0.5, 0.3), ("95th percentile", 0.95, 0.3)):
        of = partial(_percentiles, place=place)
        yield compare(
            f"{name} of a search with facets, {where}",
            "LIKE of the existing catalogue",
            partial(next, of(ours)),
            partial(next, of(theirs)),
            rounds=rounds,
            at_most=goal,
        )
    yield compare(
        f"median of a search with facets, {where}",
        f"{MAX_P50_MS} ms",
        partial(next, _percentiles(ours, place=0.5)),
        lambda: Cost(MAX_P50_MS / 1_000, MAX_P50_MS / 1_000),
        rounds=rounds,
        at_most=1,
    )
    broad = [search for search in searches[0] if search.kind == "broad"]
    pauses = [measured.pauses(broad) for _ in range(rounds)]
    waits, lasts = (iter([pair[side] for pair in pauses]) for side in (0, 1))
    yield compare(
        f"longest wait of another request during a broad search, {where}",
        "the search",
        lambda: next(waits),
        lambda: next(lasts),
        rounds=rounds,
        at_most=0.5,
    )


async def fill(runtime: Runtime, entries: Sequence[CatalogueEntry]) -> None:
    """Put *entries* into the runtime's catalogue."""
    for start in range(0, len(entries), BATCH):
        batch = enumerate(entries[start : start + BATCH], start)
        steps = [
            entry_steps(entry, source="import", origin="", software=None, before=None, at=at) for at, entry in batch
        ]
        await runtime.store.commit([step for some in steps for step in some])


def measure(size: int, rounds: int, corpus: Corpus) -> list[Row]:
    """Fill both with *size* entries and compare them."""
    with tempfile.TemporaryDirectory() as name, asyncio.Runner() as runner:
        folder, stack = Path(name), AsyncExitStack()
        settings = Settings.model_validate({"store": {"folder": folder / "store"}})
        runtime = runner.run(stack.enter_async_context(open_runtime(settings, discovery=Discovery((), ()))))
        entries = list(corpus.entries(size, folder))
        runner.run(fill(runtime, entries))
        like = LikeCatalogue(folder / "like.sqlite3")
        like.put(entries)
        del entries
        measured = list(rows(Measured(runtime, like, runner.get_loop()), corpus, size, rounds))
        runner.run(stack.aclose())
    return measured


def _by_kind(corpus: Corpus, language: str) -> dict[str, list[str]]:
    counts = Counter(word.lower() for word in corpus.common[language])
    ordered = [word for word, _ in counts.most_common()]
    return {
        "rare": corpus.rare[language],
        "broad": ordered[:12],
        "common": ordered[40:],
        "three letters": sorted({word[:3] for word in ordered if len(word) > 4}),
    }


def _text(words: dict[str, list[str]], kind: str, chance: random.Random) -> str:
    if kind == "two common":
        return " ".join(chance.sample(words["common"], 2))
    return chance.choice(words[kind])


def _percentiles(rounds: Sequence[Sequence[Cost]], place: float) -> Iterator[Cost]:
    for costs in rounds:
        number = int(len(costs) * place)
        yield Cost(sorted(cost.wall_s for cost in costs)[number], sorted(cost.cpu_s for cost in costs)[number])


async def _longest_pause(search: Callable[[], Awaitable[object]]) -> tuple[float, float]:
    """Return the longest that somebody who wants a millisecond's rest waits beyond it, and how long *search* takes."""
    longest, searching, first = 0.0, asyncio.ensure_future(search()), time.perf_counter()
    while not searching.done():
        began = time.perf_counter()
        await asyncio.sleep(REST_S)
        longest = max(longest, time.perf_counter() - began - REST_S)
    return longest, time.perf_counter() - first


def main() -> None:
    """Measure, print and report."""
    is_quick = taken()
    corpus = Corpus()
    sizes, rounds = (QUICK_SIZES, QUICK_ROUNDS) if is_quick else (SIZES, ROUNDS)
    report([row for size in sizes for row in measure(size, rounds, corpus)], __file__)


if __name__ == "__main__":
    main()
