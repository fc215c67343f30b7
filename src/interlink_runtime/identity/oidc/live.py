# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One provider with what it last said: a token goes in, believed claims come out."""

from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from joserfc.jwk import Key

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.oidc.discovery import Metadata, discovery_url, read_metadata
from interlink_runtime.identity.oidc.faults import provider_failed, token_refused
from interlink_runtime.identity.oidc.fetching import BoundedTransport, fetch_object
from interlink_runtime.identity.oidc.kept import Kept
from interlink_runtime.identity.oidc.keys import fitting_keys, public_keys
from interlink_runtime.identity.oidc.tokens import ESSENTIAL, Expected, SignedToken, verified_claims
from interlink_runtime.settings import Provider


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

    async def access_claims_of(self, token: SignedToken, now: datetime) -> Claims:
        """Return the claims of an access token for this platform; raises as `claims_of`."""
        if "events" in token.claims:
            raise token_refused("malformed")  # it tells of something, such as a logout, and is for nobody to use
        return await self.claims_of(token, self.settings.audiences or (self.settings.client_id or "",), now)

    async def claims_of(
        self, token: SignedToken, audiences: Iterable[str], now: datetime, *, essential: Collection[str] = ESSENTIAL
    ) -> Claims:
        """Return the claims of *token* if this provider signed it for one of *audiences* and it has the *essential*.

        Raises Unauthenticated, or UpstreamFailed where the keys are not to be had.
        """
        allowed = self.settings.algorithms
        if token.algorithm not in allowed:
            raise token_refused("algorithm")  # before anything is fetched for it
        expected = Expected(self.settings.issuer, tuple(audiences), allowed, self.settings.skew_s, essential)
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
