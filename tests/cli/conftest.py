# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Commands as real processes, each in a folder of its own."""

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import pytest

PATIENCE_S = 120
COMMAND = (sys.executable, "-m", "interlink_runtime.cli.start")
Run = Callable[..., subprocess.CompletedProcess[str]]
Server = Callable[..., AbstractContextManager[tuple[subprocess.Popen[str], str]]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Return what runs a command to its end and gives back how it ended."""

    def run_one(*arguments: str | Path, cwd: Path = tmp_path, text: bool = True, **variables: str) -> Any:
        command = [*COMMAND, *map(str, arguments)]
        return subprocess.run(
            command,
            cwd=cwd,
            env=environment(variables),
            capture_output=True,
            text=text,
            timeout=PATIENCE_S,
            check=False,
        )

    return run_one


@pytest.fixture
def server(tmp_path: Path) -> Server:
    """Return what runs a command that serves, gives its first words, and stops it in order."""

    @contextmanager
    def serve(*arguments: str | Path, cwd: Path = tmp_path) -> Iterator[tuple[subprocess.Popen[str], str]]:
        command = [*COMMAND, *map(str, arguments)]
        with (cwd / "stderr.txt").open("w") as errors:
            child = subprocess.Popen(
                command, cwd=cwd, env=environment({}), stdout=subprocess.PIPE, stderr=errors, text=True
            )
        impatient = threading.Timer(PATIENCE_S, child.kill)
        impatient.start()
        try:
            yield child, said(child)
        finally:
            impatient.cancel()
            stop(child)

    return serve


def said(child: subprocess.Popen[str]) -> str:
    """Return what the process has printed when it is ready: a line, or a JSON document."""
    assert child.stdout is not None
    text = child.stdout.readline()
    while text.startswith("{") and not is_json(text):
        line = child.stdout.readline()
        assert line, text
        text += line
    return text


def stop(child: subprocess.Popen[str], number: int = signal.SIGTERM) -> int:
    """Ask the process to stop and return how it ended."""
    if child.poll() is None:
        child.send_signal(number)
    code = child.wait(PATIENCE_S)
    assert child.stdout is not None
    child.stdout.close()
    return code


def environment(variables: dict[str, str]) -> dict[str, str]:
    """Return this process's environment without settings of ours, and *variables* on top."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("INTERLINK_")}
    return {**plain, "PYTHONWARNINGS": "error", **variables}


def is_json(text: str) -> bool:
    """Say whether *text* is one whole JSON document."""
    try:
        json.loads(text)
    except ValueError:
        return False
    return True
