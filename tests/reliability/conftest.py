# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A real server process on loopback that can be killed and started again on the same socket."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx2
import pytest

from interlink_runtime.cli.serving import ServerName
from interlink_runtime.identity.development import enrol_people, sign_in
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings, load_settings

PROGRAM = Path(__file__).parent / "mortal_server.py"
TIMEOUT_S = 60.0
SETTINGS = """
[store]
folder = "{folder}"
[identity]
mode = "development"
people = [{{ id = "ana", name = "Ana" }}, {{ id = "bob", name = "Bob" }}]
"""


@dataclass
class Server:
    """The server across its lives; the socket is the test's own, so that no request misses it in between."""

    folder: Path
    listening: socket.socket
    tokens: dict[str, str]
    program: subprocess.Popen[str]
    pid: int | None = None
    """None while it is dead."""
    client: httpx2.Client = field(default_factory=lambda: httpx2.Client(timeout=TIMEOUT_S))

    @property
    def settings(self) -> Settings:
        return load_settings(self.folder / "interlink.toml", {})

    @property
    def order(self) -> Path:
        """Where the server reads when to die."""
        return self.folder / "order"

    def start(self) -> None:
        """Start the server, which must be dead."""
        assert self.pid is None
        self.program.stdin.write("start\n")
        self.program.stdin.flush()
        self.pid = int(self.program.stdout.readline())

    def kill(self) -> None:
        """Kill the server, whatever it is doing."""
        if self.pid is not None:
            os.kill(self.pid, signal.SIGKILL)
            self.mourn()

    def mourn(self) -> None:
        """Wait for the server to have been killed, by whomever."""
        assert int(self.program.stdout.readline()) == -signal.SIGKILL
        self.pid = None

    def revive(self) -> None:
        """Wait for the server to have died of its order, and start it again without one."""
        self.mourn()
        self.order.unlink()
        self.start()

    def ask(self, method: str, path: str, *, person: str = "ana", headers: Any = None, **more: Any) -> httpx2.Response:
        """Send one request, and wait for a server that is still starting."""
        host, port = self.listening.getsockname()
        given = {"Authorization": f"Bearer {self.tokens[person]}", "Host": f"localhost:{port}"} | (headers or {})
        return self.client.request(method, f"http://{host}:{port}{path}", headers=given, **more)

    def json(self, path: str) -> Any:
        """Return what there is at *path*."""
        answer = self.ask("GET", path)
        assert answer.status_code == 200, answer.text
        return answer.json()


async def signed_in(settings: Settings) -> dict[str, str]:
    """Return a session token for each person."""
    async with open_runtime(settings) as runtime:
        await enrol_people(runtime)
        return {person.id: await sign_in(runtime, person.id) for person in settings.identity.people}


@pytest.fixture(scope="module", params=list(ServerName))
def server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server of each kind that lives, with its deaths, as long as the module."""
    if request.param is ServerName.GRANIAN:
        pytest.importorskip("granian", reason="the extra 'granian' is not installed")
    folder = tmp_path_factory.mktemp("mortal")
    file = folder / "interlink.toml"
    file.write_text(SETTINGS.format(folder=folder / "data"), encoding="utf-8")
    with socket.create_server(("127.0.0.1", 0)) as listening:
        tokens, descriptor = asyncio.run(signed_in(load_settings(file, {}))), listening.fileno()
        command = [sys.executable, str(PROGRAM), str(file), str(descriptor), str(folder / "order"), request.param]
        pipe = subprocess.PIPE
        with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, pass_fds=[descriptor]) as program:
            server = Server(folder, listening, tokens, program)
            server.start()
            yield server
            server.client.close()
            server.kill()
            program.stdin.close()
