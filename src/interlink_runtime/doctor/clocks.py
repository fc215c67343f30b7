# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The clock, which tokens, sessions and the order of what happened depend on."""

import sqlite3
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from interlink_runtime.clock import moment
from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import TOLERANCE_S, Situation
from interlink_runtime.store.inspection import inspect

FIX = "let the machine keep its time by NTP (timedatectl set-ntp true)"
TOLERANCE = timedelta(seconds=TOLERANCE_S)
JUMP_S = 2.0


def examine_clock(situation: Situation) -> Iterator[Finding]:
    """Yield what in the store is from the future."""
    try:
        newest = moment(inspect(situation.database).newest_event_at)
    except (sqlite3.Error, OSError):
        return  # the database's own area tells
    if newest > situation.now + TOLERANCE:
        found = f"an event of {_shown(newest)}, and now it is {_shown(situation.now)}"
        yield problem("clock_behind_store", str(situation.database), found, FIX)
    dated = [datetime.fromtimestamp(file.stat().st_mtime, UTC) for file in situation.folder.iterdir()]
    ahead = [when for when in dated if when > situation.now + TOLERANCE]
    if ahead:
        found = f"{len(ahead)} file(s) of up to {_shown(max(ahead))}, and now it is {_shown(situation.now)}"
        yield warning("clock_behind_files", str(situation.folder), found, FIX)


def examine_jump(began: tuple[float, float], ended: tuple[float, float]) -> Iterator[Finding]:
    """Yield whether the clock jumped between two readings of `read_clocks`."""
    jumped_s = (ended[0] - began[0]) - (ended[1] - began[1])
    if abs(jumped_s) > JUMP_S:
        yield warning("clock_jumped", "clock", f"{jumped_s:+.0f} s in {ended[1] - began[1]:.0f} s", FIX)


def read_clocks() -> tuple[float, float]:
    """Return the time, and the time that only ever goes on, both in seconds."""
    return time.time(), time.monotonic()


def difference_to(date: datetime | None, at: str, tolerance_s: int) -> Iterator[Finding]:
    """Yield whether the clock of whoever answers at *at* differs, who said that it was *date* just now."""
    apart_s = (date - datetime.now(UTC)).total_seconds() if date else 0.0
    if abs(apart_s) > tolerance_s + 1:  # the header has whole seconds
        yield problem("clock_differs", at, f"it is {apart_s:+.0f} s ahead of this machine", FIX)


def _shown(when: datetime) -> str:
    return when.isoformat(timespec="seconds")
