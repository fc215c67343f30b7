# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The server that suffers: `python -m tests.torture.runner FOLDER SOCKET_DESCRIPTOR SERVER [MUTANT]`.

It obeys an order to die at a moment (`after COMMIT 3`: the third time from now on), lives by a
clock that can be set, notes what it syncs, and may be a mutant. Nothing of this is in the runtime.

The program imports the runtime once. For each line it reads it forks a server, prints the
server's process id, and prints how it ended.
"""

import ctypes
import os
import signal
import socket
import sqlite3
import sys
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from interlink_runtime import app as application
from interlink_runtime.cli.serving import ServerName, serve_until_stopped
from interlink_runtime.discovery import Candidate, Discovery, discover
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import load_settings
from interlink_sdk.manifest import read_manifest

from .asked import NOTES
from .mutants import MUTANTS
from .power import Syncs

MINIATURES = Path(__file__).parent / "miniatures"
DATABASE = "interlink.sqlite3"
PR_SET_PDEATHSIG = 1
"""Of prctl(2): which signal comes when the parent dies, so that nothing outlives a harness that was killed."""


class Orders:
    """When to die: one line in a file, read anew at every moment that might be meant."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._passed: Counter[str] = Counter()

    def obey(self, moment: str, deed: str) -> None:
        """Die if that is the order, with the one signal that no program can answer."""
        try:
            order = self._file.read_text(encoding="utf-8")
        except FileNotFoundError:
            return
        wanted, _, number = order.rpartition(" ")
        if not wanted or not f"{moment} {deed}".startswith(wanted):
            return
        self._passed[order] += 1
        if self._passed[order] >= int(number):
            self._file.unlink(missing_ok=True)
            os.kill(os.getpid(), signal.SIGKILL)


class WatchedConnection(sqlite3.Connection):
    """A connection to the store that may be the last thing the process does."""

    orders: Orders
    syncs: Syncs
    database: Path

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        """Run the statement, unless the order is to die before it, or after it."""
        self.orders.obey("before", sql)
        cursor = super().execute(sql, *more)
        if sql == "COMMIT":
            self.syncs.log(self.database, super().execute("PRAGMA synchronous").fetchone()[0])
        self.orders.obey("after", sql)
        return cursor


def clock_at(file: Path) -> Callable[[], datetime]:
    """Return a clock that is as many seconds ahead as *file* says."""

    def now() -> datetime:
        ahead = float(file.read_text(encoding="utf-8")) if file.exists() else 0.0
        return datetime.now(UTC) + timedelta(seconds=ahead)

    return now


def with_miniature(found: Discovery) -> Discovery:
    """Return what is installed, and an interlinker of the torture's own."""
    sys.path.insert(0, str(MINIATURES))
    package = "interlink_roll_call"
    candidate = Candidate("roll-call", package, "miniatures 1", read_manifest(MINIATURES / package))
    return Discovery((candidate, *found.candidates), found.refusals)


def serve(folder: Path, descriptor: int, server: ServerName, mutant: str | None) -> None:
    """Serve on the socket that was handed down, until killed."""
    settings = load_settings(folder / "interlink.toml", {})
    os.environ["TORTURE_ASKED"] = str(folder / NOTES)
    orders, syncs = Orders(folder / "order"), Syncs(folder / "synced")
    WatchedConnection.orders, WatchedConnection.syncs = orders, syncs
    WatchedConnection.database = settings.store.folder / DATABASE
    sqlite3.connect = partial(sqlite3.connect, factory=WatchedConnection)  # type: ignore[assignment]
    now = clock_at(folder / "clock")
    os.fsync = _ordered(syncs.fsync, orders, now)
    application.open_runtime = partial(open_runtime, now=now)  # type: ignore[attr-defined]
    if mutant:
        MUTANTS[mutant].make()
    app = application.create_app(settings, discovery=with_miniature(discover()))
    serve_until_stopped(app, socket.socket(fileno=descriptor), _be_silent, server=server)


async def _be_silent(_: Runtime) -> None:
    """Tell nobody that the server is ready: its socket was there before."""


def _ordered(fsync: Callable[[int], None], orders: Orders, now: Callable[[], datetime]) -> Any:
    def run(descriptor: int) -> None:
        os.utime(descriptor, (now().timestamp(),) * 2)  # a machine has one clock: its files are dated by it too
        orders.obey("before", "fsync")
        fsync(descriptor)
        orders.obey("after", "fsync")

    return run


def _say(number: int) -> None:
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def _die_with_parent() -> None:
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def _run_children(folder: Path, descriptor: int, server: ServerName, mutant: str | None) -> None:
    _die_with_parent()
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            _die_with_parent()
            try:
                serve(folder, descriptor, server, mutant)
            except SystemExit as end:
                os._exit(int(end.code or 0))
            except BaseException as error:  # noqa: BLE001 - the loop is the parent's alone
                sys.stderr.write(f"the server did not start: {error!r}\n")
                os._exit(1)
            os._exit(0)
        _say(child)
        _say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    _run_children(Path(given[1]), int(given[2]), ServerName(given[3]), given.get(4))
