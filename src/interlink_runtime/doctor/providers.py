# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The identity providers that the settings name: whether they answer, as what, and with usable keys."""

import asyncio
import secrets
from collections.abc import Iterator
from typing import Any

import httpx2

from interlink_runtime.doctor.asking import date_of, failure_of, open_asker
from interlink_runtime.doctor.clocks import difference_to
from interlink_runtime.doctor.findings import Finding, problem, unknown, warning
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.identity.oidc.discovery import Metadata, discovery_url, read_metadata
from interlink_runtime.identity.oidc.fetching import DEADLINE_S, object_of
from interlink_runtime.identity.oidc.keys import public_keys
from interlink_runtime.settings import Provider
from interlink_sdk.errors import UpstreamFailed

ASK_ADMIN = "ask whoever runs the provider"
CHALLENGE_CHARACTERS = 43


async def examine_providers(situation: Situation) -> list[Finding]:
    """Return what is wrong with the providers; all are asked at once."""
    async with open_asker() as client:
        found = await asyncio.gather(
            *(_of_provider(situation, provider, client) for provider in situation.settings.identity.providers)
        )
    return [finding for findings in found for finding in findings]


async def _of_provider(situation: Situation, provider: Provider, client: httpx2.AsyncClient) -> list[Finding]:
    at = f"identity.providers.{provider.id}"
    if provider.keys_url:
        return [*await _of_keys(client, provider, provider.keys_url, at)]
    url = discovery_url(provider)
    try:
        async with asyncio.timeout(DEADLINE_S):
            response = await client.get(url, headers={"Accept": "application/json"})
        document = object_of(provider.id, response)
    except (httpx2.HTTPError, TimeoutError) as error:
        fix = "see whether the issuer is spelled right and can be reached from here"
        return [problem("provider_unreachable", at, f"{url}: {failure_of(error)}", fix)]
    except UpstreamFailed:
        found = f"{url} answers {response.status_code} with no discovery document"
        return [problem("provider_unreachable", at, found, "correct the issuer: it comes before /.well-known/")]
    findings = [*difference_to(date_of(response), url, max(provider.skew_s, 5))]
    try:
        metadata = read_metadata(provider, document)
    except UpstreamFailed as failure:
        return [*findings, _misunderstood(failure, provider, document, at)]
    findings += [*_of_document(document, metadata, provider, at)]
    findings += await _of_keys(client, provider, metadata.jwks_uri, at)
    if provider.client_id and metadata.authorization_endpoint:
        findings += await _of_return(client, situation, provider, metadata.authorization_endpoint, at)
    return findings


def _misunderstood(failure: UpstreamFailed, provider: Provider, document: dict[str, Any], at: str) -> Finding:
    if failure.detail.get("reason") == "wrong_issuer":
        found = f"it says {str(document.get('issuer'))[:200]!r}, the settings say {provider.issuer!r}"
        return problem("provider_wrong_issuer", at, found, "write the issuer exactly as the provider does")
    found = "no issuer, no jwks_uri, or an address without https"
    return problem("provider_not_understood", at, found, ASK_ADMIN)


def _of_document(document: dict[str, Any], metadata: Metadata, provider: Provider, at: str) -> Iterator[Finding]:
    if provider.client_id and not (metadata.authorization_endpoint and metadata.token_endpoint):
        found = "no authorization_endpoint or token_endpoint"
        yield problem("provider_not_understood", at, f"{found}: nobody can sign in", ASK_ADMIN)
    methods = document.get("code_challenge_methods_supported")
    if provider.client_id and methods is None:
        yield warning("provider_pkce_untold", at, "nothing about PKCE", f"{ASK_ADMIN} whether S256 is supported")
    elif provider.client_id and "S256" not in _texts(methods):
        fix = "let the provider allow S256 for this client"
        yield problem("provider_without_pkce", at, f"only {', '.join(_texts(methods)) or 'nothing'}", fix)
    offered = _texts(document.get("id_token_signing_alg_values_supported"))
    if "none" in offered:
        fix = "switch it off at the provider; it is never believed here"
        yield warning("provider_unsigned_tokens", at, "the algorithm 'none'", fix)
    if offered and not set(offered) & set(provider.algorithms):
        found = f"it signs with {', '.join(offered)}, allowed are {', '.join(provider.algorithms)}"
        yield problem("provider_algorithms", at, found, "add one that has a key pair to its algorithms")


async def _of_keys(client: httpx2.AsyncClient, provider: Provider, url: str, at: str) -> list[Finding]:
    try:
        async with asyncio.timeout(DEADLINE_S):
            response = await client.get(url, headers={"Accept": "application/json"})
        keys = public_keys(object_of(provider.id, response))
    except (httpx2.HTTPError, TimeoutError) as error:
        return [problem("provider_keys_unusable", at, f"{url}: {failure_of(error)}", ASK_ADMIN)]
    except (UpstreamFailed, ValueError):
        return [problem("provider_keys_unusable", at, f"{url} answers {response.status_code}, no key set", ASK_ADMIN)]
    return [] if keys else [problem("provider_keys_unusable", at, f"{url}: no key that can sign", ASK_ADMIN)]


async def _of_return(
    client: httpx2.AsyncClient, situation: Situation, provider: Provider, endpoint: str, at: str
) -> list[Finding]:
    """Begin a sign-in as a browser does, and end it there; a provider tells an address that it does not know by 400."""
    back = f"{(situation.settings.server.public_url or '').rstrip('/')}/sign-in/{provider.id}/callback"
    question = {
        "response_type": "code",
        "client_id": provider.client_id or "",
        "redirect_uri": back,
        "scope": " ".join(provider.scopes),
        "state": secrets.token_urlsafe(16),
        "nonce": secrets.token_urlsafe(16),
        "code_challenge": secrets.token_urlsafe(32)[:CHALLENGE_CHARACTERS],
        "code_challenge_method": "S256",
    }
    try:
        async with asyncio.timeout(DEADLINE_S):
            response = await client.get(endpoint, params=question)
    except (httpx2.HTTPError, TimeoutError) as error:
        return [unknown("redirect_address_refused", at, f"{endpoint}: {failure_of(error)}", "sign in once to see")]
    if response.status_code not in {400, 401, 403}:
        return []
    found = f"a sign-in that comes back to {back} is answered with {response.status_code}"
    return [problem("redirect_address_refused", at, found, "register this address and the client_id at the provider")]


def _texts(value: object) -> list[str]:
    return [str(one)[:40] for one in value[:20]] if isinstance(value, list) else []
