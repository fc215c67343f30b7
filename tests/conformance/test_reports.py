# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A report in its forms: each is well-formed, says the same, and passes nothing off as passed."""

import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, get_args
from xml.etree import ElementTree as ET

import pytest

from interlink_sdk.conformance.reports import as_html, as_json, as_junit, as_sarif
from interlink_sdk.conformance.reports.plain import text_lines
from interlink_sdk.conformance.requirements import Level, read_requirements
from interlink_sdk.conformance.results import Outcome, Report, Result, Target

HOSTILE = 'a name & <script>alert("1")</script> \x1b[31m \x00 \u2066\ufdfa'
CODES = ("package-imports", "package-name-own", "manifest-has-logo", "clone-belongs-to-cloner", "text-name-short")
OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)


def report_of(*results: Result, left_out: tuple[str, ...] = ()) -> Report:
    """Return a report about a target with an awkward name."""
    target = Target(name=HOSTILE, interlinker="ideas", version="1.1.0", digest="ab" * 32, placement="keeper")
    begun = datetime(2026, 11, 24, 14, 5, tzinfo=UTC)
    return Report(
        suite_version=1, suite_digest="cd" * 32, target=target, begun_at=begun, results=results, left_out=left_out
    )


def result_with(outcome: Outcome, code: str = "package-imports") -> Result:
    """Return a result that ended as *outcome*."""
    found = "" if outcome == "passed" else f"found {HOSTILE}"
    expected = f"expected {HOSTILE}" if outcome == "failed" else ""
    place: dict[str, Any] = {"file": "interlink_ideas/__init__.py", "line": 7} if outcome == "failed" else {}
    level = read_requirements()[code].level
    return Result(code=code, level=level, outcome=outcome, found=found, expected=expected, duration_s=0.5, **place)


@pytest.fixture
def report() -> Report:
    """Return a report with a result of every outcome."""
    return report_of(*(result_with(outcome, code) for outcome, code in zip(OUTCOMES, CODES, strict=True)))


def test_text_has_one_line_for_each_requirement_with_code_outcome_and_sentence(report: Report) -> None:
    lines = list(text_lines(report))
    for result in report.results:
        line = next(line for line in lines if f" {result.code} " in line)
        assert line.startswith(result.outcome.replace("_", " "))
        assert read_requirements()[result.code].sentence in line


def test_text_says_below_a_failure_what_was_found_expected_why_and_how_to_mend_it(report: Report) -> None:
    text = "\n".join(text_lines(report))
    requirement = read_requirements()[CODES[1]]
    for told in ("at:       interlink_ideas/__init__.py:7", "found:", "expected:", requirement.why, requirement.fix):
        assert told in text


def test_text_has_colours_only_where_they_are_asked_for(report: Report) -> None:
    plain = report.model_copy(update={"results": (result_with("passed"),)})
    assert not any("\x1b[32m" in line for line in text_lines(plain))
    assert any("\x1b[32m" in line for line in text_lines(plain, colours=True))


@pytest.mark.parametrize(
    ("outcome", "verdict"),
    [
        ("passed", "conforms"),
        ("not_applicable", "conforms"),
        ("failed", "does not conform"),
        ("cannot_tell", "could not be told"),
        ("not_tested", "could not be told"),
    ],
)
def test_the_verdict_counts_only_what_is_known_to_hold(outcome: Outcome, verdict: str) -> None:
    report = report_of(result_with(outcome))
    assert list(text_lines(report))[-1].startswith(f"{verdict}: ")
    assert report.conforms is (verdict == "conforms")


def test_what_should_hold_counts_only_where_it_is_asked_for() -> None:
    report = report_of(result_with("failed", "manifest-has-logo"))
    both: tuple[Level, ...] = ("must", "should")
    assert list(text_lines(report))[-1].startswith("conforms: ")
    assert list(text_lines(report, both))[-1].startswith("does not conform: ")


def test_a_report_of_a_few_requirements_does_not_say_that_the_target_conforms() -> None:
    last = list(text_lines(report_of(result_with("passed"), left_out=("clone-belongs-to-cloner",))))[-1]
    assert last == "holds what was asked: 1 passed, 1 left out on request"


def test_json_has_the_counts_the_suite_and_the_sentence_of_each_result(report: Report) -> None:
    document = json.loads(as_json(report))
    assert document["counts"] == dict.fromkeys(OUTCOMES, 1)
    assert (document["suite_version"], document["suite_digest"]) == (1, "cd" * 32)
    assert document["target"]["digest"] == "ab" * 32
    assert document["conforms"] is False
    assert [result["code"] for result in document["results"]] == list(CODES)
    assert all(result["sentence"] for result in document["results"])
    assert document["results"][1]["fix"]


def test_junit_counts_what_it_holds(report: Report) -> None:
    suite = ET.fromstring(as_junit(report)).find("testsuite")
    assert suite is not None
    for counted, element in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        assert int(suite.attrib[counted]) == len(suite.findall(f"testcase/{element}"))
    assert int(suite.attrib["tests"]) == len(suite.findall("testcase")) == len(report.results)


def test_junit_passes_nothing_off_as_passed(report: Report) -> None:
    cases = ET.fromstring(as_junit(report)).findall("testsuite/testcase")
    elements = {case.attrib["name"]: [child.tag for child in case] for case in cases}
    assert dict(zip(OUTCOMES, (elements[code] for code in CODES), strict=True)) == {
        "passed": [],
        "failed": ["failure"],
        "not_applicable": ["skipped"],
        "cannot_tell": ["error"],
        "not_tested": ["skipped"],
    }
    assert all(child.attrib["message"] for case in cases for child in case)


def test_junit_has_the_attributes_and_the_order_that_ant_s_schema_asks_for(report: Report) -> None:
    root = ET.fromstring(as_junit(report))
    suite = root[0]
    assert (root.tag, root.attrib, [child.tag for child in root]) == ("testsuites", {}, ["testsuite"])
    assert set(suite.attrib) == set("package id name timestamp hostname tests failures errors skipped time".split())
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d", suite.attrib["timestamp"])
    assert re.fullmatch(r"\d{1,3}\.\d{3}", suite.attrib["time"])
    order = [child.tag for child in suite]
    assert order == ["properties", *["testcase"] * len(report.results), "system-out", "system-err"]
    assert all(set(case.attrib) == {"name", "classname", "time"} and len(case) <= 1 for case in suite.iter("testcase"))
    assert all(found.attrib["type"] for found in (*suite.iter("failure"), *suite.iter("error")))


def test_sarif_has_a_rule_with_help_for_each_result(report: Report) -> None:
    document = json.loads(as_sarif(report))
    (run,) = document["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert document["version"] == "2.1.0"
    for result in run["results"]:
        rule = rules[result["ruleIndex"]]
        assert rule["id"] == result["ruleId"]
        assert rule["help"]["text"]
        assert rule["shortDescription"]["text"]


def test_sarif_says_of_what_is_not_known_that_it_is_open(report: Report) -> None:
    results = json.loads(as_sarif(report))["runs"][0]["results"]
    assert [result["kind"] for result in results] == ["pass", "fail", "notApplicable", "open", "open"]
    # SARIF 2.1.0, 3.27.10: what is no failure has the level none
    assert [result["level"] for result in results] == ["none", "error", "none", "none", "none"]


def test_sarif_leads_to_file_and_line_of_a_failure(report: Report) -> None:
    failure = json.loads(as_sarif(report))["runs"][0]["results"][1]
    assert failure["locations"] == [
        {
            "physicalLocation": {
                "artifactLocation": {"uri": "interlink_ideas/__init__.py"},
                "region": {"startLine": 7},
            }
        }
    ]


class Page(HTMLParser):
    """The elements of a page, with what a reader would complain of."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.attributes: set[str] = set()
        self.language = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag == "html":
            self.language = dict(attrs).get("lang") or ""


def test_html_is_one_page_with_a_language_headings_and_no_scripts_or_foreign_files(report: Report) -> None:
    text = as_html(report)
    page = Page(text)
    assert page.language == "en"
    assert page.tags.count("h1") == 1
    assert not {"script", "link", "img", "iframe"} & set(page.tags)
    assert not {"style", "src", "href", "onclick"} & page.attributes
    assert sorted(page.ids) == sorted(CODES)
    assert "width=device-width" in text


def test_html_shows_what_was_found_escaped(report: Report) -> None:
    text = as_html(report)
    assert "<script>" not in text
    assert text.count("&lt;script&gt;") >= 3


def test_html_says_the_outcome_in_words_and_not_by_colour_alone(report: Report) -> None:
    text = as_html(report)
    for words in ("passed", "failed", "not applicable", "cannot tell", "not tested"):
        assert f"<strong>{words}</strong>" in text
