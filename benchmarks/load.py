# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Load: many clients on kept-alive connections, written on sockets so that they cost less than what they measure."""

import asyncio
import json
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Address = tuple[str, int]


@dataclass(frozen=True)
class Burst:
    """What many requests took."""

    wall_s: float
    latencies_s: tuple[float, ...]


def request_bytes(method: str, path: str, token: str = "", body: Any = None) -> bytes:
    """Return one request as it goes over the wire."""
    content = json.dumps(body).encode() if body is not None else b""
    lines = [f"{method} {path} HTTP/1.1", "Host: localhost", "Accept: */*"]
    lines += [f"Authorization: Bearer {token}"] if token else []
    lines += ["Content-Type: application/json", f"Content-Length: {len(content)}"] if content else []
    return "\r\n".join([*lines, "", ""]).encode() + content


def burst(address: Address, request: Callable[[int], bytes], *, count: int, clients: int, status: int) -> Burst:
    """Send *count* requests from *clients* connections at once; raises for another answer than *status*."""
    return asyncio.run(_burst(address, request, count, clients, b"HTTP/1.1 %d " % status))


async def _burst(address: Address, request: Callable[[int], bytes], count: int, clients: int, expected: bytes) -> Burst:
    connections = [await asyncio.open_connection(*address) for _ in range(clients)]
    numbers = iter(range(count))
    latencies: list[float] = []
    began = time.perf_counter()
    await asyncio.gather(*(_client(*pair, request, numbers, latencies, expected) for pair in connections))
    wall_s = time.perf_counter() - began
    for _, writer in connections:
        writer.close()
    return Burst(wall_s, tuple(sorted(latencies)))


async def _client(
    reader: asyncio.StreamReader,
    writer: asyncio.StreamWriter,
    request: Callable[[int], bytes],
    numbers: Any,
    latencies: list[float],
    expected: bytes,
) -> None:
    for number in numbers:
        began = time.perf_counter()
        writer.write(request(number))
        head = await reader.readuntil(b"\r\n\r\n")
        body = await _body(reader, head)
        if not head.startswith(expected):
            raise RuntimeError(f"unexpected answer: {head!r} {body[:200]!r}")
        latencies.append(time.perf_counter() - began)


async def _body(reader: asyncio.StreamReader, head: bytes) -> bytes:
    length = head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0]
    if length:
        return await reader.readexactly(int(length))
    body = b""
    while size := int(await reader.readuntil(b"\r\n"), 16):  # chunks (RFC 9112, section 7.1)
        body += (await reader.readexactly(size + 2))[:-2]
    await reader.readexactly(2)
    return body


def answer_to(address: Address, path: str, *, patience_s: float = 0) -> bytes:
    """Return the first bytes of the answer to one GET, waiting for the server to start.

    A server that does not listen yet has *patience_s* to do so.
    """
    until = time.monotonic() + patience_s
    while time.monotonic() < until:
        try:
            socket.create_connection(address).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
        else:
            break
    with socket.create_connection(address) as connection:
        connection.sendall(request_bytes("GET", path))
        head = connection.recv(64)
    if not head.startswith(b"HTTP/1.1 200 "):
        raise RuntimeError(f"unexpected answer: {head!r}")
    return head
