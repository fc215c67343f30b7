# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Very many interlinkers in one runtime: an asset of the last one is read as fast as one of the first."""

import asyncio
import importlib
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from installing import install
from quick import taken
from rounds import Row, compare, report
from serving import Server, body_for, serving, signed_in, warm

INTERLINKERS = 200
QUICK = 10
ROUNDS = 9
TEMPLATE = "meeting-notes"
"""The example whose copies are asked; every other one is a copy of another example."""


def rows(server: Server, first: str, last: str, count: int, rounds: int) -> Iterator[Row]:
    """Yield how reading an asset of the last interlinker compares."""
    yield compare(
        f"asset read, of the last of {count} interlinkers",
        "the same of the first",
        lambda: server.read([last]),
        lambda: server.read([first]),
        rounds=rounds,
        at_most=1.1,
    )


def main() -> None:
    """Measure, print and report."""
    count, rounds = (QUICK, 1) if taken() else (INTERLINKERS, ROUNDS)
    with tempfile.TemporaryDirectory() as name:
        folder, site = Path(name) / "store", Path(name) / "site"
        install(site, count)
        sys.path.append(str(site))
        importlib.invalidate_caches()
        names = [f"{TEMPLATE}-{number:04}" for number in range(1, count, 2)]
        token, paths = asyncio.run(signed_in(folder, names))
        with serving("runtime", folder, token, site=site) as server:
            warm(server, body_for(names[-1]))
            server.read(paths)  # one of each
            measured = list(rows(server, paths[0], paths[-1], count, rounds))
    report(measured, __file__)


if __name__ == "__main__":
    main()
