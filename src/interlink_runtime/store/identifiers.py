# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Identifiers that sort by the time they were made (UUIDv7, RFC 9562), so that tables grow at their end."""

import os
import threading
import time

_lock = threading.Lock()
_last = 0


def new_id() -> str:
    """Return a new identifier, greater than every one this process made before."""
    global _last  # noqa: PLW0603 - monotonic within the process
    with _lock:
        milliseconds, rest_ns = divmod(time.time_ns(), 1_000_000)
        _last = stamp = max(milliseconds << 12 | rest_ns * 4096 // 1_000_000, _last + 1)
    random = int.from_bytes(os.urandom(8), "big") & (1 << 62) - 1
    number = (stamp >> 12) << 80 | 0x7 << 76 | (stamp & 0xFFF) << 64 | 0b10 << 62 | random
    text = f"{number:032x}"
    return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"
