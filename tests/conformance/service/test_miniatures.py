# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every check of a service can fail, and none does before a sound one."""

import httpx2
import pytest

from interlink_sdk.conformance.checks import service_checks
from interlink_sdk.conformance.requirements import service_requirements
from interlink_sdk.conformance.results import Report
from interlink_sdk.conformance.service.case import Circumstances
from interlink_sdk.conformance.service.examining import examine_service
from interlink_sdk.conformance.service.people import People
from interlink_sdk.dialects import Dialect

from .miniatures import MINIATURES
from .sound import FILES, SPOKEN, SoundService

OUTAGES = {"http-outage-is-502", "http-outage-delete-fails"}
"""Proven with a recording, as what a service relies on has to be down."""
OF_FILES = {"http-create-parent-untouched"}


def test_every_requirement_has_a_check_and_a_miniature() -> None:
    assert set(service_requirements()) == set(service_checks()) == set(MINIATURES) | OUTAGES


async def test_a_sound_service_holds_everything_that_it_is_asked() -> None:
    report = await examined(SoundService())
    open_ones = {one.code: f"{one.outcome}: {one.found}" for one in report.results if one.outcome != "passed"}
    assert set(open_ones) == OUTAGES | OF_FILES, open_ones


@pytest.mark.parametrize("code", MINIATURES)
async def test_a_miniature_fails_what_it_breaks_and_nothing_else(code: str) -> None:
    service = SoundService(MINIATURES[code], is_of_files=code in OF_FILES)
    report = await examined(service, FILES if code in OF_FILES else SPOKEN)
    assert {one.code for one in report.results if one.outcome == "failed"} == {code}


async def examined(service: SoundService, dialect: Dialect = SPOKEN) -> Report:
    """Examine *service* in this process, without a socket."""
    return await examine_service(
        "http://service.example",
        People("token-of-ana", "token-of-ben"),
        dialect,
        Circumstances(is_expendable=True),
        transport=httpx2.ASGITransport(app=service),  # type: ignore[arg-type]
    )
