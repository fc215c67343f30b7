# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a provider says of itself (OpenID Connect Discovery 1.0): the addresses where it is asked what."""

from typing import Any
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, ValidationError

from interlink_runtime.identity.oidc.faults import provider_failed
from interlink_runtime.settings import Provider, ProviderUrl

WELL_KNOWN = "/.well-known/openid-configuration"


class Metadata(BaseModel):
    """The part of a discovery document that is used here; everything else is ignored."""

    model_config = ConfigDict(frozen=True, extra="ignore", strict=True)

    issuer: str
    jwks_uri: ProviderUrl
    authorization_endpoint: ProviderUrl | None = None
    token_endpoint: ProviderUrl | None = None
    userinfo_endpoint: ProviderUrl | None = None
    end_session_endpoint: ProviderUrl | None = None
    authorization_response_iss_parameter_supported: bool = False


def discovery_url(provider: Provider) -> str:
    """Return where the provider describes itself (section 4)."""
    return provider.issuer.rstrip("/") + WELL_KNOWN


def read_metadata(provider: Provider, document: dict[str, Any]) -> Metadata:
    """Return what *document* says; raises UpstreamFailed.

    The issuer must be exactly the configured one (section 4.3), and no provider with https may
    send us where others can listen.
    """
    try:
        metadata = Metadata.model_validate(document)
    except ValidationError:
        raise provider_failed(provider.id, "bad_answer") from None
    if metadata.issuer != provider.issuer:
        raise provider_failed(provider.id, "wrong_issuer")
    scheme = urlsplit(provider.issuer).scheme
    addresses = (value for name, value in metadata if name != "issuer" and isinstance(value, str))
    if scheme == "https" and any(urlsplit(address).scheme != "https" for address in addresses):
        raise provider_failed(provider.id, "bad_answer")
    return metadata
