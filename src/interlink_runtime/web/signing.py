# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a page carries for us and hands back: readable by anybody, written by this runtime alone."""

import base64
import hashlib
import hmac

MAX_TOKEN_CHARACTERS = 20_000


def sign(key: bytes, purpose: str, body: bytes) -> str:
    """Return a token of *body*, fit to be one segment of an address.

    *purpose* keeps the tokens of one kind apart from those of another.
    """
    return f"{_as_text(body)}.{_as_text(_mark(key, purpose, body))}"


def read_signed(key: bytes, purpose: str, token: str) -> bytes | None:
    """Return what was signed for *purpose*: nothing when the token is forged or damaged."""
    body, _, mark = token[:MAX_TOKEN_CHARACTERS].partition(".")
    try:
        content, signature = _as_bytes(body), _as_bytes(mark)
    except ValueError:
        return None
    return content if hmac.compare_digest(_mark(key, purpose, content), signature) else None


def _mark(key: bytes, purpose: str, body: bytes) -> bytes:
    return hmac.new(key, purpose.encode() + b"\0" + body, hashlib.sha256).digest()


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
