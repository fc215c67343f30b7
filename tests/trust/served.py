# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A site behind a real server on a real socket, for what no test client can send."""

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import uvicorn
from fastapi import FastAPI

from interlink_runtime.cli.serving import PatientProtocol
from interlink_runtime.identity.development import sign_in

START_S = 30
ANSWER_S = 20


@dataclass(frozen=True)
class Served:
    """One running server."""

    port: int
    app: FastAPI
    loop: asyncio.AbstractEventLoop

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def call(self, function: Callable[..., Awaitable[Any]], *arguments: Any) -> Any:
        """Return what the coroutine function returns on the server's own loop."""
        return asyncio.run_coroutine_threadsafe(function(*arguments), self.loop).result(START_S)

    def token(self, person: str) -> str:
        return self.call(sign_in, self.app.state.runtime, person)

    def connect(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), timeout=ANSWER_S)

    def answer_to(self, sent: bytes, *, silence_s: float = ANSWER_S) -> bytes:
        """Send raw bytes and return all that comes back until the server ends the connection.

        *silence_s* is less for what is no whole request: for the rest of it the server waits.
        """
        with self.connect() as connection, suppress(ConnectionError, TimeoutError):
            received = b""
            with suppress(ConnectionError):  # it may have heard enough
                connection.sendall(sent)
            connection.settimeout(silence_s)
            while chunk := connection.recv(65_536):
                received += chunk
        return received


@contextmanager
def serving(app: Any, protocol: type = PatientProtocol) -> Iterator[Served]:
    """Serve *app* on a free port for as long as the context lasts."""
    listening = socket.create_server(("127.0.0.1", 0), backlog=2_048)
    config = uvicorn.Config(app, http=protocol, log_config=None, access_log=False, lifespan="auto")
    server, loops = uvicorn.Server(config), []

    async def serve() -> None:
        loops.append(asyncio.get_running_loop())
        await server.serve(sockets=[listening])

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()
    try:
        wait_until(lambda: server.started or not thread.is_alive())
        assert thread.is_alive()
        yield Served(listening.getsockname()[1], app, loops[0])
    finally:
        server.should_exit = True
        thread.join(START_S)
        listening.close()


def wait_until(condition: Callable[[], bool], limit_s: float = START_S) -> None:
    """Wait for *condition*, and fail after the limit."""
    event, left = threading.Event(), int(limit_s / 0.02)
    while not condition() and left:
        event.wait(0.02)
        left -= 1
    assert condition(), f"nothing came within {limit_s} s"
