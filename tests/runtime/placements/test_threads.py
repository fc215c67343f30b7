# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The threads of one interlinker: few, its own, and none that keeps the process from ending."""

import asyncio
import contextvars
import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from interlink_runtime.placements.threads import HookThreads
from interlink_sdk.errors import InterlinkerUnavailable

WAIT_S = 10


@pytest.fixture
def threads() -> Iterator[HookThreads]:
    threads = HookThreads("tested", size=3)
    yield threads
    threads.close()


class Gate:
    """A function that stays inside until the test lets it go."""

    def __init__(self, parties: int = 1) -> None:
        self._inside = threading.Barrier(parties + 1)
        self._leave = threading.Event()

    def __call__(self) -> str:
        self._inside.wait(WAIT_S)
        self._leave.wait(WAIT_S)
        return threading.current_thread().name

    async def entered(self) -> None:
        await asyncio.to_thread(self._inside.wait, WAIT_S)

    def open(self) -> None:
        self._leave.set()


def alive(threads: HookThreads) -> int:
    return sum(thread.name.startswith("tested-") for thread in threading.enumerate())


async def test_a_function_runs_in_a_thread_and_its_value_comes_back(threads: HookThreads) -> None:
    assert await threads.run(lambda: threading.current_thread().name) == "tested-1"
    assert alive(threads) == 1


async def test_an_idle_thread_is_used_again(threads: HookThreads) -> None:
    names = {await threads.run(lambda: threading.current_thread().name) for _ in range(20)}
    # the second thread may start while the first is on its way back
    assert names <= {"tested-1", "tested-2"}


async def test_at_most_so_many_run_at_once_and_the_others_wait(threads: HookThreads) -> None:
    gate = Gate(parties=3)
    busy = [asyncio.create_task(threads.run(gate)) for _ in range(3)]
    await gate.entered()
    waiting = [asyncio.create_task(threads.run(threading.get_ident)) for _ in range(50)]
    await asyncio.sleep(0)
    assert alive(threads) == 3
    assert not any(task.done() for task in waiting)
    gate.open()
    assert set(await asyncio.gather(*busy)) == {"tested-1", "tested-2", "tested-3"}
    assert len(await asyncio.gather(*waiting)) == 50
    assert alive(threads) == 3


async def test_many_parallel_calls_get_their_own_values(threads: HookThreads) -> None:
    def square_of(number: int) -> Callable[[], int]:
        return lambda: number * number

    values = await asyncio.gather(*(threads.run(square_of(number)) for number in range(500)))
    assert values == [number * number for number in range(500)]


@pytest.mark.parametrize("error", [ValueError("no"), TimeoutError("no"), LookupError("no")])
async def test_an_exception_comes_back_as_it_is(threads: HookThreads, error: Exception) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(type(error)) as raised:
        await threads.run(fail)
    assert raised.value is error


@pytest.mark.parametrize("error", [SystemExit(3), KeyboardInterrupt(), StopIteration(), GeneratorExit()])
async def test_what_a_future_cannot_carry_comes_back_inside_another(threads: HookThreads, error: BaseException) -> None:
    def fail() -> None:
        raise error

    with pytest.raises(RuntimeError, match=type(error).__name__) as raised:
        await threads.run(fail)
    assert raised.value.__cause__ is error
    assert await threads.run(lambda: "alive") == "alive"


async def test_context_variables_are_copied(threads: HookThreads) -> None:
    locale = contextvars.ContextVar("locale", default="en")

    def change() -> str:
        seen = locale.get()
        locale.set("it")
        return seen

    locale.set("lv")
    assert await threads.run(change) == "lv"
    assert locale.get() == "lv"


async def test_a_cancelled_wait_frees_the_caller_and_not_the_thread(threads: HookThreads) -> None:
    gate = Gate()
    task = asyncio.create_task(threads.run(gate))
    await gate.entered()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await threads.run(lambda: threading.current_thread().name) == "tested-2"
    gate.open()


async def test_a_job_that_was_cancelled_while_waiting_is_not_begun() -> None:
    threads, gate, ran = HookThreads("tested", size=1), Gate(), []
    busy = asyncio.create_task(threads.run(gate))
    await gate.entered()
    waiting = asyncio.create_task(threads.run(lambda: ran.append("ran")))
    await asyncio.sleep(0)
    waiting.cancel()
    await asyncio.gather(waiting, return_exceptions=True)
    gate.open()
    await busy
    assert await threads.run(lambda: "next") == "next"
    assert ran == []
    threads.close()


async def test_an_idle_thread_holds_on_to_nothing(threads: HookThreads) -> None:
    class Large:
        """An argument of a call."""

    def job_with(argument: Any) -> Callable[[], None]:
        return lambda: argument and None

    large = Large()
    reference = weakref.ref(large)
    await threads.run(job_with(large))
    del large
    await threads.run(lambda: None)
    gc.collect()
    assert reference() is None


async def test_after_close_nothing_is_taken_and_what_was_begun_is_done() -> None:
    threads, gate = HookThreads("tested", size=1), Gate()
    begun = asyncio.create_task(threads.run(gate))
    await gate.entered()
    queued = asyncio.create_task(threads.run(lambda: "queued"))
    await asyncio.sleep(0)
    threads.close()
    with pytest.raises(InterlinkerUnavailable):
        await threads.run(lambda: "late")
    gate.open()
    assert (await begun, await queued) == ("tested-1", "queued")


SCRIPT = """
import asyncio, threading
from interlink_runtime.placements.threads import HookThreads

async def main():
    threads = HookThreads("stuck")
    entered = threading.Event()
    def never():
        entered.set()
        threading.Event().wait()
    task = asyncio.create_task(threads.run(never))
    await asyncio.to_thread(entered.wait)
    task.cancel()
    threads.close()

asyncio.run(main())
print("ended")
"""


def test_a_hook_that_never_returns_does_not_keep_the_process_from_ending() -> None:
    done = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "ended\n", "")
