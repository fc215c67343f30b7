# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One attempt to sign in, between leaving for the provider and coming back.

It is kept in a cookie of the browser that began it, so that nobody can make another browser finish
it, and nothing is stored for those who never come back.
"""

import secrets
from datetime import datetime, timedelta

from pydantic import BaseModel, ConfigDict, ValidationError

from interlink_runtime.identity.cookies import signed, unsigned

MINUTES = 10
"""How long signing in at the provider may take."""
SECONDS = MINUTES * 60
COOKIE = "interlink_login"
_PURPOSE = "login"
_TAG_CHARACTERS = 8


class Transaction(BaseModel):
    """What must fit together when the person comes back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    provider: str
    state: str
    nonce: str
    verifier: str
    """The secret of PKCE (RFC 7636); the provider has seen its digest only."""
    next_page: str
    expires_at: datetime

    @property
    def cookie(self) -> str:
        """The name of its cookie: each window that signs in has its own."""
        return cookie_for(self.state)


def cookie_for(state: str) -> str:
    """Return the name of the cookie of the attempt that *state* belongs to."""
    tag = "".join(ch for ch in state if ch.isascii() and ch.isalnum())[:_TAG_CHARACTERS]
    return f"{COOKIE}_{tag}"


def new_transaction(provider: str, next_page: str, now: datetime) -> Transaction:
    """Begin an attempt."""
    return Transaction(
        provider=provider,
        state=secrets.token_hex(24),
        nonce=secrets.token_urlsafe(24),
        verifier=secrets.token_urlsafe(48),
        next_page=next_page,
        expires_at=now + timedelta(minutes=MINUTES),
    )


def as_cookie(key: bytes, transaction: Transaction) -> str:
    """Return the cookie's value."""
    return signed(key, _PURPOSE, transaction.model_dump_json().encode())


def from_cookie(key: bytes, value: str | None, *, provider: str, state: str, now: datetime) -> Transaction | None:
    """Return the attempt in *value* if it is ours, still open, and the one that *state* answers to."""
    body = unsigned(key, _PURPOSE, value or "")
    if body is None:
        return None
    try:
        transaction = Transaction.model_validate_json(body)
    except ValidationError:
        return None  # of an older version
    fits = secrets.compare_digest(transaction.state.encode(), state.encode()) and transaction.provider == provider
    return transaction if fits and now < transaction.expires_at else None
