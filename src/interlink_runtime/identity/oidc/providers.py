# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The providers of one runtime: tokens go in, believed claims come out.

What checks signatures and speaks to providers takes a third of a second to import; a runtime that
has no provider never does.
"""

import time
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import TYPE_CHECKING

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.settings import Provider
from interlink_sdk.errors import NotFound

if TYPE_CHECKING:
    from interlink_runtime.identity.oidc.live import LiveProvider


class Providers:
    """All providers that the settings name; they live as long as the runtime."""

    def __init__(self, providers: Iterable["LiveProvider"]) -> None:
        self._by_id = {provider.settings.id: provider for provider in providers}
        self._by_issuer = {provider.settings.issuer: provider for provider in self._by_id.values()}

    def __iter__(self) -> Iterator["LiveProvider"]:
        return iter(self._by_id.values())

    def for_login(self) -> list["LiveProvider"]:
        """Return the providers through which people sign in."""
        return [provider for provider in self if provider.settings.client_id]

    def known(self, provider_id: str) -> "LiveProvider":
        """Return the provider through which people sign in; raises NotFound."""
        provider = self._by_id.get(provider_id)
        if provider is None or not provider.settings.client_id:
            raise NotFound(f"nobody signs in through {provider_id!r} here", provider=provider_id)
        return provider

    async def claims_of(self, text: str, now: datetime) -> tuple[Provider, Claims]:
        """Return who issued the access token *text* and what it claims.

        Raises Unauthenticated with the reason, or UpstreamFailed where it cannot be told.
        """
        if not self._by_id:
            raise token_refused("issuer")
        from interlink_runtime.identity.oidc.tokens import parse_token

        token = parse_token(text)
        provider = self._by_issuer.get(token.issuer)
        if provider is None:
            raise token_refused("issuer")
        return provider.settings, await provider.access_claims_of(token, now)


@asynccontextmanager
async def open_providers(
    settings: Iterable[Provider], *, clock: Callable[[], float] = time.monotonic
) -> AsyncIterator[Providers]:
    """Open the way to the providers for as long as the context lasts; nothing is fetched before it is needed."""
    named = tuple(settings)
    if not named:
        yield Providers(())
        return
    from interlink_runtime.identity.oidc.fetching import open_transport
    from interlink_runtime.identity.oidc.live import LiveProvider

    async with open_transport() as transport:
        yield Providers([LiveProvider(provider, transport, clock) for provider in named])
