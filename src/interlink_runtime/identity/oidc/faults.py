# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What can be wrong with a token or with a provider: a code goes in, a refusal comes out.

The texts say which check failed and nothing of what the token or the answer held.
"""

from collections.abc import Mapping
from typing import Final, Literal

from interlink_sdk.errors import Problem, Unauthenticated, UpstreamFailed

TokenFault = Literal[
    "malformed", "issuer", "algorithm", "unknown_key", "signature", "expired", "not_yet_valid", "audience", "revoked"
]
ProviderFault = Literal["unreachable", "too_slow", "bad_answer", "wrong_issuer", "refused"]

_TOKENS: Final[Mapping[TokenFault, tuple[str, str]]] = {
    "malformed": ("something that is no access token", "a signed JSON Web Token, or a token that was made here"),
    "issuer": ("a token of an issuer that is not known here", "a token of a provider that the operator has named"),
    "algorithm": ("a signature algorithm that is not allowed", "one that the provider's settings allow"),
    "unknown_key": ("a key that the issuer does not publish", "a key of the issuer's present key set"),
    "signature": ("a signature that does not fit", "the signature of the issuer"),
    "expired": ("a token whose time is over", "a token that is still valid"),
    "not_yet_valid": ("a token whose time has not come", "a token that is valid now; are the clocks right?"),
    "audience": ("a token that is for somebody else", "a token whose audience is this platform"),
    "revoked": ("a token that is not known, or not any more", "a token that its owner has not ended"),
}
_PROVIDERS: Final[Mapping[ProviderFault, str]] = {
    "unreachable": "cannot be reached",
    "too_slow": "does not answer in time",
    "bad_answer": "answers something that is not understood",
    "wrong_issuer": "calls itself by another name than the settings do",
    "refused": "refused the sign-in",
}


def token_refused(fault: TokenFault) -> Unauthenticated:
    """Return the refusal of a token."""
    found, expected = _TOKENS[fault]
    problem = Problem(
        code=f"token_{fault}", key="Authorization", found=found, expected=expected, fix="get a new token and repeat"
    )
    return Unauthenticated(f"the token was refused: {found}", problems=[problem], reason=fault)


def provider_failed(provider: str, fault: ProviderFault) -> UpstreamFailed:
    """Return the report that an identity provider is not what it should be."""
    message = f"the identity provider {provider!r} {_PROVIDERS[fault]}"
    return UpstreamFailed(message, provider=provider, reason=fault)
