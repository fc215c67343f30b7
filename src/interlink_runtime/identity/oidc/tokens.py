# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Signed tokens: text goes in, believed claims come out, or the one reason why not.

JWT (RFC 7519) in JWS compact serialization (RFC 7515), with the profile of RFC 8725: the algorithm
is on our list and fits the key, the issuer chose the key, and the token is for us and for now.
"""

import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from joserfc.errors import ClaimError, ExpiredTokenError, JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry
from joserfc.util import urlsafe_b64decode

from interlink_runtime.identity.oidc.claims import Claims
from interlink_runtime.identity.oidc.faults import TokenFault, token_refused

MAX_TOKEN_CHARACTERS = 16_384
TYPES = frozenset({"jwt", "at+jwt", "application/at+jwt"})
"""What a header may call an access token; a logout token is none of these (RFC 8725, section 3.11)."""

ESSENTIAL = ("sub", "exp", "aud")
"""What an access token says in any case."""


@dataclass(frozen=True, slots=True)
class SignedToken:
    """A token that was taken apart and that nobody may believe yet."""

    algorithm: str
    key_id: str | None
    issuer: str
    claims: Claims
    signed: bytes
    signature: bytes


@dataclass(frozen=True, slots=True)
class Expected:
    """What a token has to say to be believed."""

    issuer: str
    audiences: Collection[str]
    algorithms: Collection[str]
    skew_s: int
    essential: Collection[str] = ESSENTIAL


def parse_token(text: str, types: Collection[str] = TYPES) -> SignedToken:
    """Take *text* apart if its header calls it one of *types*, or nothing; raises Unauthenticated."""
    if len(text) > MAX_TOKEN_CHARACTERS or not text.isascii() or text.count(".") != 2:
        raise token_refused("malformed")
    head, body, mark = text.encode().split(b".")
    try:
        header, claims = _json_object(head), _json_object(body)
        signature = urlsafe_b64decode(mark)
    except (ValueError, RecursionError):
        raise token_refused("malformed") from None
    algorithm, key_id, issuer = header.get("alg"), header.get("kid"), claims.get("iss")
    # no extension is understood, so none may be critical (RFC 7515, section 4.1.11)
    if not isinstance(algorithm, str) or not isinstance(key_id, str | None) or "crit" in header:
        raise token_refused("malformed")
    if str(header.get("typ", "JWT")).lower() not in types:
        raise token_refused("malformed")
    if not isinstance(issuer, str):
        raise token_refused("issuer")
    return SignedToken(algorithm, key_id, issuer, claims, head + b"." + body, signature)


def verified_claims(token: SignedToken, keys: Sequence[Key], expected: Expected, now: datetime) -> Claims:
    """Return the claims of *token* if one of *keys* signed it and it says what is *expected*.

    Raises Unauthenticated with the first check that failed.
    """
    if token.issuer != expected.issuer:
        raise token_refused("issuer")
    if token.algorithm not in expected.algorithms:
        raise token_refused("algorithm")
    if not keys:
        raise token_refused("unknown_key")
    if not any(_is_signed_by(key, token) for key in keys):
        raise token_refused("signature")
    _check_claims(token.claims, expected, now)
    return token.claims


def _json_object(part: bytes) -> Claims:
    value = json.loads(urlsafe_b64decode(part))
    if not isinstance(value, dict):
        raise ValueError("not a JSON object")  # noqa: TRY004 - told apart from nothing else
    return value


def _is_signed_by(key: Key, token: SignedToken) -> bool:
    algorithm = JWSRegistry.algorithms[token.algorithm]
    try:
        algorithm.check_key(key)
        return algorithm.verify(token.signed, token.signature, key)
    except (JoseError, ValueError, TypeError):
        return False  # the key is of another kind than the header claims


def _check_claims(claims: Claims, expected: Expected, now: datetime) -> None:
    rules: dict[str, Any] = {name: {"essential": True} for name in expected.essential}
    rules["aud"] = {"essential": True, "values": list(expected.audiences)}
    registry = JWTClaimsRegistry(now=int(now.timestamp()), leeway=expected.skew_s, **rules)
    try:
        registry.validate(dict(claims))
    except ExpiredTokenError:
        raise token_refused("expired") from None
    except ClaimError as error:
        raise token_refused(_fault_of(error, claims)) from None


def _fault_of(error: ClaimError, claims: Claims) -> TokenFault:
    match error.claim:
        case "aud":
            return "audience"
        case ("nbf" | "iat") as claim if isinstance(claims.get(claim), int | float):
            return "not_yet_valid"
        case _:
            return "malformed"
