# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Measuring: subject and reference alternate, medians of several rounds are compared, goals are shown.

Machines are shared and noisy, so a result is a ratio within one run. A missed goal is printed, it
is no failure; only a measurement that went wrong is.
"""

import argparse
import json
import math
import os
import platform
import statistics
import sys
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"


@dataclass(frozen=True)
class Cost:
    """What one round cost, wall clock and processor, in seconds per unit of work."""

    wall_s: float
    cpu_s: float = math.nan
    """Not a number where only time was measured."""


@dataclass(frozen=True)
class Row:
    """One comparison and its goal."""

    what: str
    reference: str
    wall: float
    """The ratio that the goal is about: subject to reference."""
    cpu: float | None
    """The same for processor time, where that was measured."""
    goal: str
    is_met: bool
    subject_ms: float
    reference_ms: float


def compare(
    what: str,
    reference_name: str,
    subject: Callable[[], Cost],
    reference: Callable[[], Cost],
    *,
    rounds: int,
    at_most: float | None = None,
    at_least: float | None = None,
) -> Row:
    """Run both *rounds* times in turn and return how they compare.

    *at_most* is a goal for the time that one unit takes, *at_least* one for units per time; without
    either the row is there to be known.
    """
    pairs = [(subject(), reference()) for _ in range(rounds)]
    ours, theirs = ([pair[side] for pair in pairs] for side in (0, 1))
    wall = _ratio(ours, theirs, lambda cost: cost.wall_s)
    cpu = _ratio(ours, theirs, lambda cost: cost.cpu_s)
    if at_least is not None:
        wall, cpu = 1 / wall, 1 / cpu
    is_met = wall >= at_least if at_least is not None else wall <= (math.inf if at_most is None else at_most)
    goal = f"≥ {at_least:g} ×" if at_least is not None else "–" if at_most is None else f"≤ {at_most:g} ×"
    medians = [statistics.median(cost.wall_s for cost in side) * 1_000 for side in (ours, theirs)]
    row = Row(what, reference_name, wall, None if math.isnan(cpu) else cpu, goal, is_met, *medians)
    print(f"  {_line(row)}", flush=True)
    return row


def report(rows: Sequence[Row], file: str) -> None:
    """Write *rows* where the command line asks for it."""
    parser = argparse.ArgumentParser(description="Compare with a reference; the ratios are printed.")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the results to FILE")
    parser.add_argument("--docs", action="store_true", help="put the results into docs/performance.md")
    wanted = parser.parse_args()
    name = Path(file).name
    if wanted.json:
        document = {"date": today(), "machine": machine(), "file": name, "rows": [asdict(row) for row in rows]}
        wanted.json.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    if wanted.docs:
        _put_into_docs(rows, name)


def today() -> str:
    """Return the date of a measurement."""
    return datetime.now(UTC).date().isoformat()


def machine() -> str:
    """Return in a few words what it ran on."""
    python = ".".join(map(str, sys.version_info[:3]))
    return f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}, Python {python}"


def _ratio(ours: Sequence[Cost], theirs: Sequence[Cost], of: Callable[[Cost], float]) -> float:
    # the median of the rounds' ratios: what disturbs one round disturbs both of its halves
    return statistics.median(
        of(subject) / max(of(reference), 1e-9) for subject, reference in zip(ours, theirs, strict=True)
    )


def _line(row: Row) -> str:
    times = f"{row.subject_ms:.3g} ms against {row.reference_ms:.3g} ms"
    goal = "no goal" if row.goal == "–" else f"goal {row.goal} {'met' if row.is_met else 'missed'}"
    return f"{row.what} / {row.reference}: {row.wall:.2f} × (processor {_times(row.cpu)}), {goal}; {times}"


def _put_into_docs(rows: Sequence[Row], file: str) -> None:
    """Replace what the page says of *file* between its two markers."""
    begin, end = f"<!-- begin {file} -->\n", f"<!-- end {file} -->\n"
    text = PAGE.read_text(encoding="utf-8")
    if begin not in text:
        text += f"\n{begin}{end}"
    head, rest = text.split(begin, 1)
    PAGE.write_text(f"{head}{begin}\n{_table(rows, file)}\n{end}{rest.split(end, 1)[1]}", encoding="utf-8")


def _table(rows: Sequence[Row], file: str) -> str:
    lines = [
        f"`benchmarks/{file}`, {today()}, {machine()}:",
        "",
        "| what | reference in the same run | result | processor | goal |",
        "|---|---|---|---|---|",
        *(f"| {row.what} | {row.reference} | {row.wall:.2f} × | {_times(row.cpu)} | {row.goal} |" for row in rows),
    ]
    return "\n".join(lines) + "\n"


def _times(ratio: float | None) -> str:
    return "–" if ratio is None else f"{ratio:.2f} ×"
