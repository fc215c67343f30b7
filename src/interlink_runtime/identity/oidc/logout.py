# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A provider ends sessions here: its logout token goes in, what it ends comes out.

OpenID Connect Back-Channel Logout 1.0. A logout token is signed like an ID token and is none: it has
an event and never a nonce, so that neither can be sent in place of the other (section 2.4).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.oidc.faults import token_refused
from interlink_runtime.identity.oidc.live import LiveProvider
from interlink_runtime.identity.oidc.tokens import parse_token

EVENT = "http://schemas.openid.net/event/backchannel-logout"
TYPES = frozenset({"logout+jwt", "application/logout+jwt", "jwt"})
"""Providers need not say that it is a logout token; the event does."""
ESSENTIAL = ("iat", "exp", "aud")
MAX_NAME_CHARACTERS = 1_000


@dataclass(frozen=True, slots=True)
class Logout:
    """What a provider wants ended: one of its sessions, or all sessions of a person, or both named."""

    token: str
    """Tells this token from all others of the provider."""
    subject: str | None
    session: str | None
    expires_at: float


async def logout_in(provider: LiveProvider, text: str, now: datetime) -> Logout:
    """Return what the logout token *text* of *provider* ends (section 2.6).

    Raises Unauthenticated for what is no valid logout token, UpstreamFailed where the keys are not to be had.
    """
    token = parse_token(text, TYPES)
    claims = await provider.claims_of(token, [provider.settings.client_id or ""], now, essential=ESSENTIAL)
    _require_event(claims)
    subject, session, name = (_name(claims, key) for key in ("sub", "sid", "jti"))
    if name is None or (subject is None and session is None):
        raise token_refused("malformed")
    return Logout(name, subject, session, float(claims["exp"]))


def _require_event(claims: Claims) -> None:
    events = claims.get("events")
    if "nonce" in claims or not isinstance(events, Mapping) or not isinstance(events.get(EVENT), Mapping):
        raise token_refused("malformed")


def _name(claims: Claims, key: str) -> str | None:
    value = claims.get(key)
    if value is None:
        return None
    if not isinstance(value, str) or not 0 < len(value) <= MAX_NAME_CHARACTERS:
        raise token_refused("malformed")
    return value
