# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What people answer to an asset, over HTTP."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.service.case import ServiceCase, must_be_refused, must_not_know
from interlink_sdk.conformance.service.conversation import Exchange
from interlink_sdk.conformance.service.people import Asker
from interlink_sdk.dialects import Entries


@proves("http-entries-need-person")
async def need_person(case: ServiceCase) -> None:
    """Read the answers as nobody."""
    must_be_refused(await _entries(case, "nobody"), "answers need a person")


@proves("http-entries-need-role")
async def need_role(case: ServiceCase) -> None:
    """Read the answers to Ana's as Ben."""
    case.need("ben")
    must_be_refused(await _entries(case, "ben"), "this person has no role")


@proves("http-entries-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Answer to what is not there."""
    entries = _place(case)
    case.need("ana")
    path = entries.path.replace("{id}", "nope")
    must_not_know(await case.conversation.ask("POST", path, "ana", json=entries.sample))


async def _entries(case: ServiceCase, asker: Asker) -> Exchange:
    entries = _place(case)
    return await case.conversation.ask("GET", entries.path.replace("{id}", await case.make()), asker)


def _place(case: ServiceCase) -> Entries:
    if case.dialect.entries is None:
        raise NotApplicable("the dialect names no place for answers")
    return case.dialect.entries
