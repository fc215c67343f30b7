# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A package is imported afresh in a thread that may be given up, while what was imported before goes on.

A thread that never leaves an import holds the lock that Python has for the module's name, and every
later import of that name would wait for it. So the lock is forgotten, and the thread is asked to end.
"""

import asyncio
import ctypes
import importlib
import sys
import threading
from importlib import _bootstrap
from types import ModuleType

from interlink_runtime.workbench.faults import ImportRaised, ImportStuck, stacks_in
from interlink_sdk.conformance.package import Package


async def import_fresh(package: Package, *, timeout_s: float) -> ModuleType | None:
    """Return the module of *package* as its files are now, None where it is a manifest alone.

    Raises ImportRaised, or ImportStuck after *timeout_s*; then the modules are those of before.
    """
    if package.root is None:
        return None
    _prepare_path(str(package.root))
    before = _forget(package.module)
    attempt = _Attempt(package.module)
    try:
        async with asyncio.timeout(timeout_s):
            return await attempt.outcome
    except TimeoutError:
        stack = attempt.give_up()
        _put_back(package.module, before)
        raise ImportStuck(package, timeout_s, stack) from None
    except BaseException as error:
        _put_back(package.module, before)
        if isinstance(error, asyncio.CancelledError):
            raise
        raise ImportRaised(package, error.__cause__ or error) from error


def interrupt_stuck(package: Package) -> None:
    """Ask every thread that is inside *package* to end: what has overrun its deadline would slow everything down."""
    for thread, stack in stacks_in(package).items():
        if stack and thread != threading.get_ident():
            _interrupt(thread)


class _Attempt:
    """One import in one thread."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._loop = asyncio.get_running_loop()
        self.outcome: asyncio.Future[ModuleType] = self._loop.create_future()
        self._thread = threading.Thread(target=self._run, name=f"import-{module}", daemon=True)
        self._thread.start()

    def give_up(self) -> list[tuple[str, int]]:
        """Ask the thread to end, forget its locks, and return file and line of everything it is in."""
        stack, frame = [], sys._current_frames().get(self._thread.ident or 0)
        while frame:
            stack.append((frame.f_code.co_filename, frame.f_lineno))
            frame = frame.f_back
        _interrupt(self._thread.ident or 0)
        locks: dict[str, object] = vars(_bootstrap)["_module_locks"]
        for name in [name for name in locks if _is_of(name, self._module)]:
            locks.pop(name, None)
        return stack

    def _run(self) -> None:
        try:
            module = importlib.import_module(self._module)
        except BaseException as error:  # noqa: BLE001 - a package may call sys.exit() when it is imported
            stand_in = RuntimeError("the import raised")  # a future cannot carry every exception
            stand_in.__cause__ = error
            self._settle(None, stand_in)
        else:
            self._settle(module, None)

    def _settle(self, module: ModuleType | None, error: Exception | None) -> None:
        def settle() -> None:
            if self.outcome.done():
                return
            if error is not None:
                self.outcome.set_exception(error)
            elif module is not None:
                self.outcome.set_result(module)

        if not self._loop.is_closed():
            self._loop.call_soon_threadsafe(settle)


def _interrupt(thread: int) -> None:
    # Python code meets it at its next step; what waits inside C goes on until it returns
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(thread), ctypes.py_object(SystemExit))


def _prepare_path(root: str) -> None:
    # a file that is saved twice in a second may keep size and time: then a cached one would come back
    sys.dont_write_bytecode = True
    if sys.path[0] != root:
        sys.path.insert(0, root)
    importlib.invalidate_caches()


def _forget(module: str) -> dict[str, ModuleType]:
    return {name: sys.modules.pop(name) for name in list(sys.modules) if _is_of(name, module)}


def _put_back(module: str, before: dict[str, ModuleType]) -> None:
    _forget(module)
    sys.modules.update(before)


def _is_of(name: str, module: str) -> bool:
    return name == module or name.startswith(f"{module}.")
