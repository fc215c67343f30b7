# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report as JUnit's XML, which every CI service shows.

A requirement that failed is a failure, one that could not be told an error; what does not apply or
was not tested is skipped, with the reason. The order of elements and attributes is that of the
schema of Ant's reporter, which is the strictest in use.
"""

import re
from xml.etree import ElementTree as ET

from interlink_sdk.conformance.reports.words import OUTCOME_WORDS, place_of, sentence_of
from interlink_sdk.conformance.requirements import every_requirement
from interlink_sdk.conformance.results import Outcome, Report, Result

SUITE_NAME = "interlink"
_ELEMENTS: dict[Outcome, str] = {
    "failed": "failure",
    "cannot_tell": "error",
    "not_applicable": "skipped",
    "not_tested": "skipped",
}
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_junit(report: Report) -> str:
    """Write *report* as JUnit's XML."""
    root = ET.Element("testsuites")
    suite = ET.SubElement(root, "testsuite", _attributes(report))
    properties = ET.SubElement(suite, "properties")
    for name, value in _facts(report).items():
        ET.SubElement(properties, "property", name=name, value=_xml(value))
    for result in report.results:
        _add_case(suite, result)
    for name in ("system-out", "system-err"):
        ET.SubElement(suite, name)
    ET.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, encoding="unicode") + "\n"


def _attributes(report: Report) -> dict[str, str]:
    counts = dict.fromkeys(_ELEMENTS.values(), 0)
    for outcome, element in _ELEMENTS.items():
        counts[element] += report.count(outcome)
    return {
        "name": SUITE_NAME,
        "package": _xml(report.target.interlinker or report.target.name),
        "id": "0",
        "timestamp": report.begun_at.strftime("%Y-%m-%dT%H:%M:%S"),
        "hostname": "localhost",  # where it ran is nobody's business, but the schema wants a name
        "tests": str(len(report.results)),
        "failures": str(counts["failure"]),
        "errors": str(counts["error"]),
        "skipped": str(counts["skipped"]),
        "time": f"{sum(result.duration_s for result in report.results):.3f}",
    }


def _facts(report: Report) -> dict[str, str]:
    target = report.target
    return {
        "target": target.name,
        "interlinker": target.interlinker,
        "version": target.version,
        "digest": target.digest,
        "placement": target.placement,
        "suite_version": str(report.suite_version),
        "suite_digest": report.suite_digest,
        "left_out": str(len(report.left_out)),
    }


def _add_case(suite: ET.Element, result: Result) -> None:
    requirement = every_requirement()[result.code]
    name = f"{SUITE_NAME}.{requirement.part}"
    case = ET.SubElement(suite, "testcase", name=result.code, classname=name, time=f"{result.duration_s:.3f}")
    if element := _ELEMENTS.get(result.outcome):
        message = sentence_of(result) if result.outcome == "failed" else result.found
        told = {"message": _xml(f"{OUTCOME_WORDS[result.outcome]}: {message}"), "type": result.level}
        child = ET.SubElement(case, element, told if element != "skipped" else {"message": told["message"]})
        if result.outcome == "failed":
            child.text = _xml("\n".join(filter(None, _remedy(result))))


def _remedy(result: Result) -> tuple[str, ...]:
    requirement = every_requirement()[result.code]
    return requirement.sentence, place_of(result), f"why: {requirement.why}", f"fix: {requirement.fix}"


def _xml(text: str) -> str:
    """Return *text* without the characters that XML 1.0 cannot hold."""
    return _NO_XML.sub("�", text)
