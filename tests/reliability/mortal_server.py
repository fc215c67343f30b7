# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A server that kills itself where a file says: `python mortal_server.py SETTINGS SOCKET_DESCRIPTOR ORDER SERVER`.

The order is one line, a moment and what it is the moment of: `before COMMIT`, `after COMMIT`,
`before INSERT INTO events`, `after fsync`. It is obeyed once it is there, with the one signal
that no program can answer. Nothing of this is in the runtime itself.

The program imports the runtime once. For each line it reads it forks a server, prints the
server's process id, and prints how it ended.
"""

import os
import signal
import socket
import sqlite3
import sys
from functools import partial
from pathlib import Path
from typing import Any

from interlink_runtime.app import create_app
from interlink_runtime.cli.serving import ServerName, serve_until_stopped
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import load_settings

ORDER = Path(sys.argv[3])
TOLD = ("INSERT INTO events", "INSERT INTO secret_tallies")


def obey(moment: str, deed: str) -> None:
    """Die if that is the order."""
    try:
        when, _, what = ORDER.read_text(encoding="utf-8").strip().partition(" ")
    except FileNotFoundError:
        return
    if moment == when and deed.startswith(what):
        os.kill(os.getpid(), signal.SIGKILL)


class MortalConnection(sqlite3.Connection):
    """A connection to the store that may be the last thing the process does.

    Only the COMMIT of a change counts, which has an event, or a tally where a vote is secret: the
    housekeeping commits, too.
    """

    has_event = False

    def execute(self, sql: str, *more: Any) -> sqlite3.Cursor:
        """Run the statement, unless the order is to die before it, or after it."""
        self.has_event = (self.has_event or sql.startswith(TOLD)) and not sql.startswith("BEGIN")
        deed = "housekeeping" if sql == "COMMIT" and not self.has_event else sql
        obey("before", deed)
        cursor = super().execute(sql, *more)
        obey("after", deed)
        return cursor


def mortal(function: Any, name: str) -> Any:
    """Return *function* with the two moments around it."""

    def run(*arguments: Any, **more: Any) -> Any:
        obey("before", name)
        result = function(*arguments, **more)
        obey("after", name)
        return result

    return run


def say(number: int) -> None:
    """Tell whoever started this program."""
    sys.stdout.write(f"{number}\n")
    sys.stdout.flush()


def serve() -> None:
    """Serve on the socket that was handed down, until killed."""
    app = create_app(load_settings(Path(sys.argv[1]), {}))
    sqlite3.connect = partial(sqlite3.connect, factory=MortalConnection)  # type: ignore[assignment]
    os.fsync = mortal(os.fsync, "fsync")
    serve_until_stopped(app, socket.socket(fileno=int(sys.argv[2])), be_silent, server=ServerName(sys.argv[4]))


async def be_silent(_: Runtime) -> None:
    """Tell nobody that the server is ready: its socket was there before."""


if __name__ == "__main__":
    while sys.stdin.readline():
        child = os.fork()
        if child == 0:
            serve()
            os._exit(0)
        say(child)
        say(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
