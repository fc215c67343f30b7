# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report as text: one line for each requirement, and below a failed one what to do about it."""

from collections.abc import Collection, Iterator
from typing import Final

from interlink_sdk.conformance.reports.words import OUTCOME_WORDS, counts_in, place_of, verdict_on
from interlink_sdk.conformance.requirements import Level, every_requirement
from interlink_sdk.conformance.results import MUST, Outcome, Report, Result

_COLOURS: Final[dict[Outcome, str]] = {
    "passed": "32",
    "failed": "31",
    "not_applicable": "2",
    "cannot_tell": "33",
    "not_tested": "33",
}
_WIDTH = max(map(len, OUTCOME_WORDS.values()))
_INDENT = " " * 4
_CONTINUED = " " * 14


def text_lines(report: Report, levels: Collection[Level] = MUST, *, colours: bool = False) -> Iterator[str]:
    """Yield the lines of *report*, of which *levels* count; *colours* are for a terminal."""
    width = max((len(result.code) for result in report.results), default=0)
    for result in report.results:
        yield _line(result, width, colours=colours)
        for told in _below(result):
            yield _INDENT + told.replace("\n", f"\n{_CONTINUED}")
    yield ""
    yield _heading(report)
    yield f"{verdict_on(report, levels)}: {counts_in(report)}"


def _line(result: Result, width: int, *, colours: bool) -> str:
    word = OUTCOME_WORDS[result.outcome].ljust(_WIDTH)
    shown = f"\x1b[{_COLOURS[result.outcome]}m{word}\x1b[0m" if colours else word
    level = "" if result.level == "must" else " (should)"
    return f"{shown}  {result.code.ljust(width)}  {every_requirement()[result.code].sentence}{level}"


def _below(result: Result) -> Iterator[str]:
    if result.outcome in {"cannot_tell", "not_tested", "not_applicable"}:
        yield f"reason:   {result.found}"
    if result.outcome != "failed":
        return
    requirement = every_requirement()[result.code]
    if place := place_of(result):
        yield f"at:       {place}"
    yield f"found:    {result.found}"
    if result.expected:
        yield f"expected: {result.expected}"
    yield f"why:      {requirement.why}"
    yield f"fix:      {requirement.fix}"


def _heading(report: Report) -> str:
    target = report.target
    named = f"{target.interlinker or 'no interlinker'} {target.version}".strip()
    if target.dialect:
        named = f"a service that speaks {target.dialect}"
    digest = f", sha256 {target.digest[:12]}" if target.digest else ""
    suite = f"suite {report.suite_version} ({report.suite_digest[:12]})"
    return f"{target.name}: {named}{digest}, on the {target.placement}, {suite}"
