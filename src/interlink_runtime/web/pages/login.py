# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/login` and `/logout`: the development identity, behind its one-time link."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from interlink_runtime.identity.development import is_on, sign_in, use_login_link
from interlink_runtime.identity.requests import GATE_COOKIE, SESSION_COOKIE, has_passed_gate, require_same_origin
from interlink_runtime.identity.sessions import stop_session
from interlink_runtime.web.visits import AnyVisit, Visit, local_path
from interlink_sdk.errors import Forbidden

HOUR_S = 3600

router = APIRouter()


@router.get("/login")
async def show_login(visit: AnyVisit, next: str = "/") -> Response:  # noqa: A002 - the query's word
    """Show the people who can be chosen, to a browser that has used the link."""
    has_identity = is_on(visit.runtime.settings)
    if not (has_identity and await has_passed_gate(visit.request)):
        return visit.page("gate.html", is_on=has_identity, status=403)
    people = visit.runtime.settings.identity.people
    return visit.page("login.html", people=people, next_page=local_path(next, "/"))


@router.get("/login/{token}")
async def use_link(visit: AnyVisit, token: str) -> Response:
    """Use the one-time link: from now on this browser may choose people."""
    response = visit.redirect("/login")
    _set(visit, response, GATE_COOKIE, await use_login_link(visit.runtime, token))
    return response


@router.post("/login")
async def choose_person(
    visit: AnyVisit,
    person: Annotated[str, Form()],
    next: Annotated[str, Form()] = "/",  # noqa: A002 - the form's word
) -> Response:
    """Sign in as one of the people."""
    require_same_origin(visit.request)
    if not await has_passed_gate(visit.request):
        raise Forbidden("open the link that the program showed in the terminal first")
    response = visit.redirect(local_path(next, "/"))
    _set(visit, response, SESSION_COOKIE, await sign_in(visit.runtime, person))
    return response


@router.post("/logout")
async def sign_out(visit: AnyVisit) -> Response:
    """End the session."""
    token = visit.request.cookies.get(SESSION_COOKIE)
    if token and visit.person:
        await stop_session(visit.runtime, token)
    response = visit.redirect("/")
    response.delete_cookie(SESSION_COOKIE)
    return response


def _set(visit: Visit, response: Response, name: str, token: str) -> None:
    seconds = visit.runtime.settings.identity.session_hours * HOUR_S
    secure = visit.request.url.scheme == "https"
    response.set_cookie(name, token, max_age=seconds, httponly=True, samesite="strict", secure=secure)
