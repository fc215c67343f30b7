# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An application on a socket behind granian, which runs inside this process: one process has one writer.

What is not granian's is kept the same as behind uvicorn: who opens the runtime, who hears signals,
how long requests may go on, and what an answer says of the server.
"""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Coroutine
from contextlib import suppress
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from granian.constants import HTTPModes, Interfaces
from granian.http import HTTP1Settings
from granian.net import SocketHolder  # type: ignore[attr-defined]  # exported, but not by its stubs
from granian.server.embed import Server
from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from interlink_runtime.cli.serving import GRACE_S, IDLE_S, WhenReady
from interlink_sdk.errors import OperatorError

HEAD_BYTES = 64 * 1024
"""What the head of a request may have, as with uvicorn; both notice it at twice as much at the latest."""
MAX_REQUESTS = 65_535
"""How many connections are attended to at once; with granian's own limit, idle ones would keep others waiting."""
BACKLOG = 2_048
THREADS_S = 1.0
"""How long its threads may take to end; two milliseconds are usual."""
POLL_S = 0.002
OWN_NAME = (b"server", b"interlink")
"""Without it granian would name itself."""
SILENT: dict[str, Any] = {"incremental": True, "handlers": {}, "loggers": {}}
"""Leaves the log alone that the command has set up."""


def serve_with_granian(app: FastAPI, listening: socket.socket, when_ready: WhenReady) -> None:
    """Serve *app* until SIGINT or SIGTERM; requests that are under way are finished.

    Raises what kept the runtime from starting, or *when_ready* from being done.
    """
    asyncio.run(_serve(app, listening, when_ready))


class EmbeddedServer(Server):
    """A server on a socket that listens already, with the limits that uvicorn has here."""

    idle_s: float = IDLE_S

    def __init__(self, app: ASGIApp, listening: socket.socket) -> None:
        super().__init__(
            app,
            interface=Interfaces.ASGINL,
            http=HTTPModes.http1,  # the other modes wait for a first byte for ever
            websockets=False,
            backlog=BACKLOG,
            backpressure=MAX_REQUESTS,
            http1_settings=HTTP1Settings(header_read_timeout=int(self.idle_s * 1_000), max_buffer_size=HEAD_BYTES),
            log_enabled=False,
            log_dictconfig=SILENT,
        )
        self.workers_kill_timeout = GRACE_S
        self._listening = listening

    def end(self) -> None:
        """Take no more connections, and end when those that are open have been answered."""
        self.interrupt_signal = True
        self.main_loop_interrupt.set()

    def _init_shared_socket(self) -> None:
        descriptor: Any = os.dup(self._listening.fileno())  # it closes what it is given
        holder: Any = SocketHolder
        self._ssp, self._sfd, self._shd = None, descriptor, holder(descriptor, False, BACKLOG)


class Polite:
    """The application behind what uvicorn does by itself and granian does not; it knows what is under way."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._under_way = 0
        self._is_ending = False
        self._idle = asyncio.Event()
        self._idle.set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, unless it comes too late, or does not say for which host it is."""

        async def send_named(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = [*message.get("headers", ()), OWN_NAME]
            await send(message)

        self._under_way += 1
        self._idle.clear()
        try:
            await (self._refusal_of(scope) or self._app)(scope, receive, send_named)
        finally:
            self._under_way -= 1
            if not self._under_way:
                self._idle.set()

    async def finish(self) -> None:
        """Refuse what comes from now on, and wait for what is under way, as long as the grace is."""
        self._is_ending = True
        with suppress(TimeoutError):
            async with asyncio.timeout(GRACE_S):
                await self._idle.wait()

    def _refusal_of(self, scope: Scope) -> ASGIApp | None:
        if self._is_ending:
            headers = {"Retry-After": str(GRACE_S), "Connection": "close"}
            return PlainTextResponse("the server is stopping", 503, headers)
        if scope["http_version"] == "1.1" and not Headers(scope=scope).get("host"):
            return PlainTextResponse("a request names its host", 400)  # RFC 9112, section 3.2
        return None


async def _serve(app: FastAPI, listening: socket.socket, when_ready: WhenReady) -> None:
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    polite = Polite(app)
    server = EmbeddedServer(polite, listening)
    async with app.router.lifespan_context(app):
        others = _foreign_threads()
        serving = asyncio.create_task(server.serve())
        try:
            await when_ready(app.state.runtime)
            await _first(stopped.wait(), serving)
        finally:
            # granian itself would tell requests under way that their client has left
            await polite.finish()
            server.end()
            await _end(serving, others)
    if not stopped.is_set():
        raise OperatorError("granian ended by itself: look into the log, or use --server uvicorn")


async def _first(waiting: Coroutine[Any, Any, Any], serving: asyncio.Task[None]) -> None:
    """Wait until the one or the other is over."""
    told = asyncio.ensure_future(waiting)
    await asyncio.wait({told, serving}, return_when=asyncio.FIRST_COMPLETED)
    told.cancel()


async def _end(serving: asyncio.Task[None], others: int) -> None:
    """Wait for the end of the server and of its threads, which would abort a Python that is ending."""
    with suppress(TimeoutError):  # what outlasts the grace is cut off
        await serving
    until = time.monotonic() + THREADS_S
    while _foreign_threads() > others and time.monotonic() < until:  # noqa: ASYNC110 - threads set no event
        await asyncio.sleep(POLL_S)


def _foreign_threads() -> int:
    """Return how many threads there are that Python does not know; 0 where the system does not tell."""
    tasks = Path("/proc/self/task")
    return len(list(tasks.iterdir())) - threading.active_count() if tasks.is_dir() else 0
