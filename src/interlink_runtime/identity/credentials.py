# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A credential that came with a request: its text goes in, who stands behind it comes out.

What it may do here is decided at once (`scopes`): behind this point nobody asks any more how
somebody proved who they are.
"""

from fastapi import Request
from starlette.requests import HTTPConnection

from interlink_runtime.identity.access_tokens import PREFIX, bearer_of
from interlink_runtime.identity.oidc.claims import person_in
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.identity.oidc.providers import Providers
from interlink_runtime.identity.people import principal_for_claims
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.identity.scopes import require_permission, require_scope
from interlink_runtime.identity.services import principal_for_service, service_of_claims, service_of_secret
from interlink_runtime.identity.sessions import principal_of_token
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Service


def providers_of(request: HTTPConnection) -> Providers:
    """Return the identity providers of the runtime that serves *request*."""
    providers: Providers = request.app.state.providers
    return providers


def looks_signed(text: str) -> bool:
    """Say whether *text* has the three parts of a signed token."""
    return text.count(".") == 2


async def principal_of_credential(request: Request, runtime: Runtime, text: str) -> Principal:
    """Return whoever sent *text* with *request*: a person's token or session, or a service.

    Raises Unauthenticated with the reason, Forbidden where the credential is not for this request,
    and UpstreamFailed where a token cannot be checked because its provider is down.
    """
    if text.startswith(PREFIX):
        return await _bearer(request, runtime, text)
    if looks_signed(text):
        return await _of_provider(request, runtime, text)
    service = service_of_secret(runtime.settings, text)
    if service:
        return _permitted(request, service)
    principal = await principal_of_token(runtime, text)
    if principal is ANONYMOUS:
        raise token_refused("revoked")
    return principal


async def _bearer(request: Request, runtime: Runtime, text: str) -> Principal:
    principal, scopes = await bearer_of(runtime, text)
    require_scope(scopes, request.method, _path_of(request))
    return principal


async def _of_provider(request: Request, runtime: Runtime, text: str) -> Principal:
    provider, claims = await providers_of(request).claims_of(text, runtime.now())
    service = service_of_claims(runtime.settings, provider, claims)
    if service:
        return _permitted(request, service)
    return await principal_for_claims(runtime, person_in(claims, provider, runtime.key))


def _permitted(request: Request, service: Service) -> Principal:
    require_permission(service, request.method, _path_of(request))
    return principal_for_service(service)


def _path_of(request: Request) -> str:
    path: str = request.scope["path"]
    return path.removeprefix(request.scope.get("root_path", ""))
