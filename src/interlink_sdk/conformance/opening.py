# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Whether a package can be imported and what its hooks are, tried in a process of its own.

Whatever the import does (fails, exits, prints without end, never ends, takes the process down),
here it becomes a sentence in bounded time. The checks themselves then import the package here; this
is the place where they are given an isolated placement instead.
"""

import json
import os
import selectors
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from interlink_sdk.conformance import trial
from interlink_sdk.conformance.package import Package
from interlink_sdk.errors import Problem

IMPORT_TIMEOUT_S = 20.0
MAX_PRINTED_BYTES = 256 * 1024
MAX_REPORT_BYTES = 1024 * 1024
KEPT_OPENINGS = 128


@dataclass(frozen=True)
class ImportFault:
    """Why the package cannot be imported."""

    found: str
    file: str = ""
    line: int | None = None
    missing: str | None = None
    """The module that was looked for and is not there."""


@dataclass(frozen=True)
class Opening:
    """What came of importing a package once."""

    fault: ImportFault | None = None
    hook_problems: tuple[Problem, ...] = ()
    own_hooks: frozenset[str] = frozenset()

    @property
    def obstacle(self) -> str:
        """Why nothing can be asked of the hooks; empty where they can be called."""
        if self.fault:
            return f"the package cannot be imported: {self.fault.found}"
        return f"its hooks do not fit the contract: {self.hook_problems[0]}" if self.hook_problems else ""


def opening_of(package: Package) -> Opening:
    """Import *package* in a process of its own and return what came of it; unchanged files are asked once."""
    if package.root is None:
        return Opening()
    return _tried(package.root, package.module, package.folder, package.digest)


@lru_cache(maxsize=KEPT_OPENINGS)
def _tried(root: Path, module: str, folder: Path, _digest: str) -> Opening:
    reading, writing = os.pipe()
    # safe path: the folder of the script is not looked into; no bytecode is left in the author's folder
    command = [sys.executable, "-P", "-B", trial.__file__, str(writing), str(root), module, str(folder)]
    with subprocess.Popen(  # noqa: S603 - our own interpreter and script; what they import is what is asked about
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        pass_fds=[writing],
        start_new_session=True,
    ) as child:
        os.close(writing)
        try:
            report, stopped = _followed(child, reading)
        finally:
            os.close(reading)
            _end(child)
    return _opening(report, stopped or _how_it_ended(child.returncode))


def _followed(child: "subprocess.Popen[bytes]", reading: int) -> tuple[bytes, str]:
    """Read until the child has reported; return its report, and why it was stopped before that."""
    assert child.stdout is not None
    report, printed, deadline = b"", 0, time.monotonic() + IMPORT_TIMEOUT_S
    with selectors.DefaultSelector() as selector:
        selector.register(reading, selectors.EVENT_READ)
        selector.register(child.stdout, selectors.EVENT_READ)
        while (left := deadline - time.monotonic()) > 0:
            for key, _ in selector.select(left):
                piece = os.read(key.fd, 64 * 1024)
                if key.fd == reading:
                    report += piece
                    if not piece or len(report) > MAX_REPORT_BYTES:
                        return report, ""
                elif piece:
                    printed += len(piece)
                else:
                    selector.unregister(child.stdout)
            if printed > MAX_PRINTED_BYTES:
                return report, f"it printed more than {MAX_PRINTED_BYTES} bytes"
    return report, f"it did not end within {IMPORT_TIMEOUT_S:g} s"


def _end(child: "subprocess.Popen[bytes]") -> None:
    """Wait a moment for the child, which has reported; what is left of it or of its own children is ended."""
    with suppress(subprocess.TimeoutExpired):
        child.wait(1.0)
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()


def _how_it_ended(code: int) -> str:
    return f"it ended the process with signal {-code}" if code < 0 else f"it ended the process with code {code}"


def _opening(report: bytes, otherwise: str) -> Opening:
    try:
        found: dict[str, Any] = json.loads(report)
    except ValueError:
        return Opening(ImportFault(otherwise))
    return Opening(
        fault=ImportFault(**found["fault"]) if "fault" in found else None,
        hook_problems=tuple(Problem.model_validate(problem) for problem in found.get("problems", ())),
        own_hooks=frozenset(found.get("hooks", ())),
    )
