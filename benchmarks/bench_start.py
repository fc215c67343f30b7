# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What starting costs: the SDK's import, the command line, the runtime until it answers."""

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

from load import answer_to
from programs import SCRIPTS, cpu_s_of, python, run
from rounds import Cost, Row, compare, report

SERVED = Path(__file__).parent / "served.py"
ROUNDS = 9
STARTS = 5


def first_answer(what: str, folder: Path) -> Cost:
    """Return what it costs a server to start and give its first answer."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        began = time.perf_counter()
        command = [sys.executable, str(SERVED), what, str(listening.fileno()), str(folder)]
        with subprocess.Popen(command, pass_fds=[listening.fileno()]) as process:
            answer_to(listening.getsockname(), "/openapi.json" if what == "bare" else "/healthz")
            cost = Cost(time.perf_counter() - began, cpu_s_of(process.pid))
            process.terminate()
    return cost


def rows(folder: Path) -> Iterator[Row]:
    """Yield what starting costs."""
    yield compare(
        "import of the SDK",
        "bare interpreter with pydantic and pluggy",
        lambda: run(python("import interlink_sdk")),
        lambda: run(python("import pluggy, pydantic; pydantic.BaseModel, pydantic.TypeAdapter")),
        rounds=ROUNDS,
        at_most=1.3,
    )
    for option, goal in (("--version", 0.25), ("--help", 0.5)):
        yield compare(
            f"`interlink {option}`",
            "`cookiecutter --version`",
            partial(run, [str(SCRIPTS / "interlink"), option]),
            lambda: run([str(SCRIPTS / "cookiecutter"), "--version"]),
            rounds=ROUNDS,
            at_most=goal,
        )
    first_answer("runtime", folder)  # makes the store
    yield compare(
        "runtime start to first answer",
        "bare FastAPI",
        lambda: first_answer("runtime", folder),
        lambda: first_answer("bare", folder),
        rounds=STARTS,
        at_most=3,
    )


def main() -> None:
    """Measure, print and report."""
    with tempfile.TemporaryDirectory() as name:
        measured = list(rows(Path(name)))
    report(measured, __file__)


if __name__ == "__main__":
    main()
