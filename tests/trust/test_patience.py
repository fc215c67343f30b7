# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Patience has an end: who sends slowly or only holds a connection costs little, and keeps nobody else waiting."""

import json
import os
import resource
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from interlink_runtime.cli.serving import PatientProtocol, ServerName
from interlink_runtime.guards import BodyGuard
from interlink_sdk.errors import InterlinkError

from .served import Served, serving

CONNECTIONS = 10_000
SPARE_DESCRIPTORS = 500
MAX_BYTES_PER_CONNECTION = 40_000
"""What one that only waits may cost in memory, several times what it costs now."""
PROGRAM = Path(__file__).parent / "programs" / "serve_site.py"
LIMIT_S = 10


class Impatient(PatientProtocol):
    """The same, with less time."""

    idle_s = 0.4


async def read_all(scope: Any, receive: Any, send: Any) -> None:
    """Answer with how many bytes came, or with the refusal."""
    try:
        answer: Response = PlainTextResponse(str(len(await Request(scope, receive).body())))
    except InterlinkError as refusal:
        answer = PlainTextResponse(refusal.code, 400)
    await answer(scope, receive, send)


@pytest.fixture(scope="module")
def hurried() -> Iterator[Served]:
    """Serve an application behind the guard and the protocol, both with little time."""
    with serving(BodyGuard(read_all, 1_000_000, patience_s=0.4, bytes_per_s=10_000), Impatient) as server:
        yield server


def seconds_until_ended(connection: socket.socket, trickle: bytes = b"") -> tuple[float, bytes]:
    """Send a byte now and then until the server ends the connection; return when that was, and what it said."""
    began, received, pause = time.monotonic(), b"", threading.Event()
    connection.settimeout(0.05)
    while time.monotonic() - began < LIMIT_S:
        try:
            chunk = connection.recv(65_536)
            if not chunk:
                return time.monotonic() - began, received
            received += chunk
        except TimeoutError:
            pause.wait(0.01)
        except ConnectionError:
            return time.monotonic() - began, received
        try:
            connection.sendall(trickle)
        except ConnectionError:
            return time.monotonic() - began, received
    return LIMIT_S, received


HEAD = b"POST / HTTP/1.1\r\nHost: localhost\r\n"


@pytest.mark.parametrize(
    "start", [HEAD + b"Content-Length: 900000\r\n\r\n", HEAD + b"Transfer-Encoding: chunked\r\n\r\n"]
)
def test_a_body_that_trickles_is_refused_and_its_connection_ended(hurried, start):
    with hurried.connect() as connection:
        connection.sendall(start)
        ended_s, answer = seconds_until_ended(connection, b"1\r\nx\r\n" if b"chunked" in start else b"x")
    assert ended_s < LIMIT_S
    assert answer.startswith(b"HTTP/1.1 400")
    assert b"malformed_request" in answer
    assert b"connection: close" in answer.lower()


def test_a_body_that_stops_is_refused(hurried):
    with hurried.connect() as connection:
        connection.sendall(HEAD + b"Content-Length: 900000\r\n\r\nhalf")
        ended_s, answer = seconds_until_ended(connection)
    assert ended_s < LIMIT_S
    assert answer.startswith(b"HTTP/1.1 400")


def test_a_long_body_may_take_longer_than_a_short_one(hurried):
    """At the least speed that is allowed it takes more than the time for the first byte."""
    size, step, pause = 12_000, 1_000, threading.Event()
    with hurried.connect() as connection:
        connection.sendall(HEAD + b"Content-Length: %d\r\nConnection: close\r\n\r\n" % size)
        for _ in range(size // step):
            connection.sendall(b"x" * step)
            pause.wait(0.05)
        _, answer = seconds_until_ended(connection)
    assert answer.endswith(b"12000")


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nX-Slow: "])
def test_a_connection_that_never_asks_is_ended(hurried, start):
    with hurried.connect() as connection:
        connection.sendall(start)
        ended_s, _ = seconds_until_ended(connection, start[:1])
    assert ended_s < LIMIT_S


def test_a_connection_that_has_asked_and_then_trickles_is_ended(hurried):
    with hurried.connect() as connection:
        connection.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n")
        ended_s, answer = seconds_until_ended(connection, b"G")
    assert ended_s < LIMIT_S
    assert answer.startswith(b"HTTP/1.1 200")


def test_who_asks_again_in_time_keeps_the_connection(hurried):
    with httpx2.Client(base_url=hurried.url) as client:
        for _ in range(10):
            assert client.get("/").text == "0"


@pytest.fixture
def descriptors() -> Iterator[int]:
    """Let this process open as many connections as it may."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + SPARE_DESCRIPTORS
    if hard != resource.RLIM_INFINITY and hard < wanted:
        reason = f"{CONNECTIONS} connections need {wanted} open files, and this machine allows {hard}"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, wanted), hard))
    yield wanted
    resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


@pytest.fixture(params=list(ServerName))
def outside(request: pytest.FixtureRequest, tmp_path: Path, descriptors: int) -> Iterator[tuple[int, int]]:
    """Run a site behind each server, as a process with descriptors and memory of its own; give port and pid."""
    command = [sys.executable, str(PROGRAM), str(tmp_path / "data"), str(descriptors), request.param]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(json.loads(process.stdout.readline())["port"]), process.pid
        finally:
            process.terminate()
            process.wait(LIMIT_S)


def test_ten_thousand_idle_connections_keep_nobody_waiting(outside):
    port, pid = outside
    before = memory_of(pid)
    with httpx2.Client(base_url=f"http://127.0.0.1:{port}", timeout=LIMIT_S) as client:
        assert client.get("/healthz").status_code == 200
        held = [socket.create_connection(("127.0.0.1", port), timeout=LIMIT_S) for _ in range(CONNECTIONS)]
        try:
            began = time.monotonic()
            assert client.get("/healthz").status_code == 200
            assert httpx2.get(f"http://127.0.0.1:{port}/", timeout=LIMIT_S).status_code == 200
            assert time.monotonic() - began < LIMIT_S / 2
            assert descriptors_of(pid) > CONNECTIONS
            assert (memory_of(pid) - before) / CONNECTIONS < MAX_BYTES_PER_CONNECTION
        finally:
            for connection in held:
                connection.close()


def memory_of(pid: int) -> int:
    pages = int(Path(f"/proc/{pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def descriptors_of(pid: int) -> int:
    return len(list(Path(f"/proc/{pid}/fd").iterdir()))
