# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Mischief: each hook does what the parameters say, `instantiate` in a thread, `edit` on the loop."""

import asyncio
import threading
from datetime import UTC, datetime
from typing import Any

from interlink_sdk import CallerError, Draft, InvalidParameters, JsonObject, hookimpl
from interlink_sdk.errors import InterlinkError, Problem

SECRET = "the password is hunter2"
PROBLEM = Problem(code="full", key="what", found="a crowd", expected="company", fix="come back tomorrow")


class Full(CallerError):
    """A refusal of this interlinker's own."""

    code = "full"


class Wordless(InterlinkError):
    """An error that forgot to call its parent."""

    def __init__(self) -> None:
        pass


RAISED: dict[str, BaseException] = {
    "value_error": ValueError(SECRET),
    "stop_iteration": StopIteration(SECRET),
    "stop_async_iteration": StopAsyncIteration(SECRET),
    "system_exit": SystemExit(SECRET),
    "cancelled": asyncio.CancelledError(SECRET),
    "timeout": TimeoutError(SECRET),
    "refusal": InvalidParameters("there is no room", problems=[PROBLEM], seats=3),
    "own_refusal": Full("it is full"),
    "wordless": Wordless(),
    "unserializable": CallerError("not before noon", since=datetime(2026, 1, 1, tzinfo=UTC)),  # type: ignore[arg-type]
    "keyboard_interrupt": KeyboardInterrupt(SECRET),
    "generator_exit": GeneratorExit(SECRET),
}


@hookimpl
def instantiate(params: JsonObject) -> Any:
    return misbehave(str(params["what"]))


@hookimpl
async def edit(params: JsonObject) -> Any:
    return misbehave(str(params["what"]))


def misbehave(what: str) -> Any:
    if what in RAISED:
        raise RAISED[what]
    match what:
        case "none":
            return None
        case "dict":
            return {"state": {"what": what}}
        case "text":
            return "done"
        case "never":
            threading.Event().wait()
        case "class":
            return Draft
    return Draft(name=threading.current_thread().name, state={"what": what})
