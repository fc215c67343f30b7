# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The kill table: every miniature before every check, each caught by its own check and by no other.

`python -m tests.conformance.mutants [PART …]` prints it, and ends 1 where there is a gap: a check without
a miniature, a miniature that nobody caught, or one that a check caught which was not to.
"""

import asyncio
import logging
import os
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from interlink_sdk.conformance.checks import all_checks
from interlink_sdk.conformance.examine import result_of
from interlink_sdk.conformance.requirements import read_requirements
from interlink_sdk.conformance.results import Result

from .miniature import SOUND, Miniature, built
from .miniatures import all_miniatures, miniatures_of

CHECK_TIMEOUT_S = 20.0
AGAINST = ("failed", "cannot_tell")
BROWSER_PART = "using"
PACKAGE_PARTS = ("packaging", "manifest", "texts", "schemas")
MEMORY = Path("/dev/shm")
"""A folder that no disk has to keep, where the system has one."""


@dataclass(frozen=True)
class Row:
    """One miniature and what every check said of it."""

    miniature: Miniature
    results: Mapping[str, Result]
    seconds: float

    def caught_by(self, sound: Mapping[str, Result]) -> set[str]:
        """Return which checks are against it that are not against the sound interlinker."""
        # where the package or its samples are wrong, other checks cannot be carried out, and say so: no false alarm
        spoils_all = part_of(self.miniature) in PACKAGE_PARTS
        told = {code for code, one in self.results.items() if one.outcome == "failed"}
        return (told if spoils_all else set(against(self.results))) - set(against(sound))


def main(parts: list[str]) -> int:
    """Print the kill table and return how the command ends."""
    miniatures = [one for part in parts for one in miniatures_of(part)] if parts else list(all_miniatures())
    sound, gaps = row_of(SOUND), [] if parts else list(untested(miniatures))
    gaps += [f"the sound interlinker: {code} {found}" for code, found in against(sound.results).items()]
    for row in rows_of(miniatures):
        found = list(faults_of(row, sound.results))
        gaps += found
        caught = ", ".join(sorted(row.caught_by(sound.results))) or "nobody"
        say(f"{'GAP ' if found else 'ok  '} {row.seconds:5.1f} s  {row.miniature.name}: {caught}")
    say(f"{len(miniatures)} miniatures, {len(sound.results)} checks, {len(gaps)} gaps")
    for gap in gaps:
        say(f"gap: {gap}")
    return 1 if gaps else 0


def say(line: str) -> None:
    """Print *line* at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def rows_of(miniatures: Sequence[Miniature]) -> Iterator[Row]:
    """Yield the row of each miniature, made in as many processes as there are processors."""
    # each in a process of its own: one that starts threads or changes the environment spoils no other
    workers = os.process_cpu_count() if hasattr(os, "process_cpu_count") else os.cpu_count()
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn"), max_tasks_per_child=1) as processes:
        names = zip(*((part_of(one), one.name) for one in miniatures), strict=True)
        for miniature, (results, seconds) in zip(miniatures, processes.map(told_of, *names), strict=True):
            yield Row(miniature, results, seconds)


def part_of(miniature: Miniature) -> str:
    """Return the part of the contract that *miniature* breaks."""
    return read_requirements()[miniature.breaks].part


def told_of(part: str, name: str) -> tuple[Mapping[str, Result], float]:
    """Return the results of the miniature called *name*: it cannot itself be sent from one process to another."""
    row = row_of(next(one for one in miniatures_of(part) if one.name == name), asked_of(part))
    return row.results, row.seconds


def asked_of(part: str) -> list[str]:
    """Return the codes of the checks that are put to the miniatures of *part*."""
    # a browser takes longer to start than all other checks together, and sees nothing but pages
    parts = {code: requirement.part for code, requirement in read_requirements().items()}
    return [code for code in parts if parts[code] != BROWSER_PART or part == BROWSER_PART]


def row_of(miniature: Miniature, codes: Iterable[str] | None = None) -> Row:
    """Put every check, or those of *codes*, to *miniature*."""
    logging.disable()  # what hooks raise is what is looked for
    if MEMORY.is_dir():
        tempfile.tempdir = str(MEMORY)  # thousands of small folders, none of which is to last
    begun = time.perf_counter()
    results = asyncio.run(results_of(miniature, list(codes or read_requirements())))
    return Row(miniature, results, time.perf_counter() - begun)


async def results_of(miniature: Miniature, codes: Iterable[str]) -> dict[str, Result]:
    """Return what the checks of *codes* say of *miniature*."""
    requirements, checks = read_requirements(), all_checks()
    with tempfile.TemporaryDirectory(prefix="interlink-miniature-") as folder:
        one = built(miniature, Path(folder))
        return {
            code: await result_of(
                requirements[code], checks.get(code), one.open_subject, one.shipped, timeout_s=CHECK_TIMEOUT_S
            )
            for code in codes
        }


def against(results: Mapping[str, Result]) -> dict[str, str]:
    """Return what was found, by the codes that are against whatever was looked at."""
    return {code: f"{one.outcome}: {one.found}" for code, one in results.items() if one.outcome in AGAINST}


def faults_of(row: Row, sound: Mapping[str, Result]) -> Iterator[str]:
    """Yield what is wrong with how *row*'s miniature was caught."""
    miniature, caught, own = row.miniature, row.caught_by(sound), row.results[row.miniature.breaks]
    if own.outcome != "failed":
        yield f"{miniature.name!r} is not caught by {miniature.breaks}, which says {own.outcome}: {own.found}"
    for code in sorted(caught - {miniature.breaks} - miniature.also):
        yield f"{miniature.name!r} is caught by {code} too, which says {against(row.results)[code]}"
    for code in sorted(miniature.also - caught):
        yield f"{miniature.name!r} should be caught by {code} too"


def untested(miniatures: Iterable[Miniature]) -> Iterator[str]:
    """Yield the checks that no miniature breaks."""
    broken = {one.breaks for one in miniatures}
    yield from (f"no miniature breaks {code}" for code in all_checks() if code not in broken)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
