# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Running an examination from code that is not asynchronous, without waiting for hooks that never return."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Value = TypeVar("Value")


def run(coroutine: Coroutine[Any, Any, Value]) -> Value:
    """Return what *coroutine* returns; threads of hooks that still run are left behind.

    `asyncio.run` would wait for them, for minutes.
    """
    loop, threads = asyncio.new_event_loop(), ThreadPoolExecutor(thread_name_prefix="interlink-check")
    loop.set_default_executor(threads)
    try:
        return loop.run_until_complete(coroutine)
    finally:
        threads.shutdown(wait=False, cancel_futures=True)
        loop.close()
