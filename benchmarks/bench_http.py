# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading and making assets over HTTP, against bare FastAPI routes that keep nothing."""

import asyncio
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from load import Burst, burst, request_bytes
from programs import cpu_s_of
from rounds import Cost, Row, compare, report

SERVED = Path(__file__).parent / "served.py"
CLIENTS = 32
ROUNDS = 5
READS, MAKES = 1_500, 800
PARAMS: dict[str, Any] = {
    "title": "Meeting of the neighbourhood",
    "date": "2026-05-01",
    "participants": ["Ana", "Bob", "Eve"],
    "place": "x" * 100,
}
BODY = {"interlinker": "meeting-notes", "params": PARAMS}


@dataclass(frozen=True)
class Server:
    """A server process, and where it answers."""

    pid: int
    address: tuple[str, int]
    token: str = ""

    def send(self, request: Callable[[int], bytes], count: int, status: int) -> tuple[Cost, Burst]:
        """Return what *count* requests cost each."""
        before = cpu_s_of(self.pid)
        sent = burst(self.address, request, count=count, clients=CLIENTS, status=status)
        return Cost(sent.wall_s / count, (cpu_s_of(self.pid) - before) / count), sent

    def read(self, ids: list[str]) -> Cost:
        """Read assets, one after the other."""
        requests = [request_bytes("GET", f"/api/v1/assets/{asset}", self.token) for asset in ids]
        return self.send(lambda number: requests[number % len(requests)], READS, 200)[0]

    def make(self, latencies: list[float]) -> Cost:
        """Make assets; the 99th percentile is added to *latencies*."""
        request = request_bytes("POST", "/api/v1/assets", self.token, BODY)
        cost, sent = self.send(lambda _: request, MAKES, 201)
        latencies.append(sent.latencies_s[int(len(sent.latencies_s) * 0.99)])
        return cost


@contextmanager
def serving(what: str, folder: Path, token: str = "") -> Iterator[Server]:
    """Run one of the two servers; it is ready when the first answer came."""
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        command = [sys.executable, str(SERVED), what, str(listening.fileno()), str(folder)]
        with subprocess.Popen(command, pass_fds=[listening.fileno()]) as process:
            server = Server(process.pid, listening.getsockname(), token)
            request = request_bytes("POST", "/api/v1/assets", token, BODY)
            server.send(lambda _: request, CLIENTS * 10, 201)
            yield server
            process.terminate()


async def signed_in(folder: Path) -> tuple[str, list[str]]:
    """Return a session's token and the ids of assets that were made beforehand."""
    from served import PEOPLE

    from interlink_runtime.assets.make import make_asset
    from interlink_runtime.identity.development import enrol_people, sign_in
    from interlink_runtime.identity.principals import Principal
    from interlink_runtime.runtime import open_runtime
    from interlink_runtime.settings import Settings

    tables = {"store": {"folder": folder}, "identity": {"mode": "development", "people": PEOPLE}}
    async with open_runtime(Settings.model_validate(tables)) as runtime:
        await enrol_people(runtime)
        who = Principal("person", "ana", "Ana")
        kept = [await make_asset(runtime, who, "meeting-notes", PARAMS) for _ in range(200)]
        return await sign_in(runtime, "ana"), [asset.id for asset in kept]


def rows(ours: Server, theirs: Server, ids: list[str]) -> Iterator[Row]:
    """Yield what reading and making cost."""
    yield compare(
        "asset read (authorized, ETag)",
        "bare FastAPI GET",
        lambda: ours.read(ids),
        lambda: theirs.read(ids),
        rounds=ROUNDS,
        at_least=0.75,
    )
    slow: tuple[list[float], list[float]] = ([], [])
    yield compare(
        f"asset made (durable, {CLIENTS} clients)",
        "bare FastAPI POST that stores nothing",
        lambda: ours.make(slow[0]),
        lambda: theirs.make(slow[1]),
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
        token, ids = asyncio.run(signed_in(folder))
        with serving("runtime", folder, token) as ours, serving("bare", folder, token) as theirs:
            measured = list(rows(ours, theirs, ids))
    report(measured, __file__)


if __name__ == "__main__":
    main()
