# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An application on a socket, from the first request to the last: uvicorn or granian, with our messages."""

import asyncio
import errno
import signal
import socket
from collections.abc import Awaitable, Callable
from enum import StrEnum
from importlib.util import find_spec
from typing import Any, NoReturn

import uvicorn
from fastapi import FastAPI
from starlette.types import Receive, Scope, Send
from uvicorn.protocols.http.auto import AutoHTTPProtocol

from interlink_runtime.runtime import Runtime
from interlink_sdk.errors import Conflict, SettingsInvalid

GRACE_S = 10
"""How long requests may go on after the server was told to stop."""
IDLE_S = 60
"""How long a connection may be open without a whole request, whatever trickles in meanwhile."""


class ServerName(StrEnum):
    """What speaks HTTP; the extra `granian` brings the second one."""

    UVICORN = "uvicorn"
    GRANIAN = "granian"


WhenReady = Callable[[Runtime], Awaitable[None]]


def listen(host: str, port: int, *, tries: int = 1) -> socket.socket:
    """Return a socket that listens on *port*, or on one of the next, *tries* of them.

    Raises Conflict where every one is taken, SettingsInvalid for an address that is not this machine's.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    for candidate in range(port, port + tries):
        try:
            return socket.create_server((host, candidate), family=family, backlog=2_048)
        except OverflowError:
            break
        except OSError as error:
            if error.errno != errno.EADDRINUSE:
                raise SettingsInvalid(f"nothing can listen on {host}:{candidate}: {error.strerror}") from None
    upper = f" to {port + tries - 1}" if tries > 1 else ""
    raise Conflict(f"another program listens on {host}:{port}{upper} already: stop it, or choose another --port")


def address_of(listening: socket.socket) -> str:
    """Return the address under which *listening* is reached on this machine."""
    host, port = listening.getsockname()[:2]
    name = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104 - compared, not bound
    return f"http://{f'[{name}]' if ':' in name else name}:{port}"


def serve_until_stopped(
    app: FastAPI, listening: socket.socket, when_ready: WhenReady, *, server: ServerName = ServerName.UVICORN
) -> None:
    """Serve *app* until SIGINT or SIGTERM; requests that are under way are finished.

    Raises what kept the runtime from starting, or *when_ready* from being done, and SettingsInvalid
    for a server that is not installed.
    """
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _end)
    if server is ServerName.UVICORN:
        _serve_with_uvicorn(app, listening, when_ready)
    elif find_spec("granian") is None:
        raise SettingsInvalid("granian is not installed: install the extra 'granian', or use --server uvicorn")
    else:
        from interlink_runtime.cli.granian_server import serve_with_granian

        serve_with_granian(app, listening, when_ready)


class PatientProtocol(AutoHTTPProtocol):  # type: ignore[misc, valid-type]  # whichever parser is installed
    """A connection that ends when nothing is asked for long; uvicorn waits for the first request for ever."""

    idle_s: float = IDLE_S

    def connection_made(self, transport: asyncio.Transport) -> None:
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._waiting = self.loop.call_later(self.idle_s, self._end_if_idle)

    def on_response_complete(self) -> None:
        """Begin to wait for the next request."""
        super().on_response_complete()
        self._waiting.cancel()
        self._waiting = self.loop.call_later(self.idle_s, self._end_if_idle)

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._waiting.cancel()
        super().connection_lost(exc)

    def _end_if_idle(self) -> None:
        if self.cycle is None or self.cycle.response_complete:
            self.transport.close()


def _serve_with_uvicorn(app: FastAPI, listening: socket.socket, when_ready: WhenReady) -> None:
    watched = _Watched(app)
    config = uvicorn.Config(
        watched,
        http=PatientProtocol,
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,  # who asks and how is server.public_url's matter, not what a header claims
        lifespan="on",
        timeout_graceful_shutdown=GRACE_S,
    )
    server = _Server(config, app, when_ready)
    try:
        server.run(sockets=[listening])
    except SystemExit:
        if watched.failure is None:
            raise
    if failure := watched.failure or server.failure:
        raise failure


class _Watched:
    """The application, remembering what ended its lifespan: uvicorn only logs it."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app
        self.failure: Exception | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception as error:
            if scope["type"] == "lifespan":
                self.failure = error
            raise


class _Server(uvicorn.Server):
    """A server that does one thing once it listens, and stops if that fails."""

    def __init__(self, config: uvicorn.Config, app: FastAPI, when_ready: WhenReady) -> None:
        super().__init__(config)
        self._app = app
        self._when_ready = when_ready
        self.failure: Exception | None = None

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start to listen, then do what waits for it."""
        await super().startup(sockets)
        try:
            await self._when_ready(self._app.state.runtime)
        except Exception as error:  # noqa: BLE001 - it is raised again after everything was closed
            self.failure = error
            self.should_exit = True


def _end(*_: Any) -> NoReturn:
    # uvicorn catches signals, stops in order and raises them again here
    raise SystemExit(0)
