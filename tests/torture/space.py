# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The room on the disk: a small file system of the run's own, or where that cannot be had, small files.

A mount namespace needs no privilege but may be forbidden; then the kernel is told to let no file
of the server grow, which refuses the same writes with another error.
"""

import os
import resource
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Protocol

DISK_BYTES = 96 * 1024 * 1024
INSIDE = "TORTURE_IN_NAMESPACE"
_NAMESPACES = (["unshare", "--mount"], ["unshare", "--map-root-user", "--mount"])


class Space(Protocol):
    """What can be made scarce."""

    name: str

    def fill(self, left_bytes: int, pid: int | None) -> None:
        """Leave room for so many bytes."""

    def free(self, pid: int | None) -> None:
        """Give all room back."""


class SmallDisk:
    """A file system in memory, filled with one file."""

    name = "a small file system"

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        options = f"size={DISK_BYTES},mode=700"
        subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], check=True, capture_output=True)
        self._folder = folder
        self._ballast = folder / "ballast"

    def fill(self, left_bytes: int, pid: int | None) -> None:
        """Write a file that leaves room for so many bytes."""
        free = os.statvfs(self._folder)
        with self._ballast.open("wb") as file, suppress(OSError):
            os.posix_fallocate(file.fileno(), 0, max(1, free.f_bavail * free.f_bsize - left_bytes))

    def free(self, pid: int | None) -> None:
        """Remove the file."""
        self._ballast.unlink(missing_ok=True)


class SmallFiles:
    """A limit on how far a file of the server may grow."""

    name = "a limit on the size of files"

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700)

    def fill(self, left_bytes: int, pid: int | None) -> None:
        """Let no file grow beyond so many bytes."""
        _limit(pid, left_bytes)

    def free(self, pid: int | None) -> None:
        """Lift the limit."""
        _limit(pid, resource.RLIM_INFINITY)


def enter_namespace(module: str, arguments: list[str]) -> None:
    """Run this very program again where it may mount a file system; return where that cannot be."""
    if INSIDE in os.environ:
        return
    for command in _NAMESPACES:
        with suppress(OSError):
            mounts = [*command, "sh", "-c", "mount -t tmpfs tmpfs /tmp"]
            if subprocess.run(mounts, check=False, capture_output=True).returncode == 0:
                environment = {**os.environ, INSIDE: "1"}
                os.execvpe(command[0], [*command, sys.executable, "-m", module, *arguments], environment)


def make_space(folder: Path) -> Space:
    """Return the room for a run, whose files go to *folder*."""
    return SmallDisk(folder) if INSIDE in os.environ else SmallFiles(folder)


def end_space(folder: Path) -> None:
    """Unmount what `make_space` mounted."""
    if INSIDE in os.environ:
        subprocess.run(["umount", str(folder)], check=False, capture_output=True)


def _limit(pid: int | None, size_bytes: int) -> None:
    if pid is not None:
        with suppress(ProcessLookupError):
            _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)
            soft = size_bytes if hard == resource.RLIM_INFINITY else min(size_bytes, hard)
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard if size_bytes == resource.RLIM_INFINITY else soft, hard))
