# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/unsent/{tag}`: a form that came without a session, back with its person and all that was typed."""

from fastapi import APIRouter, Response

from interlink_runtime.web.again import unsent_page
from interlink_runtime.web.unsent import unsent_form
from interlink_runtime.web.visits import PersonVisit

router = APIRouter()


@router.get("/unsent/{tag}")
async def show_unsent(visit: PersonVisit, tag: str) -> Response:
    """Show the form again, or say that it waits no longer."""
    unsent = await unsent_form(visit, tag)
    if unsent is None:
        return visit.page("unsent_gone.html", status=404)
    return await unsent_page(visit, unsent, tag)
