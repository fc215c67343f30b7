# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An error on its way to a person: what happened, what to do, and the details for whoever helps them."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from interlink_runtime.web.refusals import refusal_for
from interlink_runtime.web.visits import visit_of_whoever
from interlink_sdk.errors import InterlinkError


async def error_page(request: Request, error: InterlinkError, status: int) -> HTMLResponse:
    """Return the page that tells a person about *error*."""
    visit = await visit_of_whoever(request)
    next_page = visit.path if request.method in {"GET", "HEAD"} else "/"
    return visit.page(
        "error.html",
        status=status,
        error=error,
        refusal=refusal_for(error.code),
        call=getattr(request.state, "call", ""),
        next_page=next_page,
    )
