# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Changing an asset over HTTP."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.service.case import ABSENT, ServiceCase, must, must_be_refused, must_not_know
from interlink_sdk.dialects import Update


@proves("http-edit-offered")
async def offered(case: ServiceCase) -> None:
    """Ask for the page."""
    answer = await case.get(await case.make(), "edit")
    must(answer, answer.status not in ABSENT, "a page to edit it")


@proves("http-edit-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Change it as nobody."""
    update = _update(case)
    must_be_refused(await case.update(await case.make(), update.sample, "nobody"), "a change needs a person")


@proves("http-edit-keeps-type")
async def keeps_type(case: ServiceCase) -> None:
    """Set what only the service may decide, and read the asset."""
    update = _update(case)
    asset_id = await case.make(update.forged_on)
    changed = await case.update(asset_id, update.forged)
    answer = await case.get(asset_id)
    must(answer, answer.is_good or not changed.is_good, "the asset is still there")


@proves("http-edit-other-id-refused")
async def other_id_refused(case: ServiceCase) -> None:
    """Name another identifier."""
    answer = await case.update(await case.make(), _update(case).identified)
    must(answer, not answer.is_crash, "422")


@proves("http-edit-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Change what is not there."""
    must_not_know(await case.update("nope", {"title": "x"}))


def _update(case: ServiceCase) -> Update:
    if case.dialect.update is None:
        raise NotApplicable("the dialect names no way to change an asset over HTTP")
    return case.dialect.update
