# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Tokens of frames: what was signed is read, and nothing else."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.web.frames import Frame, frame_expiry, inline_style, read_frame, sign_frame

NOW = datetime(2026, 1, 1, tzinfo=UTC)
KEY = b"k" * 32
FRAME = Frame(
    person="ana",
    asset="01234567-89ab-7def-8123-456789abcdef",
    collections=("ideas",),
    language="lv",
    expires_at=frame_expiry(NOW),
)


def test_a_signed_frame_is_read_again():
    assert read_frame(KEY, sign_frame(KEY, FRAME), NOW) == FRAME


def test_a_frame_expires():
    token = sign_frame(KEY, FRAME)
    assert read_frame(KEY, token, FRAME.expires_at - timedelta(seconds=1)) == FRAME
    assert read_frame(KEY, token, FRAME.expires_at) is None


def test_a_frame_of_another_runtime_is_not_valid():
    assert read_frame(b"o" * 32, sign_frame(KEY, FRAME), NOW) is None


def test_a_token_is_one_segment_of_an_address():
    assert all(ch.isalnum() or ch in "-_." for ch in sign_frame(KEY, FRAME))


@pytest.mark.parametrize("token", ["", ".", "a.b", "é.é", "." * 5_000, "x" * 100_000])
def test_what_was_never_a_token_is_not_valid(token):
    assert read_frame(KEY, token, NOW) is None


@given(st.integers(0, 400), st.characters(codec="ascii"))
def test_a_changed_token_is_not_valid(position, character):
    token = sign_frame(KEY, FRAME)
    body = token.partition(".")[0]
    place = position % len(body)
    if token[place] != character:
        changed = token[:place] + character + token[place + 1 :]
        assert read_frame(KEY, changed, NOW) in (None, FRAME)
        assert read_frame(KEY, changed, NOW) is None or character in "=\n"


def test_styles_cannot_end_their_element():
    style = inline_style("a{}</style><script>\r\nx")
    assert "</style" not in style.text
    assert "\r" not in style.text
    assert style.source.startswith("'sha256-")
