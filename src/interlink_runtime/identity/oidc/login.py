# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Signing in: out goes an address of the provider, back comes a person who proved it there.

OpenID Connect Core 1.0 with the authorization code and PKCE (RFC 7636), as RFC 9700 wants it: state
and nonce of one browser's one attempt, an address to return to that is exactly one provider's, and
the issuer of the answer checked (RFC 9207).
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from authlib.integrations.base_client.errors import OAuthError  # type: ignore[import-untyped]
from authlib.integrations.httpx_client import AsyncOAuth2Client  # type: ignore[import-untyped]
from authlib.oidc.core import CodeIDToken  # type: ignore[import-untyped]
from joserfc.errors import ClaimError

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.oidc.discovery import Metadata
from interlink_runtime.identity.oidc.faults import provider_failed
from interlink_runtime.identity.oidc.fetching import asking, object_of
from interlink_runtime.identity.oidc.live import LiveProvider
from interlink_runtime.identity.oidc.tokens import parse_token
from interlink_runtime.identity.oidc.transactions import Transaction
from interlink_runtime.settings import Provider
from interlink_sdk.errors import Unauthenticated


async def address_to_sign_in(provider: LiveProvider, transaction: Transaction, redirect_uri: str) -> str:
    """Return where the person is sent; raises UpstreamFailed."""
    metadata = await provider.metadata()
    if not metadata.authorization_endpoint:
        raise provider_failed(provider.settings.id, "bad_answer")
    async with _client(provider, redirect_uri) as client:
        url, _ = client.create_authorization_url(
            metadata.authorization_endpoint,
            state=transaction.state,
            nonce=transaction.nonce,
            code_verifier=transaction.verifier,
        )
    return str(url)


async def claims_for_code(
    provider: LiveProvider, transaction: Transaction, redirect_uri: str, *, code: str, issuer: str | None, now: datetime
) -> Claims:
    """Return what the provider says of the person who came back with *code*.

    Raises UpstreamFailed where the provider is down, slow, refuses, or answers what must not be believed.
    """
    metadata, name = await provider.metadata(), provider.settings.id
    if issuer != metadata.issuer and (issuer or metadata.authorization_response_iss_parameter_supported):
        raise provider_failed(name, "wrong_issuer")
    if not metadata.token_endpoint:
        raise provider_failed(name, "bad_answer")
    async with _client(provider, redirect_uri) as client:
        answer = await _exchanged(client, name, metadata.token_endpoint, code, transaction.verifier)
        told = await _told_of_person(client, name, metadata)
    proven = await _proven(provider, transaction, answer, now)
    if told and told.get("sub") != proven["sub"]:
        raise provider_failed(name, "bad_answer")  # somebody else's (OpenID Connect Core, section 5.3.2)
    return {**told, **proven}


def address_to_sign_out(metadata: Metadata, provider: Provider, return_to: str) -> str | None:
    """Return where the session at the provider ends (OpenID Connect RP-Initiated Logout 1.0).

    There is no `id_token_hint`, which would put name and address into an URL: the provider asks instead.
    """
    if not metadata.end_session_endpoint:
        return None
    query = {"client_id": provider.client_id or "", "post_logout_redirect_uri": return_to}
    glue = "&" if "?" in metadata.end_session_endpoint else "?"
    return f"{metadata.end_session_endpoint}{glue}{urlencode(query)}"


@asynccontextmanager
async def _client(provider: LiveProvider, redirect_uri: str) -> AsyncIterator[Any]:
    """Open the client of one attempt; it borrows the connections, so that nothing of it is shared."""
    settings = provider.settings
    secret = settings.client_secret.get_secret_value() if settings.client_secret else None
    client = AsyncOAuth2Client(
        settings.client_id,
        secret,
        token_endpoint_auth_method=settings.client_auth if secret else "none",
        scope=" ".join(settings.scopes),
        redirect_uri=redirect_uri,
        code_challenge_method="S256",
        transport=provider.transport,
    )
    async with client:
        yield client


async def _exchanged(client: Any, provider: str, endpoint: str, code: str, verifier: str) -> dict[str, Any]:
    try:
        async with asking(provider):
            answer = await client.fetch_token(endpoint, code=code, code_verifier=verifier)
    except OAuthError:
        raise provider_failed(provider, "refused") from None  # the code was used before, or is another's
    if not isinstance(answer, dict) or not isinstance(answer.get("id_token"), str):
        raise provider_failed(provider, "bad_answer")
    if not isinstance(answer.get("access_token"), str):
        raise provider_failed(provider, "bad_answer")
    return answer


async def _told_of_person(client: Any, provider: str, metadata: Metadata) -> Claims:
    if not metadata.userinfo_endpoint:
        return {}
    try:
        async with asking(provider):
            response = await client.get(metadata.userinfo_endpoint, headers={"Accept": "application/json"})
    except OAuthError:
        raise provider_failed(provider, "bad_answer") from None
    return object_of(provider, response)


async def _proven(provider: LiveProvider, transaction: Transaction, answer: dict[str, Any], now: datetime) -> Claims:
    """Return the claims of the ID token, checked as OpenID Connect Core, section 3.1.3.7 says."""
    client_id = provider.settings.client_id or ""
    try:
        token = parse_token(answer["id_token"])
        claims = await provider.claims_of(token, [client_id], now)
        params = {"client_id": client_id, "nonce": transaction.nonce, "access_token": answer["access_token"]}
        if token.algorithm.startswith("Ed"):
            del params["access_token"]  # no standard says which digest `at_hash` has then
        CodeIDToken(claims, {"alg": token.algorithm}, params=params).validate(
            int(now.timestamp()), provider.settings.skew_s
        )
    except (Unauthenticated, ClaimError, TypeError, ValueError):
        raise provider_failed(provider.settings.id, "bad_answer") from None
    return claims
