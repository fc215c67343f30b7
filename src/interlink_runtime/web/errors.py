# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An error on its way to a person: what happened, what to do, and the details for whoever helps them.

What a person typed is not lost with it: a form that was read is shown again, and one that came
without a session waits until its person has signed in.
"""

from fastapi import Request, Response
from fastapi.responses import HTMLResponse

from interlink_runtime.api.problems import call_of, headers_of
from interlink_runtime.identity.scopes import SAFE_METHODS
from interlink_runtime.web.again import failed_form, form_of_request, page_before
from interlink_runtime.web.posted import posted_before
from interlink_runtime.web.refusals import refusal_for
from interlink_runtime.web.unsent import keep_unsent, remember
from interlink_runtime.web.visits import Visit, visit_of_whoever
from interlink_sdk.errors import InterlinkError, Unauthenticated


async def error_page(request: Request, error: InterlinkError, status: int) -> Response:
    """Return the page that tells a person about *error*."""
    visit = await visit_of_whoever(request)
    if request.method in SAFE_METHODS:
        return _plain_page(visit, error, status, visit.path)
    if isinstance(error, Unauthenticated):
        return await _page_to_sign_in(visit, error, status)
    posted = posted_before(request)
    again = await failed_form(visit, posted, error, call_of(request)) if posted else None
    if again is None:
        return _plain_page(visit, error, status, page_before(request))
    again.status_code = status
    again.headers.update(headers_of(error))
    return again


async def _page_to_sign_in(visit: Visit, error: InterlinkError, status: int) -> Response:
    form = form_of_request(visit.request)
    waiting = await keep_unsent(visit, form) if form else None
    if waiting is None:
        return _plain_page(visit, error, status, page_before(visit.request))
    next_page = f"/unsent/{waiting.tag}"
    response = visit.page(
        "unsent.html", status=status, next_page=next_page, file_names=waiting.file_names, call=call_of(visit.request)
    )
    remember(response, visit, waiting)
    return response


def _plain_page(visit: Visit, error: InterlinkError, status: int, next_page: str) -> HTMLResponse:
    return visit.page(
        "error.html",
        status=status,
        error=error,
        refusal=refusal_for(error.code),
        call=call_of(visit.request),
        next_page=next_page,
    )
