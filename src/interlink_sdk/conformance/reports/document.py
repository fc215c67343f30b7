# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report as one JSON document: the results as they are kept, each with the sentence that it is about."""

import json
from typing import Any, get_args

from interlink_sdk.conformance.requirements import every_requirement
from interlink_sdk.conformance.results import Outcome, Report, Result


def as_json(report: Report) -> str:
    """Write *report* as JSON."""
    document = {
        "conforms": report.conforms,
        "counts": {outcome: report.count(outcome) for outcome in get_args(Outcome)},
        **report.model_dump(mode="json"),
        "results": [_entry(result) for result in report.results],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _entry(result: Result) -> dict[str, Any]:
    requirement = every_requirement()[result.code]
    said = {"part": requirement.part, "sentence": requirement.sentence}
    remedy = {"why": requirement.why, "fix": requirement.fix} if result.outcome == "failed" else {}
    return {**result.model_dump(mode="json"), **said, **remedy}
