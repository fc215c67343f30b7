# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/login` and `/logout`: where people sign in, and the development identity behind its one-time link."""

from typing import Annotated

from fastapi import APIRouter, Form, Response

from interlink_runtime.identity.cookies import SESSION, cookie_value, drop_cookie, set_cookie
from interlink_runtime.identity.development import is_on, sign_in, use_login_link
from interlink_runtime.identity.requests import GATE_COOKIE, has_passed_gate, require_same_origin
from interlink_runtime.identity.sessions import session_of_token, stop_session
from interlink_runtime.web.pages.sign_in import offer_providers
from interlink_runtime.web.visits import AnyVisit, Visit, local_path
from interlink_sdk.errors import Forbidden

HOUR_S = 3600

router = APIRouter()


@router.get("/login")
async def show_login(visit: AnyVisit, next: str = "/") -> Response:  # noqa: A002 - the query's word
    """Offer the identity providers, or to a browser that has used the link the people who can be chosen."""
    next_page = local_path(next, "/")
    offered = offer_providers(visit, next_page)
    if offered:
        return offered
    has_identity = is_on(visit.runtime.settings)
    if not (has_identity and await has_passed_gate(visit.request)):
        return visit.page("gate.html", is_on=has_identity, status=403)
    people = visit.runtime.settings.identity.people
    return visit.page("login.html", people=people, next_page=next_page)


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
    before = cookie_value(visit.request, visit.runtime.settings, SESSION)
    token = await sign_in(visit.runtime, person, agent=visit.request.headers.get("user-agent", ""), instead_of=before)
    _set(visit, response, SESSION, token)
    return response


@router.post("/logout")
async def sign_out(visit: AnyVisit) -> Response:
    """End the session here, and go on to end the one at the provider."""
    settings = visit.runtime.settings
    require_same_origin(visit.request)
    token = cookie_value(visit.request, settings, SESSION)
    found = await session_of_token(visit.runtime, token) if token else None
    if token:
        await stop_session(visit.runtime, token)
    provider = found[1].provider if found else None
    response = visit.redirect("/signed-out", [("provider", provider)]) if provider else visit.redirect("/")
    drop_cookie(response, settings, SESSION)
    return response


def _set(visit: Visit, response: Response, name: str, token: str) -> None:
    settings = visit.runtime.settings
    set_cookie(response, settings, name, token, seconds=settings.identity.session_hours * HOUR_S, same_site="strict")
