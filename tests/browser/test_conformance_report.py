# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The conformance report as a page: axe finds nothing in both schemes, at 320 pixels without scrolling sideways."""

from datetime import UTC, datetime
from pathlib import Path
from typing import get_args

import pytest

from interlink_sdk.conformance.reports import as_html
from interlink_sdk.conformance.results import Outcome, Report, Result, Target

OUTCOMES: tuple[Outcome, ...] = get_args(Outcome)
CODES = ("package-imports", "package-name-own", "manifest-readable", "manifest-licence-known", "text-name-short")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where a report with every outcome lies, with names that cannot be broken."""
    long = "interlinker" * 30
    results = tuple(
        Result(code=code, level="must", outcome=outcome, found=long, expected=long, file=long, line=1)
        for code, outcome in zip(CODES, OUTCOMES, strict=True)
    )
    target = Target(name=long, interlinker="ideas", version="1.1.0", digest="ab" * 32, placement="keeper")
    report = Report(suite_version=1, suite_digest="cd" * 32, target=target, begun_at=datetime.now(UTC), results=results)
    page: Path = tmp_path_factory.mktemp("report") / "report.html"
    page.write_text(as_html(report), encoding="utf-8")
    return page.as_uri()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_report_is_accessible_on_a_narrow_screen(browser, axe: str, address: str, scheme: str) -> None:
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)
    try:
        page.goto(address)
        assert page.evaluate("document.documentElement.scrollWidth") == 320
        page.evaluate(axe)
        assert [found["id"] for found in page.evaluate("axe.run()")["violations"]] == []
    finally:
        page.close()
