# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a tool is missing, its requirements are not tested, and the reason says what to install."""

import sys
from pathlib import Path

import pytest

from interlink_sdk.conformance import browser
from interlink_sdk.conformance.results import Result
from interlink_sdk.conformance.surroundings import names_in

from .miniature import SOUND
from .mutants import results_of


async def result_of(code: str) -> Result:
    return (await results_of(SOUND, [code]))[code]


@pytest.mark.parametrize("code", ["law-bundle-comes-back", "law-clones-are-apart"])
async def test_laws_are_not_tested_without_hypothesis(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    monkeypatch.setitem(sys.modules, "hypothesis", None)
    result = await result_of(code)
    assert (result.outcome, "interlink[author]" in result.found) == ("not_tested", True)


async def test_pages_are_not_shown_without_playwright(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "playwright.async_api", None)
    result = await result_of("use-fits-narrow-screens")
    assert (result.outcome, "playwright" in result.found) == ("not_tested", True)


async def test_pages_are_not_shown_without_chromium(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser.CHROMIUM_SETTING, str(tmp_path / "no-chromium"))
    result = await result_of("use-reached-by-keyboard")
    assert (result.outcome, browser.CHROMIUM_SETTING in result.found) == ("not_tested", True)


async def test_accessibility_is_not_judged_without_axe_core(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv(browser.AXE_SETTING, str(tmp_path / "axe.min.js"))
    result = await result_of("use-passes-axe")
    assert (result.outcome, browser.AXE_SETTING in result.found) == ("not_tested", True)


async def test_laws_leave_no_folder_where_they_are_run(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    assert (await result_of("law-clone-equals-original")).outcome == "passed"
    assert names_in(tmp_path) == {}
