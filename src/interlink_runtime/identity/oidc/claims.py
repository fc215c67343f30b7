# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a provider says of a person: claims go in, a person as this platform knows them comes out.

A claim is foreign input even where its signature is good: texts are bounded and of one line, and
what has the wrong type is as good as absent.
"""

import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from interlink_runtime.settings import Provider
from interlink_sdk.assets import MAX_NAME_CHARACTERS

MAX_GROUPS = 500
MAX_EMAIL_CHARACTERS = 254
"""RFC 5321, section 4.5.3.1.3, as corrected by erratum 1690."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s.]+")

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Claimed:
    """A person as one provider describes them, in one token or at one login."""

    id: str
    """Opaque, stable, and never the same for two issuers; nobody can compute it without our key."""
    name: str
    email: str | None
    """Verified by the provider, in lower case."""
    locale: str
    teams: tuple[str, ...]
    is_operator: bool


def person_in(claims: Claims, provider: Provider, key: bytes) -> Claimed:
    """Return the person whom *claims* are about; *key* is the instance's own."""
    return Claimed(
        id=person_id(key, provider.issuer, str(claims["sub"])),
        name=_name(claims),
        email=_verified_email(claims),
        locale=_locale(claims),
        teams=tuple(f"{provider.id}:{group}" for group in _groups(claims, provider)),
        is_operator=_is_operator(claims, provider),
    )


def session_in(claims: Claims, provider: Provider, key: bytes) -> str | None:
    """Return what stands here for the provider's session in which the person proved who they are, if it is named."""
    session = claims.get("sid")
    return provider_session(key, provider.issuer, session) if isinstance(session, str) and session else None


def person_id(key: bytes, issuer: str, subject: str) -> str:
    """Return the identifier of a person here (OpenID Connect Core, section 5.7: issuer and subject, nothing else)."""
    digest = hmac.new(key, f"person\0{issuer}\0{subject}".encode(), hashlib.sha256).hexdigest()
    return f"p-{digest[:32]}"


def provider_session(key: bytes, issuer: str, session: str) -> str:
    """Return what stands here for a session at a provider, as its `sid` names it."""
    return hmac.new(key, f"provider session\0{issuer}\0{session}".encode(), hashlib.sha256).hexdigest()


def claim_at(claims: Claims, path: str) -> Any:
    """Return the claim called *path*, or the one to which its dots lead; None if there is none."""
    if path in claims:
        return claims[path]
    value: Any = claims
    for part in path.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def _name(claims: Claims) -> str:
    whole = _line(claims.get("name")) or _line(claims.get("full_name"))
    parts = f"{_line(claims.get('given_name'))} {_line(claims.get('family_name'))}".strip()
    return whole or parts or _line(claims.get("preferred_username"))


def _verified_email(claims: Claims) -> str | None:
    email = claims.get("email")
    if claims.get("email_verified") is not True or not isinstance(email, str):
        return None
    return email.lower() if len(email) <= MAX_EMAIL_CHARACTERS and _EMAIL.fullmatch(email) else None


def _locale(claims: Claims) -> str:
    locale = str(claims.get("locale", "")).replace("_", "-")
    return locale if len(locale) <= 35 and _LANGUAGE.fullmatch(locale) else "en"


def _groups(claims: Claims, provider: Provider) -> tuple[str, ...]:
    if not provider.groups_claim:
        return ()
    lines = (_line(value) for value in _values(claim_at(claims, provider.groups_claim))[:MAX_GROUPS])
    return tuple(dict.fromkeys(line for line in lines if line))


def _is_operator(claims: Claims, provider: Provider) -> bool:
    if not provider.operator_claim:
        return False
    value = claim_at(claims, provider.operator_claim)
    if not provider.operator_values:
        return value is True
    return not set(provider.operator_values).isdisjoint(_values(value))


def _values(value: Any) -> list[str]:
    listed = value if isinstance(value, list) else [value]
    return [item for item in listed if isinstance(item, str)]


def _line(value: Any) -> str:
    text = value if isinstance(value, str) else ""
    return " ".join("".join(ch if ch.isprintable() else " " for ch in text).split())[:MAX_NAME_CHARACTERS]
