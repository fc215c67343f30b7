# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Key sets (RFC 7517): a provider's document goes in, keys that can check signatures come out."""

from collections.abc import Sequence
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key
from joserfc.util import urlsafe_b64decode

MAX_KEYS = 100
MAX_TRIED = 4
"""How many keys a token without a key id is tried with."""
MIN_RSA_BYTES = 256
"""2048 bits (RFC 7518, section 3.3)."""
_PRIVATE = frozenset({"d", "p", "q", "dp", "dq", "qi", "oth", "k"})

_KINDS = {"RS": "RSA", "PS": "RSA", "ES": "EC", "Ed": "OKP"}


def public_keys(document: dict[str, Any]) -> tuple[Key, ...]:
    """Return the public keys of *document* that can check signatures; what is not understood is left out.

    Raises ValueError where it is no key set at all.
    """
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise ValueError("a key set has a list of keys")  # noqa: TRY004 - told apart from nothing else
    keys = (_public_key(value) for value in listed[:MAX_KEYS])
    return tuple(key for key in keys if key is not None)


def fitting_keys(keys: Sequence[Key], key_id: str | None, algorithm: str) -> tuple[Key, ...]:
    """Return those of *keys* that can have signed with *algorithm* under the name *key_id*."""
    kind = _KINDS.get(algorithm[:2])
    fitting = [key for key in keys if key.key_type == kind and key.alg in {None, algorithm}]
    if key_id is None:
        return tuple(fitting[:MAX_TRIED])
    return tuple(key for key in fitting if key.kid == key_id)


def _public_key(value: Any) -> Key | None:
    # a shared key in a public document would let everybody sign
    if not isinstance(value, dict) or value.get("kty") not in _KINDS.values() or value.get("use", "sig") != "sig":
        return None
    try:
        if value["kty"] == "RSA" and len(urlsafe_b64decode(str(value.get("n", "")).encode())) < MIN_RSA_BYTES:
            return None
        return JWKRegistry.import_key({name: part for name, part in value.items() if name not in _PRIVATE})
    except (JoseError, ValueError, TypeError, KeyError):
        return None
