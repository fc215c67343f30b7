# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an interlinker's own schemas to whole uses of it, made up by hypothesis, each of which a law must survive.

The same uses each time: nothing is drawn from a clock or from an earlier run.
"""

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from itertools import combinations, islice
from typing import Any

from pydantic import JsonValue

from interlink_sdk.assets import Asset, JsonObject
from interlink_sdk.conformance.case import Case, refusal_of
from interlink_sdk.conformance.results import CannotTell, NotTested
from interlink_sdk.conformance.subject import PARTICIPANTS
from interlink_sdk.conformance.values import fitting, maximal, minimal
from interlink_sdk.errors import InterlinkError
from interlink_sdk.validation import SchemaValidator

MAX_EXAMPLES = 60
"""Of these many are alike: hypothesis varies one place at a time."""
MAX_ENTRIES = 7
MIN_STEPS, MAX_STEPS = 3, 8
MAX_VALUE_CHARACTERS = 2_000
"""Longer values are for the boundary checks: here they would only take time."""
VALUES_EACH = 12
MAX_SUBSETS_OF_A_SIZE = 70
STEPS = ("edit", "edit", "contribute", "clone", "delete")
"""Each as often as it stands here."""


@dataclass(frozen=True)
class Use:
    """One asset, what people add to it, and what is then done with it and its clones."""

    params: JsonObject
    entries: tuple[tuple[str, JsonObject, str], ...]
    """Collection, body and person of each."""
    steps: tuple[tuple[str, int, JsonObject], ...]
    """What is done, with which of the assets that there are then, and with which parameters."""


Law = Callable[[Case, Use], Awaitable[None]]
"""Raises Unmet where it does not hold of a use; an InterlinkError means that there can be no such asset."""


async def must_hold(case: Case, law: Law) -> None:
    """Put *law* to uses of all kinds; the smallest that it does not hold of is what is told."""
    loop, running = asyncio.get_running_loop(), _Running()

    def put(use: Use) -> None:
        if not running.is_over.is_set():
            running.told = asyncio.run_coroutine_threadsafe(_tried(case, law, use), loop)
            running.taken += running.told.result()

    try:
        await asyncio.to_thread(_for_all_uses, case, put)
    finally:
        running.end()
    if not running.taken:
        raise CannotTell("no asset that was made up from the schemas was taken")


async def made(case: Case, use: Use) -> Asset:
    """Return the asset of *use* with its entries, as far as they are taken."""
    asset = await case.subject.make(use.params, case.uploads)
    for collection, body, person in use.entries:
        await case.subject.share(asset.id, person, case.manifest.collections[collection].role)
        await refusal_of(case.subject.contribute(asset.id, collection, body, by=person))
    return asset


class _Running:
    """What the thread of hypothesis waits for, so that it can be told that nobody waits for it any more."""

    def __init__(self) -> None:
        self.is_over = threading.Event()
        self.told: Future[bool] | None = None
        self.taken = 0

    def end(self) -> None:
        self.is_over.set()
        if self.told is not None:
            self.told.cancel()


async def _tried(case: Case, law: Law, use: Use) -> bool:
    try:
        await law(case, use)
    except InterlinkError:
        return False  # what must be taken is another requirement
    return True


def _for_all_uses(case: Case, put: Callable[[Use], None]) -> None:
    try:
        from hypothesis import HealthCheck, Phase, configuration, given, settings
    except ImportError as error:
        raise NotTested("hypothesis is not installed: pip install 'interlink[author]'") from error
    configuration.set_hypothesis_home_dir(case.scratch)  # it would leave a folder where the command is run
    quiet = settings(
        max_examples=MAX_EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        print_blob=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
        phases=(Phase.generate, Phase.shrink),
    )
    for_all: Any = given(_uses(case))
    try:
        quiet(for_all(put))()
    finally:
        configuration.set_hypothesis_home_dir(None)


def _uses(case: Case) -> Any:
    from hypothesis import strategies as some

    params = _values(case.manifest.params_schema, case.params)
    steps = some.tuples(some.sampled_from(STEPS), some.integers(0, 3), params)
    entries = (
        some.lists(some.sampled_from(_entries(case)), min_size=2, max_size=MAX_ENTRIES)
        if _entries(case)
        else some.just([])
    )
    return some.builds(
        Use,
        params=params,
        entries=entries.map(tuple),
        steps=some.lists(steps, min_size=MIN_STEPS, max_size=MAX_STEPS).map(tuple),
    )


def _values(schema: JsonObject, start: JsonObject) -> Any:
    """Return the strategy of values that fit *schema*: what is required, and some of what may be left out."""
    from hypothesis import strategies as some

    pools = {name: some.sampled_from(pool) for name, pool in _pools(schema, start).items()}
    required = [name for name in minimal(schema) if name in pools]
    # drawn as one: a flag for each would leave most of the few examples with the same ones
    chosen = some.sampled_from(_subsets([name for name in pools if name not in required]))
    values = chosen.flatmap(lambda names: some.fixed_dictionaries({name: pools[name] for name in (*required, *names)}))
    validator = SchemaValidator(schema)
    return values.filter(lambda value: not validator.problems(value))


def _subsets(names: list[str]) -> list[tuple[str, ...]]:
    """Return which of *names* are given together, fewest first; of very many, some of each size."""
    sizes = range(len(names) + 1)
    return [each for size in sizes for each in islice(combinations(names, size), MAX_SUBSETS_OF_A_SIZE)]


def _pools(schema: JsonObject, start: JsonObject) -> dict[str, list[JsonValue]]:
    """Return by property the values that it may have, as far as they are short."""
    found: dict[str, dict[str, JsonValue]] = {}
    whole = {**maximal(schema), **start}
    for value in (start, minimal(schema), whole, *(variant.value for variant in fitting(schema, whole))):
        for name, part in value.items():
            text = json.dumps(part, sort_keys=True)
            pool = found.setdefault(name, {})
            if len(text) <= MAX_VALUE_CHARACTERS and len(pool) < VALUES_EACH:
                pool.setdefault(text, part)
    return {name: list(pool.values()) for name, pool in found.items() if pool}


def _entries(case: Case) -> list[tuple[str, JsonObject, str]]:
    if not case.manifest.samples or not case.manifest.offers("contribute"):
        return []
    bodies = [
        (name, body)
        for name, known in case.manifest.samples[0].contributions.items()
        for body in (*known, *_more_bodies(case.manifest.contribution_schema(name), known[0]))
    ]
    return [(name, body, person) for name, body in bodies for person in PARTICIPANTS]


def _more_bodies(schema: JsonObject, start: JsonObject) -> Iterator[JsonObject]:
    fit = (variant.value for variant in fitting(schema, start))
    return islice((body for body in fit if len(json.dumps(body)) <= MAX_VALUE_CHARACTERS), VALUES_EACH)
