# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The few sentences that several forms of a report share."""

from collections.abc import Collection
from typing import Final, get_args

from interlink_sdk.conformance.requirements import Level
from interlink_sdk.conformance.results import MUST, Outcome, Report, Result

OUTCOME_WORDS: Final[dict[Outcome, str]] = {
    "passed": "passed",
    "failed": "failed",
    "not_applicable": "not applicable",
    "cannot_tell": "cannot tell",
    "not_tested": "not tested",
}


def verdict_on(report: Report, levels: Collection[Level] = MUST) -> str:
    """Return in a few words what the results of *levels* say together."""
    outcomes = {result.outcome for result in report.against(levels)}
    if "failed" in outcomes:
        return "does not conform"
    if outcomes:
        return "could not be told"
    return "holds what was asked" if report.left_out else "conforms"


def counts_in(report: Report) -> str:
    """Return how often there was each outcome, the outcomes that did not occur left out."""
    found = [(outcome, report.count(outcome)) for outcome in get_args(Outcome)]
    counts = [f"{count} {OUTCOME_WORDS[outcome]}" for outcome, count in found if count]
    if report.left_out:
        counts.append(f"{len(report.left_out)} left out on request")
    return ", ".join(counts) or "nothing was asked"


def place_of(result: Result) -> str:
    """Return the file and line of a result, as editors understand it."""
    return result.file + (f":{result.line}" if result.line else "")


def sentence_of(result: Result) -> str:
    """Return what was found and what was expected in one line."""
    return f"found {result.found}" + (f", expected {result.expected}" if result.expected else "")
