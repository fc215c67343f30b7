# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a service is to the platform and its operators."""

from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.service.case import REFUSED, ServiceCase, must, outage_asset
from interlink_sdk.conformance.service.recognising import OPENAPI

VERBS = frozenset(("delete", "remove", "set_public", "publish", "persist", "purge", "reset", "clone"))
"""Segments of a path that say that something is done."""


@proves("http-health-answers")
async def health_answers(case: ServiceCase) -> None:
    """Ask how it is."""
    answer = await case.conversation.ask("GET", "/healthcheck")
    must(answer, answer.status == 200 and answer.json is not None, "200 and JSON")


@proves("http-instantiate-page")
async def instantiate_page(case: ServiceCase) -> None:
    """Open the page on which assets are made."""
    answer = await case.get("instantiate")
    if answer.status in REFUSED:
        case.need("ana")
    must(answer, answer.is_redirect or (answer.status == 200 and answer.media_type == "text/html"), "a page")


@proves("http-gets-are-safe")
async def gets_are_safe(case: ServiceCase) -> None:
    """Read in the OpenAPI document what GETs there are; none of them is called."""
    answer = await case.conversation.ask("GET", OPENAPI)
    paths = answer.table.get("paths")
    if not isinstance(paths, dict):
        raise NotApplicable("there is no OpenAPI document that lists the routes")
    doing = [path for path, verbs in paths.items() if "get" in verbs and VERBS & set(path.lower().split("/"))]
    if doing:
        raise Unmet(f"GET {', '.join(doing)}", expected="POST, PUT or DELETE for what changes something")


@proves("http-outage-is-502")
async def outage_is_502(case: ServiceCase) -> None:
    """Read while the upstream is down."""
    answer = await case.get(outage_asset(case))
    must(answer, answer.status in (502, 503, 504) or answer.is_good, "502, 503, 504, or what is known")
