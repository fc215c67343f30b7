# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Work that may take so long only: it is as if it were awaited itself, until its time is over."""

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from interlink_runtime.clock import within

LONG_S = 30


async def answered(value: str) -> str:
    return value


async def refused() -> str:
    raise LookupError("no")


async def answered_later(*steps: asyncio.Future[str]) -> str:
    return "".join([await step for step in steps])


async def test_what_is_done_at_once_is_returned() -> None:
    assert await within(LONG_S, answered("yes")) == "yes"


async def test_what_is_done_at_once_may_have_no_time_at_all() -> None:
    assert await within(0, answered("yes")) == "yes"


async def test_what_is_raised_at_once_is_raised() -> None:
    with pytest.raises(LookupError):
        await within(LONG_S, refused())


async def test_what_waits_more_than_once_is_returned_in_the_end() -> None:
    steps = [asyncio.get_running_loop().create_future() for _ in range(3)]
    for number, step in enumerate(steps):
        asyncio.get_running_loop().call_later(number / 1_000, step.set_result, str(number))
    assert await within(LONG_S, answered_later(*steps)) == "012"


async def test_what_is_raised_after_waiting_is_raised() -> None:
    step: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(step.set_exception, LookupError("no"))
    with pytest.raises(LookupError):
        await within(LONG_S, answered_later(step))


async def test_what_waits_too_long_is_cancelled_and_a_timeout() -> None:
    step: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    with pytest.raises(TimeoutError):
        await within(0.001, answered_later(step))
    assert step.cancelled()


async def test_whoever_gives_up_cancels_the_work() -> None:
    step: asyncio.Future[str] = asyncio.get_running_loop().create_future()
    waiting = asyncio.create_task(within(LONG_S, answered_later(step)))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert step.cancelled()


async def test_work_may_catch_the_cancellation_and_wait_on() -> None:
    first, second = (asyncio.get_running_loop().create_future() for _ in range(2))

    async def stubborn() -> str:
        try:
            return str(await first)
        except asyncio.CancelledError:
            return str(await second)

    waiting = asyncio.create_task(within(LONG_S, stubborn()))
    await asyncio.sleep(0)
    waiting.cancel()
    asyncio.get_running_loop().call_soon(second.set_result, "still")
    async with asyncio.timeout(LONG_S):
        assert await waiting == "still"


class Bare:
    """Work that is an iterator and nothing more, as servers that are no Python give: it waits for *step*."""

    def __init__(self, step: asyncio.Future[str]) -> None:
        self._waiting = step.__await__()

    def __await__(self) -> Iterator[Any]:
        return self

    def __iter__(self) -> Iterator[Any]:
        return self

    def __next__(self) -> Any:
        return next(self._waiting)


async def test_work_may_be_an_iterator_without_more() -> None:
    step = asyncio.get_running_loop().create_future()
    asyncio.get_running_loop().call_soon(step.set_result, "yes")
    assert await within(LONG_S, Bare(step)) == "yes"


async def test_an_iterator_is_left_when_its_time_is_over() -> None:
    with pytest.raises(TimeoutError):
        await within(0.001, Bare(asyncio.get_running_loop().create_future()))
