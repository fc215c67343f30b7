# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A provider's answer to one question, kept: asked again when it is old, honoured while the provider is down."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

from interlink_sdk.errors import UpstreamFailed

FRESH_S = 3_600
"""How long an answer is used without asking again."""
HONOURED_S = 24 * 3_600
"""How long an answer is used while no newer one can be had."""
PAUSE_S = 30
"""How long nothing is asked after asking, so that nobody can make us ask at will."""

T = TypeVar("T")


class Kept(Generic[T]):
    """The last good answer; it lives as long as the runtime."""

    def __init__(self, ask: Callable[[], Awaitable[T]], clock: Callable[[], float]) -> None:
        self._ask = ask
        self._clock = clock
        self._answer: T | None = None
        self._answered_at = self._asked_at = float("-inf")
        self._failure: UpstreamFailed | None = None
        self._asking = asyncio.Lock()

    async def value(self) -> T:
        """Return the answer; raises UpstreamFailed where there is none that may still be used."""
        if self._age() < FRESH_S and self._answer is not None:
            return self._answer
        if self._answer is None or not self._asking.locked():
            await self._renew()
        return self._honoured()

    async def newer(self) -> T:
        """Return an answer that is newer than the last, or the last where it was asked for a moment ago."""
        await self._renew()
        return self._honoured()

    async def _renew(self) -> None:
        async with self._asking:
            if self._clock() - self._asked_at < PAUSE_S:
                return
            self._asked_at = self._clock()
            try:
                self._answer = await self._ask()
                self._answered_at, self._failure = self._clock(), None
            except UpstreamFailed as failure:
                self._failure = failure

    def _honoured(self) -> T:
        if self._answer is not None and self._age() < HONOURED_S:
            return self._answer
        if self._failure is None:
            raise UpstreamFailed("the identity provider is being asked; try again")
        raise self._failure.with_traceback(None)

    def _age(self) -> float:
        return self._clock() - self._answered_at
