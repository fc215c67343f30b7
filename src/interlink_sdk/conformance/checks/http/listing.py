# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The list of assets over HTTP."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import CannotTell, NotApplicable
from interlink_sdk.conformance.service.case import ABSENT, REFUSED, ServiceCase, must, must_be_refused
from interlink_sdk.conformance.service.conversation import Exchange


@proves("http-list-offered")
async def offered(case: ServiceCase) -> None:
    """Ask for the list, where it is documented to be."""
    answer = await case.conversation.ask("GET", case.dialect.assets, "ana", style=case.dialect.credential)
    must(answer, answer.status in REFUSED or (isinstance(answer.json, list | dict) and answer.is_good), "a list")


@proves("http-list-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Ask for the list as nobody."""
    must_be_refused(await _listed(case), "the list needs a person")


@proves("http-list-holds-assets-only")
async def holds_assets_only(case: ServiceCase) -> None:
    """Answer something as Ana, and look for her in the list that nobody has asked for."""
    entries = case.dialect.entries
    if entries is None:
        raise NotApplicable("the dialect names no place for answers")
    path = entries.path.replace("{id}", await case.make())
    sent = await case.conversation.ask("POST", path, "ana", json=entries.sample)
    if not sent.is_good:
        raise CannotTell(f"no answer can be given to look for: {sent.told}")
    answer = await _listed(case)
    key = case.dialect.listing.items if case.dialect.listing else ""
    items = answer.table.get(key, []) if isinstance(answer.json, dict) else answer.json or []
    leaked = [item for item in items if isinstance(item, dict) and entries.person in item and "data" in item]
    must(answer, not leaked, "assets only")


async def _listed(case: ServiceCase) -> Exchange:
    if case.dialect.listing is None:
        raise NotApplicable("the dialect names no list")
    answer = await case.conversation.ask("GET", case.dialect.listing.path)
    if answer.status in ABSENT:
        raise NotApplicable(f"there is no list: {answer.told}")
    return answer
