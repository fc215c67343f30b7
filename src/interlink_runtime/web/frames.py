# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The right to one interlinker's page: who sees which asset, and where they may contribute, until when.

An interlinker's own HTML is shown in a frame without scripts and without cookies. All that its
links and forms can do is said by the signed token in the frame's address.
"""

import base64
import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from pydantic import BaseModel, ConfigDict

from interlink_runtime.web.signing import read_signed, sign
from interlink_sdk.assets import AssetId, CollectionName, LanguageTag

FRAME_HOURS = 8
PURPOSE = "frame"


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
    """Return the token of *frame*."""
    return sign(key, PURPOSE, frame.model_dump_json().encode())


def read_frame(key: bytes, token: str, now: datetime) -> Frame | None:
    """Return what *token* allows: nothing when it is forged, damaged or too old."""
    body = read_signed(key, PURPOSE, token)
    frame = Frame.model_validate_json(body) if body else None
    return frame if frame and now < frame.expires_at else None


def inline_style(styles: str) -> InlineStyle:
    """Return *styles* so that they cannot end their own element, with the digest of what a browser will see."""
    text = styles.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "").replace("</", "<\\/")
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
    return InlineStyle(text, f"'sha256-{digest}'")
