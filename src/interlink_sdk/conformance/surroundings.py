# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker in this process must leave as it was: taken before its hooks run, compared afterwards."""

import locale
import logging
import os
import signal
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.conformance.results import CannotTell

SETTLING_S = 0.5
"""Threads and processes that end within this time were not left behind."""
POOL = "asyncio_"
"""Prefix of the threads in which plain hooks run."""


@dataclass(frozen=True)
class Settings:
    """What all code of one process shares."""

    environment: dict[str, str]
    folder: str
    import_path: tuple[str, ...]
    locale: str
    signals: tuple[object, ...]
    logging: tuple[object, ...]

    @classmethod
    def now(cls) -> "Settings":
        """Return them as they are."""
        root = logging.getLogger()
        return cls(
            environment=dict(os.environ),
            folder=str(Path.cwd()),
            import_path=tuple(sys.path),
            locale=locale.setlocale(locale.LC_ALL),
            signals=tuple(signal.getsignal(number) for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD)),
            logging=(root.level, tuple(root.handlers), logging.root.manager.disable),
        )

    def changes_since(self, before: "Settings") -> list[str]:
        """Return what is other than it was, in words."""
        names = self.environment.keys() | before.environment.keys()
        changed = [name for name in names if self.environment.get(name) != before.environment.get(name)]
        found = [f"the environment variable {name!r}" for name in sorted(changed)]
        parts = {
            "folder": "the working directory",
            "import_path": "sys.path",
            "locale": "the locale",
            "signals": "a signal handler",
            "logging": "the root logger",
        }
        return found + [said for name, said in parts.items() if getattr(self, name) != getattr(before, name)]

    def put_back(self) -> None:
        """Make environment, folder and import path what they were."""
        if dict(os.environ) != self.environment:
            for name in os.environ.keys() - self.environment.keys():
                del os.environ[name]
            os.environ.update(self.environment)
        if str(Path.cwd()) != self.folder:
            os.chdir(self.folder)
        sys.path[:] = self.import_path


def running_threads() -> set[threading.Thread]:
    """Return the threads that run now, without those that plain hooks are run in."""
    return {thread for thread in threading.enumerate() if not thread.name.startswith(POOL)}


def left_threads(before: set[threading.Thread]) -> list[str]:
    """Return the names of threads that were not there *before* and do not end."""
    until = time.monotonic() + SETTLING_S
    for thread in running_threads() - before:
        thread.join(max(0.0, until - time.monotonic()))
    return sorted(thread.name for thread in running_threads() - before if thread.is_alive())


def running_children() -> set[int]:
    """Return the identifiers of the processes that this one has started; raises CannotTell where it cannot be seen."""
    lists = list(Path("/proc/self/task").glob("*/children"))
    if not lists:
        raise CannotTell("this system does not tell which processes another one has started")
    return {int(number) for path in lists for number in _read(path).split()}


def left_children(before: set[int]) -> set[int]:
    """Return the processes that were not there *before* and do not end."""
    until = time.monotonic() + SETTLING_S
    while running_children() - before and time.monotonic() < until:
        time.sleep(SETTLING_S / 20)
    return running_children() - before


def names_in(folder: Path) -> dict[str, int]:
    """Return the files of *folder* with when each was changed, without what Python itself leaves there."""
    return {
        str(path.relative_to(folder)): path.stat().st_mtime_ns
        for path in folder.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:  # the thread has ended meanwhile
        return ""
