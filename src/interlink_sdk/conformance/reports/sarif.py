# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report as SARIF 2.1.0 (OASIS), which code hosts show beside the lines of a change.

Every requirement that was asked is a rule. What passed has the kind `pass`, what does not apply
`notApplicable`; what could not be told or was not tested is `open`, as the standard has it for a
result with not enough to decide.
"""

import json
from typing import Any
from urllib.parse import quote

from interlink_sdk import __version__
from interlink_sdk.conformance.reports.words import OUTCOME_WORDS, sentence_of
from interlink_sdk.conformance.requirements import Requirement, every_requirement
from interlink_sdk.conformance.results import Outcome, Report, Result
from interlink_sdk.manifest import MANIFEST_NAME

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/os/schemas/sarif-schema-2.1.0.json"
_KINDS: dict[Outcome, str] = {
    "passed": "pass",
    "failed": "fail",
    "not_applicable": "notApplicable",
    "cannot_tell": "open",
    "not_tested": "open",
}
_LEVELS = {"must": "error", "should": "warning"}


def as_sarif(report: Report) -> str:
    """Write *report* as SARIF."""
    run = {
        "tool": {"driver": _driver(report)},
        "invocations": [{"executionSuccessful": True, "startTimeUtc": report.begun_at.strftime("%Y-%m-%dT%H:%M:%SZ")}],
        "results": [_entry(number, result) for number, result in enumerate(report.results)],
        "columnKind": "unicodeCodePoints",
        "properties": {
            "target": report.target.model_dump(mode="json"),
            "suiteVersion": report.suite_version,
            "suiteDigest": report.suite_digest,
            "conforms": report.conforms,
            "leftOut": list(report.left_out),
        },
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _driver(report: Report) -> dict[str, Any]:
    requirements = every_requirement()
    return {
        "name": "interlink",
        "version": __version__,
        "rules": [_rule(requirements[result.code]) for result in report.results],
    }


def _rule(requirement: Requirement) -> dict[str, Any]:
    help_text = f"Why: {requirement.why}\nFix: {requirement.fix}"
    marked = f"**Why:** {requirement.why}\n\n**Fix:** {requirement.fix}"
    if requirement.example:
        help_text += f"\n\n{requirement.example}"
        marked += f"\n\n```\n{requirement.example}\n```"
    return {
        "id": requirement.code,
        "shortDescription": {"text": requirement.sentence},
        "help": {"text": help_text, "markdown": marked},
        "defaultConfiguration": {"level": _LEVELS[requirement.level]},
        "properties": {"tags": [requirement.part, requirement.surface], "source": requirement.source},
    }


def _entry(number: int, result: Result) -> dict[str, Any]:
    told = sentence_of(result) if result.outcome == "failed" else result.found
    return {
        "ruleId": result.code,
        "ruleIndex": number,
        "kind": _KINDS[result.outcome],
        "level": _LEVELS[result.level] if result.outcome == "failed" else "none",
        "message": {"text": told or OUTCOME_WORDS[result.outcome]},
        **({"locations": [_location(result)]} if result.outcome == "failed" else {}),
    }


def _location(result: Result) -> dict[str, Any]:
    # code hosts show only results that stand in a file; what no file is named for stands in the manifest
    physical: dict[str, Any] = {"artifactLocation": {"uri": quote(result.file or MANIFEST_NAME)}}
    if result.line:
        physical["region"] = {"startLine": result.line}
    return {"physicalLocation": physical}
