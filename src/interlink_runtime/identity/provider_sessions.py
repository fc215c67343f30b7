# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sessions that end because the provider through which they began says so."""

from typing import TYPE_CHECKING

from interlink_runtime.identity.oidc.claims import person_id, provider_session
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Provider
from interlink_runtime.store import DuplicateKey, Step
from interlink_runtime.store.logout_tokens import use_logout_token
from interlink_runtime.store.sessions import end_sessions_of_provider

if TYPE_CHECKING:
    from interlink_runtime.identity.oidc.live import LiveProvider
    from interlink_runtime.identity.oidc.logout import Logout


async def end_for_provider(runtime: Runtime, provider: "LiveProvider", logout_token: str) -> None:
    """End the sessions that *logout_token* of *provider* names; those that have ended already are no error.

    Raises Unauthenticated for what is no valid logout token, or one that was used before, and
    UpstreamFailed where it cannot be told.
    """
    from interlink_runtime.identity.oidc.logout import logout_in

    settings = provider.settings
    logout = await logout_in(provider, logout_token, runtime.now())
    try:
        await runtime.store.commit([_used(runtime, settings, logout), _ended(runtime, settings, logout)])
    except DuplicateKey:
        raise token_refused("revoked") from None


def _used(runtime: Runtime, provider: Provider, logout: "Logout") -> Step:
    # as long as it would be believed, it is remembered
    expires_at = int((logout.expires_at + provider.skew_s) * 1_000_000)
    return use_logout_token(provider_session(runtime.key, provider.issuer, f"token {logout.token}"), expires_at)


def _ended(runtime: Runtime, provider: Provider, logout: "Logout") -> Step:
    key, issuer = runtime.key, provider.issuer
    return end_sessions_of_provider(
        provider.id,
        person=person_id(key, issuer, logout.subject) if logout.subject else None,
        provider_session=provider_session(key, issuer, logout.session) if logout.session else None,
    )
