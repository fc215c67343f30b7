# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A command beside a running server: a store, or a whole runtime, open for as long as one thing is done."""

import asyncio
import logging
import secrets
from collections.abc import Awaitable, Callable
from typing import TypeVar

from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings
from interlink_runtime.store import Store, open_store
from interlink_sdk.errors import OperatorError

STORE_NAME = "interlink.sqlite3"
LOG_FORMAT = "%(asctime)s %(levelname)s %(name)s %(message)s"
CALL_FORMAT = "%(asctime)s %(levelname)s %(name)s call %(call)s: %(message)s"
Outcome = TypeVar("Outcome")


class StoreMissing(OperatorError):
    """The command was started where nothing is kept."""

    fix = "go to the folder with interlink.toml, or name the file with --settings"


def in_runtime(settings: Settings, act: Callable[[Runtime], Awaitable[Outcome]]) -> Outcome:
    """Do one thing in a runtime of this process; its store is made if it is not there.

    What it logs, and the error that ends it, carry the same number.
    """
    call = secrets.token_hex(8)

    async def do() -> Outcome:
        async with open_runtime(settings) as runtime:
            return await act(runtime)

    log_to_stderr(logging.WARNING, call)
    try:
        return asyncio.run(do())
    except Exception as error:
        error.add_note(f"call: {call}")
        raise


def in_store(settings: Settings, act: Callable[[Store], Awaitable[Outcome]]) -> Outcome:
    """Do one thing with a store that must be there; no interlinker is loaded."""
    require_store(settings)

    async def do() -> Outcome:
        store = await open_store(settings.store.folder / STORE_NAME, lock_wait_s=settings.store.lock_wait_s)
        try:
            return await act(store)
        finally:
            await store.close()

    return asyncio.run(do())


def require_store(settings: Settings) -> None:
    """Raise StoreMissing where there is no store, so that looking for one never makes one."""
    if not (settings.store.folder / STORE_NAME).is_file():
        raise StoreMissing(f"there is no store in the folder {str(settings.store.folder)!r}")


def log_to_stderr(level: int, call: str = "") -> None:
    """Send what the runtime logs to stderr, from *level* on; each line with *call*, where all belong to one."""
    handler = logging.StreamHandler()
    handler.setFormatter(
        logging.Formatter(CALL_FORMAT, defaults={"call": call}) if call else logging.Formatter(LOG_FORMAT)
    )
    logging.basicConfig(level=level, handlers=[handler])
    # requests that fail are in our own log, with their call; a start that fails is told by the command
    logging.getLogger("uvicorn.error").setLevel(logging.CRITICAL)
