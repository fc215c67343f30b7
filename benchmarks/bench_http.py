# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading and making assets over HTTP, against bare FastAPI routes that keep nothing."""

import asyncio
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from rounds import Cost, Row, compare, report
from serving import ASSETS, CLIENTS, Server, body_for, serving, signed_in, warm

INTERLINKER = "meeting-notes"
BODY = body_for(INTERLINKER)
ROUNDS = 9
KEPT = 200


def rows(ours: Server, theirs: Server, paths: Sequence[str]) -> Iterator[Row]:
    """Yield what reading and making cost."""
    yield compare(
        "asset read (authorized, ETag)",
        "bare FastAPI GET",
        lambda: ours.read(paths),
        lambda: theirs.read(paths),
        rounds=ROUNDS,
        at_least=0.75,
    )
    slow: tuple[list[float], list[float]] = ([], [])
    yield compare(
        f"asset made (durable, {CLIENTS} clients)",
        "bare FastAPI POST that stores nothing",
        lambda: ours.make(ASSETS, BODY, slow[0]),
        lambda: theirs.make(ASSETS, BODY, slow[1]),
        rounds=ROUNDS,
        at_least=0.5,
    )
    ours_slow, theirs_slow = (iter([Cost(latency_s) for latency_s in side]) for side in slow)
    yield compare(
        "99th percentile of asset made",
        "the same of bare FastAPI",
        lambda: next(ours_slow),
        lambda: next(theirs_slow),
        rounds=ROUNDS,
        at_most=5,
    )


def main() -> None:
    """Measure, print and report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, paths = asyncio.run(signed_in(folder, [INTERLINKER], KEPT))
        with serving("runtime", folder, token) as ours, serving("bare", folder, token) as theirs:
            for server in (ours, theirs):
                warm(server, BODY)
            measured = list(rows(ours, theirs, paths))
    report(measured, __file__)


if __name__ == "__main__":
    main()
