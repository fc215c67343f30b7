# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Deleting an asset over HTTP: by whom, and what it answers."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell
from interlink_sdk.conformance.service.case import REFUSED, ServiceCase, must, must_be_refused, outage_asset
from interlink_sdk.conformance.service.conversation import Exchange


@proves("http-delete-erases")
async def erases(case: ServiceCase) -> None:
    """Delete and read."""
    asset_id, _ = await _deleted(case)
    answer = await case.get(asset_id)
    gone = answer.status in (404, 410) or (case.dialect.unknown_is_500 and answer.status == 500)
    must(answer, gone, "404")


@proves("http-delete-is-empty")
async def is_empty(case: ServiceCase) -> None:
    """Delete and look at the answer."""
    _, answer = await _deleted(case)
    must(answer, answer.status == 204 and not answer.body, "204 without a body")


@proves("http-delete-again-is-safe")
async def again_is_safe(case: ServiceCase) -> None:
    """Delete twice."""
    asset_id, _ = await _deleted(case)
    answer = await case.delete(asset_id)
    must(answer, answer.is_good or answer.status in (404, 410), "204 or 404")


@proves("http-delete-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Delete what is not there."""
    answer = await case.delete("nope")
    if answer.status in REFUSED:
        raise CannotTell(f"it needs another credential: {answer.told}")
    must(answer, answer.status in (204, 404, 410), "404")


@proves("http-delete-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Delete as nobody."""
    must_be_refused(await case.delete(await case.make(), "nobody"), "deleting needs a person")


@proves("http-delete-by-its-maker")
async def by_its_maker(case: ServiceCase) -> None:
    """Delete as Ana what she made."""
    case.need("ana")
    answer = await case.delete(await case.make(), "ana")
    must(answer, answer.is_good, "204")


@proves("http-outage-delete-fails")
async def outage_delete_fails(case: ServiceCase) -> None:
    """Delete while the upstream is down."""
    answer = await case.delete(outage_asset(case))
    must(answer, not answer.is_good, "502, 503 or 504")


async def _deleted(case: ServiceCase) -> tuple[str, Exchange]:
    asset_id = await case.make()
    answer = await case.delete(asset_id)
    if answer.status not in {200, 202, 204, *case.dialect.delete_successes}:
        raise CannotTell(f"nothing can be deleted with this credential: {answer.told}")
    return asset_id, answer
