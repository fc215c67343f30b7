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

from interlink_sdk.errors import InterlinkerUnavailable

_Job = tuple[asyncio.Future[Any], contextvars.Context, Callable[[], Any]]


class HookThreads:
    """At most *size* threads, started when needed, for as long as the interlinker is open."""

    def __init__(self, name: str, size: int = 4) -> None:
        self._name = name
        self._size = size
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._started = 0
        self._open_jobs = 0
        """Waiting or being done; a job whose caller gave up counts until its function returns."""
        self._is_closed = False

    async def run(self, function: Callable[[], Any]) -> Any:
        """Return what *function* returns in one of the threads; a cancelled wait frees the caller only.

        Raises InterlinkerUnavailable after close.
        """
        future: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        with self._lock:
            if self._is_closed:
                raise InterlinkerUnavailable(f"{self._name!r} is closed")
            self._open_jobs += 1
            if self._started < min(self._open_jobs, self._size):
                self._started += 1
                threading.Thread(target=self._work, name=f"{self._name}-{self._started}", daemon=True).start()
            self._jobs.put((future, contextvars.copy_context(), function))
        return await future

    def close(self) -> None:
        """Let the threads end once what was begun is done; nothing new is taken."""
        with self._lock:
            self._is_closed = True
            for _ in range(self._started):
                self._jobs.put(None)

    def _work(self) -> None:
        while (job := self._jobs.get()) is not None:
            _deliver(*job)
            del job  # an idle thread holds on to nobody's arguments
            with self._lock:
                self._open_jobs -= 1


def _deliver(future: asyncio.Future[Any], context: contextvars.Context, function: Callable[[], Any]) -> None:
    loop = future.get_loop()
    if future.cancelled():
        return
    try:
        value = context.run(function)
    except BaseException as error:  # noqa: BLE001 - the waiting caller must learn of SystemExit, too
        _tell(loop, future, None, error)
    else:
        _tell(loop, future, value, None)


def _tell(
    loop: asyncio.AbstractEventLoop, future: asyncio.Future[Any], value: Any, error: BaseException | None
) -> None:
    def settle() -> None:
        if future.done():
            return
        if error is None:
            future.set_result(value)
        elif isinstance(error, Exception) and not isinstance(error, StopIteration):
            future.set_exception(error)
        else:  # a future cannot carry StopIteration, and SystemExit would end the runtime
            stand_in = RuntimeError(f"the function raised {type(error).__name__}")
            stand_in.__cause__ = error
            future.set_exception(stand_in)

    try:
        loop.call_soon_threadsafe(settle)
    except RuntimeError:
        return  # the loop has ended meanwhile; nobody waits any more
