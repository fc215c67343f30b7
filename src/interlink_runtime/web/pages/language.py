# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/language/{tag}`: choose the language of the pages in this browser."""

from fastapi import APIRouter, Response

from interlink_runtime.identity.cookies import is_secure
from interlink_runtime.web.visits import LANGUAGE_COOKIE, AnyVisit, local_path
from interlink_sdk.errors import NotFound

YEAR_S = 365 * 24 * 3600

router = APIRouter()


@router.get("/language/{tag}")
async def choose(visit: AnyVisit, tag: str, next: str = "/") -> Response:  # noqa: A002 - the query's word
    """Remember the language and go back to where the person was."""
    if tag not in visit.languages:
        raise NotFound(f"these pages are not translated into {tag!r}", language=tag)
    response = visit.redirect(local_path(next, "/"))
    secure = is_secure(visit.runtime.settings)
    response.set_cookie(LANGUAGE_COOKIE, tag, max_age=YEAR_S, httponly=True, samesite="lax", secure=secure)
    return response
