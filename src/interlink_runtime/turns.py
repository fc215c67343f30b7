# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Requests with one key, one at a time: the first acts, its copies wait and get what became of it.

What is kept of a request tells only of what is over. Of what is under way the process itself must
know: otherwise both copies would ask the interlinker, and where the asset is deleted between the
two they would be told different things.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from interlink_sdk.errors import InterlinkError, KeyReused, RequestUnderWay

RETRY_AFTER_S = 2
Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class _Turn:
    """A request that is under way, and what becomes of it."""

    fingerprint: str
    outcome: asyncio.Future[Any]


class Turns:
    """What is under way, by its key; it lives as long as the runtime and belongs to one event loop."""

    def __init__(self) -> None:
        self._under_way: dict[str, _Turn] = {}

    async def outcome_of_first(
        self, key: str, fingerprint: str, act: Callable[[], Awaitable[Outcome]], *, wait_s: float
    ) -> tuple[Outcome, bool]:
        """Return what *act* gives, or what the copy gives that came first, and whether it was a copy.

        A refusal is an outcome too. Raises KeyReused where another request is under way with this
        key, RequestUnderWay where the first has no outcome within *wait_s*.
        """
        until = asyncio.get_running_loop().time() + wait_s
        while first := self._under_way.get(key):
            if first.fingerprint != fingerprint:
                raise KeyReused("this Idempotency-Key is in use for another request")
            await _ended(first, until)
            if not first.outcome.cancelled():
                return first.outcome.result(), True
            # nobody knows what became of it: the next one finds out
        return await self._act(key, fingerprint, act), False

    async def _act(self, key: str, fingerprint: str, act: Callable[[], Awaitable[Outcome]]) -> Outcome:
        turn = _Turn(fingerprint, asyncio.get_running_loop().create_future())
        self._under_way[key] = turn
        try:
            outcome = await act()
            turn.outcome.set_result(outcome)
        except InterlinkError as refusal:
            turn.outcome.set_exception(refusal)
            turn.outcome.exception()  # it need not be heard by anybody else
            raise
        finally:
            turn.outcome.cancel()  # does nothing where there is an outcome
            del self._under_way[key]
        return outcome


async def _ended(turn: _Turn, until: float) -> None:
    left_s = until - asyncio.get_running_loop().time()
    done, _ = await asyncio.wait([turn.outcome], timeout=max(0.0, left_s))
    if not done:
        raise RequestUnderWay("the same request is still under way", retry_after_s=RETRY_AFTER_S)
