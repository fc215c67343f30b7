# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Room to work in: the disk, the folders, the limits, and how many files may be open."""

import os
import resource
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import Situation

FULL_BYTES = 100_000_000
FULL_SHARE = 0.02
LOW_SHARE = 0.1
MIN_DESCRIPTORS = 256
GOOD_DESCRIPTORS = 4_096
"""A connection each, and some for files."""


def examine_room(situation: Situation) -> Iterator[Finding]:
    """Yield what is too small, or cannot be written."""
    yield from _of_folders(situation)
    yield from _of_disk(situation)
    yield from _of_limits(situation)
    yield from descriptors(resource.getrlimit(resource.RLIMIT_NOFILE)[0])


def descriptors(limit: int) -> Iterator[Finding]:
    """Yield whether *limit* open files are too few."""
    if limit != resource.RLIM_INFINITY and limit < GOOD_DESCRIPTORS:
        report = problem if limit < MIN_DESCRIPTORS else warning
        fix = f"raise it: ulimit -n {GOOD_DESCRIPTORS}, or LimitNOFILE= where systemd starts it"
        yield report("few_descriptors", "ulimit -n", str(limit), fix)


def room(free_bytes: int, total_bytes: int, folder: Path) -> Iterator[Finding]:
    """Yield whether too little of the disk is left."""
    share = free_bytes / max(total_bytes, 1)
    if share < LOW_SHARE:
        report = problem if free_bytes < FULL_BYTES or share < FULL_SHARE else warning
        found = f"{free_bytes / 1e9:.1f} GB ({share:.0%}) left"
        yield report("disk_nearly_full", str(folder), found, "make room, or move store.folder to a larger disk")


def _of_folders(situation: Situation) -> Iterator[Finding]:
    folder = situation.folder
    inner = [path for path in (folder / "blobs", folder / "blobs" / "incoming", folder / "scratch") if path.exists()]
    for path in (_existing(folder), *inner, Path(tempfile.gettempdir())):
        if not os.access(path, os.W_OK | os.X_OK):
            fix = f"let the user that runs the runtime own it: chown {os.geteuid()} {path}"
            yield problem("folder_not_writable", str(path), "no right to write", fix)
    if situation.database.exists() and not os.access(situation.database, os.R_OK | os.W_OK):
        fix = f"chown {os.geteuid()} {situation.database}"
        yield problem("folder_not_writable", str(situation.database), "no right to write", fix)


def _of_disk(situation: Situation) -> Iterator[Finding]:
    usage = shutil.disk_usage(_existing(situation.folder))
    yield from room(usage.free, usage.total, situation.folder)
    upload_bytes = situation.settings.limits.upload_bytes
    if upload_bytes > usage.free:
        found = f"{upload_bytes} bytes, and {usage.free} are left in {str(situation.folder)!r}"
        yield problem("limit_beyond_disk", "limits.upload_bytes", found, "lower the limit, or make room")


def _of_limits(situation: Situation) -> Iterator[Finding]:
    limits = situation.settings.limits
    for key in ("upload_bytes", "json_bytes"):
        value = getattr(limits, key)
        if value > limits.bundle_bytes:
            found = f"{value}, and a request may have limits.bundle_bytes = {limits.bundle_bytes} at most"
            yield warning("limits_contradict", f"limits.{key}", found, "raise bundle_bytes, or lower the other")


def _existing(folder: Path) -> Path:
    """Return *folder*, or where it would be made."""
    return next(path for path in (folder.absolute(), *folder.absolute().parents) if path.exists())
