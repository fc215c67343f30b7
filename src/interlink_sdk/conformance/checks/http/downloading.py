# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The file of an asset over HTTP."""

import re

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable
from interlink_sdk.conformance.service.case import ABSENT, UNKNOWN, ServiceCase, must, must_be_refused, must_not_know
from interlink_sdk.conformance.service.conversation import Exchange


@proves("http-download-offered")
async def offered(case: ServiceCase) -> None:
    """Ask for the file."""
    answer = await case.get(await case.make(), "download")
    must(answer, answer.status not in ABSENT, "a route for the download")


@proves("http-download-here")
async def here(case: ServiceCase) -> None:
    """Ask for the file and see where it leads."""
    answer = await _file(case)
    must(answer, not case.conversation.leads_off(answer), "the bytes")


@proves("http-download-needs-person")
async def needs_person(case: ServiceCase) -> None:
    """Ask as nobody."""
    await _file(case)
    must_be_refused(await case.get(await case.make(), "download", "nobody"), "a download needs a person")


@proves("http-download-unknown-is-404")
async def unknown_is_404(case: ServiceCase) -> None:
    """Ask for what is not there."""
    must_not_know(await case.get(UNKNOWN, "download"))


@proves("http-download-forged-token-safe")
async def forged_token_safe(case: ServiceCase) -> None:
    """Ask with a token that is none."""
    answer = await case.get(await case.make(), "download", "forger")
    must(answer, not answer.is_crash, "401")


@proves("http-download-any-name")
async def any_name(case: ServiceCase) -> None:
    """Ask for one with letters of another script in its name."""
    answer = await _named(case, "Plāns – 5 €")
    must(answer, not answer.is_crash, "200 with filename*")


@proves("http-download-quotes-safe")
async def quotes_safe(case: ServiceCase) -> None:
    """Ask for one with a quote in its name."""
    answer = await _named(case, 'a"; x="b')
    said = re.sub(r"\\.", "", answer.headers.get("content-disposition", ""))
    must(answer, not re.search(r';\s*x="', said), "the name in one parameter, its quotes escaped")


@proves("http-download-says-no")
async def says_no(case: ServiceCase) -> None:
    """Ask for what cannot be downloaded."""
    if case.dialect.undownloadable is None:
        raise NotApplicable("the dialect names nothing that cannot be downloaded")
    answer = await case.get(await case.make_otherwise(case.dialect.undownloadable), "download")
    must(answer, not (answer.is_good and {"error", "detail"} & set(answer.table)), "4xx")


async def _file(case: ServiceCase) -> Exchange:
    answer = await case.get(await case.make(), "download")
    if answer.status in ABSENT:
        raise NotApplicable(f"the service has no download: {answer.told}")
    return answer


async def _named(case: ServiceCase, name: str) -> Exchange:
    if case.dialect.named is None:
        raise NotApplicable("the dialect names no way to choose an asset's name")
    return await case.get(await case.make_otherwise(case.dialect.named, name), "download")
