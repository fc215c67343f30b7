# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The providers of one runtime, with what they last said: tokens go in, believed claims come out."""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime

from joserfc.jwk import Key

from interlink_runtime.identity.oidc.discovery import Metadata, discovery_url, read_metadata
from interlink_runtime.identity.oidc.faults import provider_failed, token_refused
from interlink_runtime.identity.oidc.fetching import BoundedTransport, fetch_object, open_transport
from interlink_runtime.identity.oidc.kept import Kept
from interlink_runtime.identity.oidc.keys import fitting_keys, public_keys
from interlink_runtime.identity.oidc.tokens import Claims, Expected, SignedToken, parse_token, verified_claims
from interlink_runtime.settings import Provider
from interlink_sdk.errors import NotFound


class LiveProvider:
    """One provider and what it last said of itself and its keys; it lives as long as the runtime."""

    def __init__(self, settings: Provider, transport: BoundedTransport, clock: Callable[[], float]) -> None:
        self.settings = settings
        self.transport = transport
        self._metadata = Kept(self._fetch_metadata, clock)
        self._keys = Kept(self._fetch_keys, clock)

    async def metadata(self) -> Metadata:
        """Return what the provider says of itself; raises UpstreamFailed."""
        return await self._metadata.value()

    async def claims_of(self, token: SignedToken, audiences: Iterable[str], now: datetime) -> Claims:
        """Return the claims of *token* if this provider signed it for one of *audiences*.

        Raises Unauthenticated, or UpstreamFailed where the keys are not to be had.
        """
        allowed = self.settings.algorithms
        if token.algorithm not in allowed:
            raise token_refused("algorithm")  # before anything is fetched for it
        expected = Expected(self.settings.issuer, tuple(audiences), allowed, self.settings.skew_s)
        return verified_claims(token, await self._keys_for(token), expected, now)

    async def _keys_for(self, token: SignedToken) -> tuple[Key, ...]:
        keys = fitting_keys(await self._keys.value(), token.key_id, token.algorithm)
        return keys or fitting_keys(await self._keys.newer(), token.key_id, token.algorithm)

    async def _fetch_metadata(self) -> Metadata:
        document = await fetch_object(self.transport, self.settings.id, discovery_url(self.settings))
        return read_metadata(self.settings, document)

    async def _fetch_keys(self) -> tuple[Key, ...]:
        url = self.settings.keys_url or (await self.metadata()).jwks_uri
        document = await fetch_object(self.transport, self.settings.id, url)
        try:
            return public_keys(document)
        except ValueError:
            raise provider_failed(self.settings.id, "bad_answer") from None


class Providers:
    """All providers that the settings name; they live as long as the runtime."""

    def __init__(self, providers: Iterable[LiveProvider]) -> None:
        self._by_id = {provider.settings.id: provider for provider in providers}
        self._by_issuer = {provider.settings.issuer: provider for provider in self._by_id.values()}

    def __iter__(self) -> Iterator[LiveProvider]:
        return iter(self._by_id.values())

    def for_login(self) -> list[LiveProvider]:
        """Return the providers through which people sign in."""
        return [provider for provider in self if provider.settings.client_id]

    def known(self, provider_id: str) -> LiveProvider:
        """Return the provider through which people sign in; raises NotFound."""
        provider = self._by_id.get(provider_id)
        if provider is None or not provider.settings.client_id:
            raise NotFound(f"nobody signs in through {provider_id!r} here", provider=provider_id)
        return provider

    async def claims_of(self, text: str, now: datetime) -> tuple[Provider, Claims]:
        """Return who issued the access token *text* and what it claims.

        Raises Unauthenticated with the reason, or UpstreamFailed where it cannot be told.
        """
        token = parse_token(text)
        provider = self._by_issuer.get(token.issuer)
        if provider is None:
            raise token_refused("issuer")
        audiences = provider.settings.audiences or (provider.settings.client_id or "",)
        return provider.settings, await provider.claims_of(token, audiences, now)


@asynccontextmanager
async def open_providers(
    settings: Iterable[Provider], *, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[Providers]:
    """Open the way to the providers for as long as the context lasts; nothing is fetched before it is needed."""
    async with open_transport() as transport:
        yield Providers([LiveProvider(provider, transport, clock) for provider in settings])
