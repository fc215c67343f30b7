# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report as one HTML file without scripts, to be kept, sent and printed."""

from html import escape
from importlib.resources import files
from itertools import groupby
from string import Template

from interlink_sdk.conformance.reports.words import OUTCOME_WORDS, counts_in, place_of, verdict_on
from interlink_sdk.conformance.requirements import every_requirement
from interlink_sdk.conformance.results import Report, Result


def as_html(report: Report) -> str:
    """Write *report* as a page of its own."""
    target = report.target
    facts = {
        "Target": target.name,
        "Interlinker": f"{target.interlinker} {target.version}".strip(),
        "SHA-256 of its files": target.digest,
        "Run on": target.placement,
        "When": report.begun_at.strftime("%Y-%m-%d %H:%M UTC"),
        "Suite": f"{report.suite_version}, {report.suite_digest}",
    }
    return Template(_beside("page.html")).substitute(
        title=escape(f"Conformance of {target.interlinker or target.name}"),
        styles=_beside("page.css"),
        verdict=escape(f"{target.interlinker or target.name} {verdict_on(report)}"),
        counts=escape(counts_in(report)),
        facts="\n".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in facts.items() if value),
        parts="\n".join(_parts(report)),
    )


def _parts(report: Report) -> list[str]:
    requirements = every_requirement()
    parts = groupby(report.results, key=lambda result: requirements[result.code].part)
    return [_part(name, list(results)) for name, results in parts]


def _part(name: str, results: list[Result]) -> str:
    entries = "\n".join(_entry(result) for result in results)
    heading = escape(name.replace("_", " ").capitalize())
    return f"<section>\n<h2>{heading}</h2>\n<ul>\n{entries}\n</ul>\n</section>"


def _entry(result: Result) -> str:
    requirement = every_requirement()[result.code]
    level = "" if result.level == "must" else " <small>(should)</small>"
    return (
        f'<li id="{result.code}" class="{result.outcome}">\n'
        f"<p><strong>{OUTCOME_WORDS[result.outcome]}</strong> <code>{result.code}</code></p>\n"
        f"<p>{escape(requirement.sentence)}{level}</p>\n{_below(result)}</li>"
    )


def _below(result: Result) -> str:
    if result.outcome == "passed":
        return ""
    if result.outcome != "failed":
        return f"<p>{escape(result.found)}</p>\n"
    requirement = every_requirement()[result.code]
    told = {
        "At": place_of(result),
        "Found": result.found,
        "Expected": result.expected,
        "Why": requirement.why,
        "Fix": requirement.fix,
    }
    entries = "\n".join(f"<dt>{name}</dt><dd>{escape(value)}</dd>" for name, value in told.items() if value)
    return f"<dl>\n{entries}\n</dl>\n"


def _beside(name: str) -> str:
    return (files("interlink_sdk.conformance.reports") / name).read_text(encoding="utf-8")
