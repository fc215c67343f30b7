# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Time: points of it as the store keeps them (UTC microseconds since 1970, exact), and spans that work may take."""

import asyncio
from collections.abc import Awaitable, Generator
from datetime import UTC, datetime, timedelta
from typing import Any, Generic, TypeVar

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
Result = TypeVar("Result")


def moment(microseconds_: int) -> datetime:
    """Return the point in time that the store keeps as *microseconds_*."""
    return EPOCH + microseconds_ * MICROSECOND


def microseconds(instant: datetime) -> int:
    """Return *instant* as the store keeps it."""
    return (instant - EPOCH) // MICROSECOND


async def within(seconds: float, work: Awaitable[Result]) -> Result:
    """Return what *work* returns; raises TimeoutError when it waits for longer than *seconds*.

    Work that is done without waiting is spared the timer, which costs as much as checking the
    parameters of a call does (benchmarks/bench_http.py).
    """
    until = asyncio.get_running_loop().time() + seconds
    steps = work.__await__()
    try:
        waited_for = next(steps)
    except StopIteration as done:
        result: Result = done.value
        return result
    async with asyncio.timeout_at(until):
        return await _Rest(steps, waited_for)


class _Rest(Generic[Result]):
    """What remains of work that waits for *waited_for*; awaited once."""

    def __init__(self, steps: Generator[Any, Any, Result], waited_for: Any) -> None:
        self._steps = steps
        self._waited_for = waited_for

    def __await__(self) -> Generator[Any, Any, Result]:
        try:
            while True:
                try:
                    sent = yield self._waited_for
                except BaseException as error:
                    # a cancellation is for the work to see, where it is more than an iterator (PEP 492)
                    if not hasattr(self._steps, "throw"):
                        raise
                    self._waited_for = self._steps.throw(error)
                else:
                    self._waited_for = next(self._steps) if sent is None else self._steps.send(sent)
        except StopIteration as done:
            result: Result = done.value
            return result
