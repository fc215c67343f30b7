# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A few daemon threads for one interlinker's plain hooks.

They are the interlinker's own, so that its slow hooks occupy no one else's, and daemons, so that
a hook that never returns does not keep the runtime from ending.
"""

import asyncio
import contextvars
import queue
import threading
from collections.abc import Callable
from typing import Any

_Job = tuple[asyncio.Future[Any], contextvars.Context, Callable[[], Any]]


class HookThreads:
    """At most *size* threads, started when needed, for as long as the interlinker is open."""

    def __init__(self, name: str, size: int = 4) -> None:
        self._name = name
        self._size = size
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._started = 0
        self._idle = threading.Semaphore(0)

    async def run(self, function: Callable[[], Any]) -> Any:
        """Return what *function* returns in one of the threads; a cancelled wait frees the caller only."""
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        if not self._idle.acquire(blocking=False) and self._started < self._size:
            self._started += 1
            threading.Thread(target=self._work, name=f"{self._name}-{self._started}", daemon=True).start()
        self._jobs.put((future, contextvars.copy_context(), function))
        return await future

    def close(self) -> None:
        """Let the threads end once they are free."""
        for _ in range(self._started):
            self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            future, context, function = job
            if not future.cancelled():
                _deliver(future, context, function)
            del job, future, context, function
            self._idle.release()


def _deliver(future: asyncio.Future[Any], context: contextvars.Context, function: Callable[[], Any]) -> None:
    loop = future.get_loop()
    try:
        value = context.run(function)
    except BaseException as error:  # noqa: BLE001 - the waiting caller must learn of SystemExit, too
        _tell(loop, future, error, None)
    else:
        _tell(loop, future, None, value)


def _tell(
    loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any], error: BaseException | None, value: Any
) -> None:
    def settle() -> None:
        if future.done():
            return
        if error is not None:
            # StopIteration cannot be set on a future, and SystemExit would end the runtime
            wrong = isinstance(error, StopIteration) or not isinstance(error, Exception)
            future.set_exception(RuntimeError(f"the hook raised {error!r}") if wrong else error)
        else:
            future.set_result(value)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:
        return  # the loop has ended meanwhile; nobody waits any more
