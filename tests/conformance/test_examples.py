# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The example interlinkers hold everything that must hold, and everything that should hold of their packages."""

from pathlib import Path

import pytest

from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.requirements import read_requirements
from interlink_sdk.conformance.targets import examine_package

EXAMPLES = Path(__file__).parents[2] / "examples"


@pytest.mark.parametrize("name", ["documents", "meeting-notes", "poll"])
async def test_an_example_conforms(name: str) -> None:
    report = await examine_package(package_in(EXAMPLES / name), name)
    assert {result.code: result.found for result in report.against()} == {}


@pytest.mark.parametrize("name", ["documents", "meeting-notes", "poll"])
async def test_an_example_follows_all_advice_about_packages(name: str) -> None:
    requirements = {code: entry for code, entry in read_requirements().items() if entry.surface == "package"}
    report = await examine_package(package_in(EXAMPLES / name), name, requirements=requirements)
    assert {result.code: result.found for result in report.against(("must", "should"))} == {}
