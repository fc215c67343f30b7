# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Programs of the platform that call for themselves: a credential goes in, a service comes out.

A service is no person. It reaches only what `scopes.require_permission` lets through, and nothing
unless an operator named it, enabled it and said what it may.
"""

import hashlib
import hmac

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.principals import Principal
from interlink_runtime.settings import Provider, Service, Settings


def service_of_secret(settings: Settings, secret: str) -> Service | None:
    """Return the enabled service whose secret it is; takes as long whichever it is, and whether or not one is."""
    given, found = _digest(secret), None
    for service in settings.identity.services:
        if service.enabled and service.secret:
            matches = hmac.compare_digest(_digest(service.secret.get_secret_value()), given)
            found = service if matches else found
    return found


def service_of_claims(settings: Settings, provider: Provider, claims: Claims) -> Service | None:
    """Return the enabled service that this provider's token is about."""
    wanted = (provider.id, claims["sub"])
    services = (service for service in settings.identity.services if service.enabled)
    return next((service for service in services if (service.provider, service.subject) == wanted), None)


def principal_for_service(service: Service) -> Principal:
    """Return the principal that *service* is."""
    return Principal("service", f"service:{service.id}", service.id, may=frozenset(service.may))


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()
