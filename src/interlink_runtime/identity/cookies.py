# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Cookies that are credentials: their names, their flags, and what is signed into them.

Under https every name has the prefix `__Host-` (RFC 6265bis, section 4.1.3.2), and only that name is read: no
neighbour under the same domain can set one. The session's cookie is Lax, since with Strict a person
would arrive signed out from every link in an e-mail, and from the provider itself at the end of
signing in. What Lax lets through changes nothing: changes need a page of ours (`require_same_origin`).
"""

import base64
import hashlib
import hmac
from typing import Literal

from fastapi import Request, Response

from interlink_runtime.settings import Settings

SESSION = "interlink_session"
PLATFORM = "auth_token"
"""In this one INTERLINK's platform keeps the token that a provider gave it; we only read it."""
MAX_CHARACTERS = 4_000


def is_secure(settings: Settings) -> bool:
    """Say whether people reach the runtime through https."""
    return (settings.server.public_url or "").startswith("https://")


def cookie_name(settings: Settings, name: str) -> str:
    """Return what the cookie is called for browsers."""
    return f"__Host-{name}" if is_secure(settings) else name


def cookie_value(request: Request, settings: Settings, name: str) -> str | None:
    """Return the cookie that *request* carries."""
    return request.cookies.get(cookie_name(settings, name)) or None


def set_cookie(
    response: Response,
    settings: Settings,
    name: str,
    value: str,
    *,
    seconds: int,
    same_site: Literal["lax", "strict"] = "lax",
) -> None:
    """Let the browser keep *value*, out of reach of scripts."""
    response.set_cookie(
        cookie_name(settings, name),
        value,
        max_age=seconds,
        httponly=True,
        samesite=same_site,
        secure=is_secure(settings),
    )


def drop_cookie(response: Response, settings: Settings, name: str) -> None:
    """Let the browser forget the cookie."""
    response.delete_cookie(cookie_name(settings, name), secure=is_secure(settings), httponly=True, samesite="lax")


def signed(key: bytes, purpose: str, body: bytes) -> str:
    """Return *body* with the mark that only this instance can make for this *purpose*."""
    return f"{_as_text(body)}.{_as_text(_mark(key, purpose, body))}"


def unsigned(key: bytes, purpose: str, text: str) -> bytes | None:
    """Return the body of *text* if its mark is ours."""
    body, _, mark = text[:MAX_CHARACTERS].partition(".")
    try:
        content, given = _as_bytes(body), _as_bytes(mark)
    except ValueError:
        return None
    return content if hmac.compare_digest(_mark(key, purpose, content), given) else None


def _mark(key: bytes, purpose: str, body: bytes) -> bytes:
    return hmac.new(key, f"{purpose}\0".encode() + body, hashlib.sha256).digest()


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), b"-_", validate=True)
