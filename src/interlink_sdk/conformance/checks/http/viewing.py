# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of an asset over HTTP: who sees it, and where."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.service.case import REFUSED, UNKNOWN, ServiceCase, must, must_be_refused, must_not_know
from interlink_sdk.conformance.service.conversation import Exchange


@proves("http-view-works")
async def works(case: ServiceCase) -> None:
    """Open it as its maker."""
    answer = await _page(case)
    if answer.is_redirect:
        answer = await case.conversation.follow(answer)
        must(answer, not answer.is_redirect or case.conversation.leads_off(answer), "an end of the redirects")
    must(answer, answer.is_redirect or (answer.status == 200 and answer.media_type == "text/html"), "a page")


@proves("http-view-stays-here")
async def stays_here(case: ServiceCase) -> None:
    """Open it and see where it leads."""
    answer = await _page(case)
    must(answer, not case.conversation.leads_off(answer), "a page of this site")


@proves("http-view-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Open it as nobody."""
    must_be_refused(await case.get(await case.make(), "view", "nobody"), "the page needs a person")


@proves("http-view-says-401")
async def says_401(case: ServiceCase) -> None:
    """Open it as nobody and look at the status."""
    answer = await case.get(await case.make(), "view", "nobody")
    must(answer, answer.status != 403, "401, or a redirect to the login")


@proves("http-view-needs-role")
async def needs_role(case: ServiceCase) -> None:
    """Open Ana's as Ben."""
    case.need("ben")
    answer = await case.get(await case.make(), "view", "ben")
    must_be_refused(answer, "this person has no role")


@proves("http-view-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Open what is not there."""
    case.need("ana")
    must_not_know(await case.get(UNKNOWN, "view"))


@proves("http-view-forged-token-safe")
async def forged_token_safe(case: ServiceCase) -> None:
    """Open it with a token that is none."""
    answer = await case.get(await case.make(), "view", "forger")
    must(answer, not answer.is_crash and not answer.is_good, "401")


@proves("http-view-wants-scheme")
async def wants_scheme(case: ServiceCase) -> None:
    """Send the token without its scheme."""
    case.need("ana")
    answer = await case.get(await case.make(), "view", style="raw")
    must_be_refused(answer, "a token has a scheme")


@proves("http-view-takes-cookie")
async def takes_cookie(case: ServiceCase) -> None:
    """Send the token as a browser does."""
    case.need("ana")
    answer = await case.get(await case.make(), "view", style="cookie")
    must(answer, answer.is_good or answer.is_redirect, "the page")


async def _page(case: ServiceCase) -> Exchange:
    answer = await case.get(await case.make(), "view")
    if answer.status in REFUSED:
        case.need("ana")
    return answer
