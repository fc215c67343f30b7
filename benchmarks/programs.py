# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Programs that are started, waited for and weighed."""

import os
import resource
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from rounds import Cost

SCRIPTS = Path(sys.executable).parent


def python(code: str) -> list[str]:
    """Return the command that runs *code*."""
    return [sys.executable, "-c", code]


def run(command: Sequence[str]) -> Cost:
    """Return what it costs to run *command* to its end."""
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=_as_installed())
    wall_s, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Cost(wall_s, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def cpu_s_of(pid: int) -> float:
    """Return the processor time that a running process has taken so far."""
    fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def _as_installed() -> dict[str, str]:
    # installed modules are compiled; where this is forbidden, only the reference would be
    return {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
