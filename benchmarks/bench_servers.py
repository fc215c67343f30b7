# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The same runtime behind granian and behind uvicorn: for who chooses a server, without a goal."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from rounds import Row, compare, report
from serving import ASSETS, CLIENTS, Server, body_for, serving, signed_in, warm

INTERLINKER = "meeting-notes"
BODY = body_for(INTERLINKER)
ROUNDS = 7
KEPT = 200


def rows(granian: Server, uvicorn: Server, paths: Sequence[Sequence[str]]) -> Iterator[Row]:
    """Yield what reading and making cost behind the one and the other."""
    yield compare(
        "asset read, behind granian",
        "the same behind uvicorn",
        lambda: granian.read(paths[0]),
        lambda: uvicorn.read(paths[1]),
        rounds=ROUNDS,
    )
    yield compare(
        f"asset made behind granian ({CLIENTS} clients)",
        "the same behind uvicorn",
        lambda: granian.make(ASSETS, BODY, []),
        lambda: uvicorn.make(ASSETS, BODY, []),
        rounds=ROUNDS,
    )


def main() -> None:
    """Measure, print and report."""
    if find_spec("granian") is None:
        print("  the runtime behind granian / behind uvicorn: not measured: granian is not installed", flush=True)
        return
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / server for server in ("granian", "uvicorn")]
        (one, paths), (other, more_paths) = (asyncio.run(signed_in(each, [INTERLINKER], KEPT)) for each in folders)
        with serving("granian", folders[0], one) as granian, serving("runtime", folders[1], other) as uvicorn:
            for server in (granian, uvicorn):
                warm(server, BODY)
            measured = list(rows(granian, uvicorn, (paths, more_paths)))
    report(measured, __file__)


if __name__ == "__main__":
    main()
