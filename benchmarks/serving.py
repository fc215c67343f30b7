# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Servers that run while they are measured: started as processes of their own, asked by many clients, weighed."""

import os
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from load import Burst, burst, request_bytes
from programs import cpu_s_of
from rounds import Cost

SERVED = Path(__file__).parent / "served.py"
CLIENTS = 32
READS, MAKES = 1_500, 800
WARMING = 10
"""Requests for each client before anything is measured."""
PARAMS: dict[str, Any] = {
    "title": "Meeting of the neighbourhood",
    "date": "2026-05-01",
    "participants": ["Ana", "Bob", "Eve"],
    "place": "x" * 100,
}
ASSETS = "/api/v1/assets"


def body_for(interlinker: str) -> dict[str, Any]:
    """Return what an asset is made from."""
    return {"interlinker": interlinker, "params": PARAMS}


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

    def read(self, paths: Sequence[str], count: int = READS) -> Cost:
        """Read what is at *paths*, one after the other."""
        requests = [request_bytes("GET", path, self.token) for path in paths]
        return self.send(lambda number: requests[number % len(requests)], count, 200)[0]

    def make(self, path: str, body: Any, latencies: list[float], count: int = MAKES) -> Cost:
        """Make something at *path*; the 99th percentile is added to *latencies*."""
        request = request_bytes("POST", path, self.token, body)
        cost, sent = self.send(lambda _: request, count, 201)
        latencies.append(sent.latencies_s[int(len(sent.latencies_s) * 0.99)])
        return cost


@contextmanager
def serving(what: str, folder: Path, token: str = "", *, site: Path | None = None) -> Iterator[Server]:
    """Run one of the servers of `served.py`, with what is installed in *site* besides; the socket listens already."""
    path = os.pathsep.join(filter(None, [str(site or ""), os.environ.get("PYTHONPATH")]))
    with socket.create_server(("127.0.0.1", 0), backlog=256) as listening:
        command = [sys.executable, str(SERVED), what, str(listening.fileno()), str(folder)]
        environment = {**os.environ, "PYTHONPATH": path}
        with running(command, pass_fds=[listening.fileno()], env=environment) as process:
            yield Server(process.pid, listening.getsockname(), token)


@contextmanager
def running(command: Sequence[str], **how: Any) -> Iterator[subprocess.Popen[bytes]]:
    """Run *command* until the context ends."""
    with subprocess.Popen(command, **how) as process:
        try:
            yield process
        finally:
            process.terminate()


def warm(server: Server, body: Any) -> None:
    """Make assets until nothing happens for the first time any more."""
    request = request_bytes("POST", ASSETS, server.token, body)
    server.send(lambda _: request, CLIENTS * WARMING, 201)


async def signed_in(folder: Path, interlinkers: Sequence[str], count: int = 1) -> tuple[str, list[str]]:
    """Return a session's token, and the paths of *count* assets of each of *interlinkers*, made beforehand."""
    from served import settings_for

    from interlink_runtime.assets.make import make_asset
    from interlink_runtime.identity.development import enrol_people, sign_in
    from interlink_runtime.identity.principals import Principal
    from interlink_runtime.runtime import open_runtime

    async with open_runtime(settings_for(folder)) as runtime:
        await enrol_people(runtime)
        who = Principal("person", "ana", "Ana")
        kept = [await make_asset(runtime, who, name, PARAMS) for name in interlinkers for _ in range(count)]
        return await sign_in(runtime, "ana"), [f"{ASSETS}/{asset.id}" for asset in kept]
