# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A loop in a thread of its own for one version of an interlinker, so that its `async def` stalls nobody else."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from interlink_sdk.calls import Call, Handler, Reply


class OwnLoop:
    """A loop that lives as long as a version is open; one that is stuck is left behind."""

    def __init__(self, name: str) -> None:
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._run, name=name, daemon=True).start()

    def around(self, handler: Callable[[Call], Coroutine[Any, Any, Reply]] | Handler) -> Handler:
        """Return *handler* as it runs in this loop."""

        async def answered(call: Call) -> Reply:
            return await handler(call)

        async def handle(call: Call) -> Reply:
            return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(answered(call), self._loop))

        return handle

    def close(self) -> None:
        """End the loop once it comes to itself."""
        if self._loop.is_running():
            self._loop.call_soon_threadsafe(self._stop)

    def _stop(self) -> None:
        for task in asyncio.all_tasks(self._loop):
            task.cancel()
        self._loop.call_soon(self._loop.stop)

    def _run(self) -> None:
        try:
            self._loop.run_forever()
        finally:
            self._loop.close()
