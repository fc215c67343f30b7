# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Targets that answer as nobody should get a verdict, in bounded time."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import pytest

from interlink_sdk.conformance.results import Report
from interlink_sdk.conformance.service.examining import examine_service
from interlink_sdk.conformance.service.people import People

ANSWER_S = 0.2
BOUND_S = 20.0
HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"

Behave = Callable[[asyncio.StreamWriter], Awaitable[None]]


async def hang(_writer: asyncio.StreamWriter) -> None:
    """Say nothing."""
    await asyncio.Event().wait()


async def drip(writer: asyncio.StreamWriter) -> None:
    """Say one letter at a time, for ever."""
    writer.write(HEAD + b"Content-Length: 100000\r\n\r\n")
    while True:
        writer.write(b" ")
        await writer.drain()
        await asyncio.sleep(0.05)


async def stream(writer: asyncio.StreamWriter) -> None:
    """Say as much as can be taken, for ever."""
    writer.write(HEAD + b"\r\n")
    while True:
        writer.write(b" " * 65536)
        await writer.drain()


async def babble(writer: asyncio.StreamWriter) -> None:
    """Say what is no HTTP."""
    writer.write(b"\x00\xff nonsense \r\n\r\n")


async def circle(writer: asyncio.StreamWriter) -> None:
    """Lead back to the same place."""
    writer.write(b"HTTP/1.1 302 Found\r\nLocation: /assets/x/view\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def login(writer: asyncio.StreamWriter) -> None:
    """Want a login for everything."""
    writer.write(b"HTTP/1.1 401 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")


async def page(writer: asyncio.StreamWriter) -> None:
    """Answer everything with a page."""
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 3\r\nConnection: close\r\n\r\n<p>")


@pytest.mark.parametrize("behave", [hang, drip, stream, babble])
async def test_a_target_without_a_whole_answer_cannot_be_told(behave: Behave) -> None:
    report, took = await examined(behave)
    assert {one.outcome for one in report.results} == {"cannot_tell"}
    assert took < BOUND_S


@pytest.mark.parametrize("behave", [circle, login, page])
async def test_a_target_that_answers_the_same_to_everything_does_not_conform(behave: Behave) -> None:
    report, took = await examined(behave)
    assert not report.conforms
    assert took < BOUND_S


async def test_a_target_that_wants_a_login_is_told_which_option_gives_one() -> None:
    report, _ = await examined(login)
    made = next(one for one in report.results if one.code == "http-create-works")
    assert made.outcome == "cannot_tell"
    assert "--token" in made.found


async def test_a_login_in_the_address_is_not_shown() -> None:
    report = await examine_service("http://ana:geheim@127.0.0.1:9", People())
    assert "geheim" not in report.model_dump_json()


async def examined(behave: Behave) -> tuple[Report, float]:
    """Examine a server that behaves so, and return how long it took."""
    begun = time.monotonic()
    async with served(behave) as address:
        report = await examine_service(address, answer_s=ANSWER_S)
    return report, time.monotonic() - begun


@asynccontextmanager
async def served(behave: Behave) -> AsyncIterator[str]:
    """Serve on loopback, and give the address."""
    tasks: set[asyncio.Task[None]] = set()

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        tasks.add(task)
        try:
            await reader.readuntil(b"\r\n\r\n")
            await behave(writer)
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(answer, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    finally:
        server.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
