# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Whether files are still what they were when they were read, found without reading them.

Nobody can set the change time of a file, so it also tells of one that was rewritten in place with
its size and modification time put back. A folder's changes when something in it comes or goes.
"""

import os
import time
from collections.abc import Iterable, Mapping

TICK_NS = 20_000_000
"""The clocks of file systems stand still for so long: what changed within it may change again unseen."""

Stamp = tuple[int, int, int]
"""Change time in nanoseconds, size, number of the file."""
Stamps = Mapping[str, Stamp]


def stamp_of(path: str) -> Stamp | None:
    """Return what changes with the file or folder at *path*, None where there is none."""
    try:
        stat = os.stat(path)  # noqa: PTH116 - as below
    except (OSError, ValueError):
        return None
    return (stat.st_ctime_ns, stat.st_size, stat.st_ino)


def stamps_of(paths: Iterable[str]) -> dict[str, Stamp]:
    """Return the stamps of those of *paths* that are there."""
    return {path: stamp for path in dict.fromkeys(paths) if (stamp := stamp_of(path)) is not None}


def are_current(stamps: Stamps) -> bool:
    """Say whether all is as it was when *stamps* were taken."""
    try:
        for path, (changed_ns, size_bytes, number) in stamps.items():  # thousands, so it is one loop
            stat = os.stat(path)  # noqa: PTH116 - making a path takes longer than asking for it
            if stat.st_ctime_ns != changed_ns or stat.st_size != size_bytes or stat.st_ino != number:
                return False
    except (OSError, ValueError):
        return False
    return True


def are_settled(stamps: Stamps, read_at_ns: int) -> bool:
    """Say whether every change after *read_at_ns*, when the reading began, will be seen in *stamps*."""
    return all(changed_ns < read_at_ns - TICK_NS for changed_ns, _, _ in stamps.values())


def now_ns() -> int:
    """Return the time as file systems tell it."""
    return time.time_ns()
