# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an HTTP request to who asks.

A credential is a bearer token, which INTERLINK's platform also sends bare, or a cookie. With a
cookie, a request that changes something must come from a page of ours; a browser says where it
comes from. A cookie that is no longer valid is as good as none, so that it locks nobody out of
what is public; a header that is not valid is refused with the reason.
"""

from contextlib import suppress
from typing import Any

from fastapi import Request
from starlette.requests import HTTPConnection

from interlink_runtime.identity.cookies import PLATFORM, SESSION, cookie_value
from interlink_runtime.identity.credentials import looks_signed, principal_of_credential
from interlink_runtime.identity.development import GATE
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.identity.scopes import SAFE_METHODS
from interlink_runtime.identity.sessions import principal_of_token
from interlink_runtime.runtime import Runtime
from interlink_sdk.errors import Forbidden, Unauthenticated, UpstreamFailed

SESSION_COOKIE = SESSION
GATE_COOKIE = "interlink_gate"


def runtime_of(request: HTTPConnection) -> Runtime:
    """Return the runtime that serves *request*."""
    runtime: Runtime = request.app.state.runtime
    return runtime


def header_of(request: HTTPConnection, name: bytes) -> str | None:
    """Return the first header called *name*, in lower case, None if there is none.

    Where there is none, as mostly, starlette's mapping raises and catches two exceptions.
    """
    for given, value in request.scope["headers"]:
        if given == name:
            text: str = value.decode("latin-1")
            return text
    return None


async def principal_of(request: Request) -> Principal:
    """Return who asks, ANONYMOUS if nobody is signed in.

    Raises Unauthenticated for a token that is invalid, Forbidden for a change by cookie that
    another site caused.
    """
    state: dict[str, Any] = request.scope.setdefault("state", {})
    known: Principal | None = state.get("principal")
    if known is None:
        known = state["principal"] = await _principal(request)
    return known


async def has_passed_gate(request: Request) -> bool:
    """Say whether this browser has used the development identity's one-time link."""
    token = cookie_value(request, runtime_of(request).settings, GATE_COOKIE)
    return token is not None and (await principal_of_token(runtime_of(request), token)).id == GATE


def require_same_origin(request: Request) -> None:
    """Raise Forbidden where another site's page caused a change."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin")
    ours = f"{request.url.scheme}://{request.headers.get('host', '')}"
    public = runtime_of(request).settings.server.public_url or ours
    if site == "same-origin" or (site is None and origin in {ours, _origin_of(public)}):
        return
    raise Forbidden("a change by cookie must come from a page of this site; scripts use a bearer token")


async def _principal(request: Request) -> Principal:
    authorization = header_of(request, b"authorization")
    if authorization:
        scheme, _, token = authorization.rpartition(" ")
        if scheme.strip().lower() not in {"bearer", ""}:
            raise Unauthenticated("the Authorization header must be 'Bearer TOKEN'")
        return _not_the_gate(await principal_of_credential(request, runtime_of(request), token))
    principal = await _principal_of_cookies(request)
    if principal is not ANONYMOUS:
        require_same_origin(request)
    return principal


async def _principal_of_cookies(request: Request) -> Principal:
    runtime = runtime_of(request)
    session = cookie_value(request, runtime.settings, SESSION)
    principal = await principal_of_token(runtime, session) if session else ANONYMOUS
    token = request.cookies.get(PLATFORM) if runtime.settings.identity.auth_token_cookie else None
    if principal is ANONYMOUS and token and looks_signed(token):
        with suppress(Unauthenticated, UpstreamFailed):
            return await principal_of_credential(request, runtime, token)
    return ANONYMOUS if principal.id == GATE else principal


def _not_the_gate(principal: Principal) -> Principal:
    if principal.id == GATE:
        raise token_refused("revoked")
    return principal


def _origin_of(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"{scheme}://{rest.partition('/')[0]}"
