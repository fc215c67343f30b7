# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The right to one interlinker's page: who sees which asset, and where they may contribute, until when.

An interlinker's own HTML is shown in a frame without scripts and without cookies. All that its
links and forms can do is said by the signed token in the frame's address.
"""

import base64
import hashlib
import hmac
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from interlink_sdk.assets import AssetId, CollectionName, LanguageTag

FRAME_HOURS = 8
MAX_TOKEN_CHARACTERS = 4_000
_PURPOSE = b"frame\0"
"""Keeps the tokens of frames apart from whatever else is signed with the runtime's key."""


class Frame(BaseModel):
    """What one token allows; it names no more than its own person, asset and collections."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    person: str | None
    """None for a page that anybody may see."""
    asset: AssetId
    collections: tuple[CollectionName, ...] = ()
    language: LanguageTag = "en"
    purpose: Literal["view", "preview"] = "view"
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class InlineStyle:
    """A style sheet inside a page, and the CSP source that allows exactly it (CSP 3, section 2.3.1)."""

    text: str
    source: str


def frame_expiry(now: datetime) -> datetime:
    """Return until when a frame that is opened *now* is valid."""
    return now + timedelta(hours=FRAME_HOURS)


def sign_frame(key: bytes, frame: Frame) -> str:
    """Return the token of *frame*, fit to be one segment of an address."""
    body = frame.model_dump_json().encode()
    return f"{_as_text(body)}.{_as_text(_mark(key, body))}"


def read_frame(key: bytes, token: str, now: datetime) -> Frame | None:
    """Return what *token* allows: nothing when it is forged, damaged or too old."""
    body, mark = _parts(token)
    if not hmac.compare_digest(_mark(key, body), mark):
        return None
    frame = Frame.model_validate_json(body)
    return frame if now < frame.expires_at else None


def inline_style(styles: str) -> InlineStyle:
    """Return *styles* so that they cannot end their own element, with the digest of what a browser will see."""
    text = styles.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("</", "<\\/")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return InlineStyle(text, f"'sha256-{digest}'")


def _mark(key: bytes, body: bytes) -> bytes:
    return hmac.new(key, _PURPOSE + body, hashlib.sha256).digest()


def _parts(token: str) -> tuple[bytes, bytes]:
    body, _, mark = token[:MAX_TOKEN_CHARACTERS].partition(".")
    try:
        return _as_bytes(body), _as_bytes(mark)
    except ValueError:
        return b"", b""


def _as_text(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def _as_bytes(text: str) -> bytes:
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
