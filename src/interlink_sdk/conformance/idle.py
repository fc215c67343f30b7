# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What runs in a process of its own to see what importing a package does besides defining things.

Its arguments are the number of an open file, the folder to import from and the package's name. One JSON
list is written to the open file: what was done, in words. It knows nothing of the rest of the suite.
"""

import importlib
import json
import os
import sys
import threading
from typing import Any

DONE = {
    "socket.connect": "connects to a network address",
    "socket.bind": "binds a network address",
    "socket.getaddrinfo": "looks up a host name",
    "subprocess.Popen": "starts a process",
    "os.system": "starts a process",
    "os.posix_spawn": "starts a process",
    "os.fork": "starts a process",
    "os.mkdir": "makes a folder",
    "os.remove": "removes a file",
    "os.rename": "renames a file",
    "os.chdir": "changes the working directory",
    "os.putenv": "changes the environment",
}
"""Audit events of Python, in words."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT


def main(arguments: list[str]) -> int:
    """Import the package, report what that did, and return 0."""
    report, root, module = arguments
    done: list[str] = []
    sys.argv = [module]
    sys.path.insert(0, root)
    sys.addaudithook(lambda event, details: _note(event, details, done))
    _watch_threads(done)
    try:
        importlib.import_module(module)
    except BaseException:  # noqa: BLE001 - whether it can be imported is another requirement
        done.clear()
    found = sorted(set(done))
    with os.fdopen(int(report), "w", encoding="utf-8") as file:
        json.dump(found, file)
    return 0


def _watch_threads(done: list[str]) -> None:
    start = threading.Thread.start  # Python 3.11 has no audit event for it

    def noted(self: threading.Thread) -> None:
        done.append("starts a thread")
        start(self)

    setattr(threading.Thread, "start", noted)  # noqa: B010 - mypy takes no method as the target of an assignment


def _note(event: str, details: tuple[Any, ...], done: list[str]) -> None:
    if event in DONE:
        done.append(DONE[event])
    elif event == "open" and isinstance(details[2], int) and details[2] & WRITING and details[0] != os.devnull:
        done.append(f"writes the file {str(details[0])!r}")


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
