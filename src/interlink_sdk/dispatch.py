# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a call to the hook and back to a reply: the one place where authors' code is run.

Exceptions become failures here. Plain hooks run in the interlinker's own threads, `async` ones on
the loop; what they return is checked against the contract.
"""

import asyncio
import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interlink_sdk import defaults
from interlink_sdk.assets import Contributions, Html, JsonObject, Redirect, Summary
from interlink_sdk.calls import REPLY_TYPES, Assets, Call, Export, Failure, Handler, Reply, Success
from interlink_sdk.errors import HookRaised, InterlinkError, InvalidReply, code_of, detail_of
from interlink_sdk.hookspecs import HOOKS
from interlink_sdk.relay import Relay

RunPlain = Callable[[Callable[[], Any]], Awaitable[Any]]
"""Runs a plain function where it stalls nobody else."""

log = logging.getLogger("interlink.hooks")


def handler_for(relay: Relay, run_plain: RunPlain) -> Handler:
    """Return the handler of the interlinker behind *relay*."""

    async def handle(call: Call) -> Reply:
        try:
            return Success(value=_checked(call, await _run(relay, call, run_plain)))
        except InterlinkError as error:
            return _refusal(call, error)
        except asyncio.CancelledError as error:
            if _is_cancelled_from_outside():
                raise
            return _defect(call, error)
        except (Exception, SystemExit) as error:  # noqa: BLE001 - whatever a hook raises, its caller gets a reply
            return _defect(call, error)

    return handle


async def _run(relay: Relay, call: Call, run_plain: RunPlain) -> Any:
    arguments = _arguments(relay, call)
    if isinstance(call, Export) and _is_common_format(relay, call.format):
        named = _argument_names(defaults.export)
        return await _in_thread(lambda: defaults.export(**{name: arguments[name] for name in named}), run_plain)
    if relay.is_async(call.hook):
        return await relay.call(call.hook, arguments)
    value = await _in_thread(lambda: relay.call(call.hook, arguments), run_plain)
    # a plain wrapper around an `async` hook gives a coroutine
    return await value if inspect.isawaitable(value) else value


async def _in_thread(function: Callable[[], Any], run_plain: RunPlain) -> Any:
    """Return what *function* returns; an exception that futures cannot carry arrives as RuntimeError."""

    def attempt() -> tuple[Any, BaseException | None]:
        try:
            return function(), None
        except BaseException as error:  # noqa: BLE001 - a hook's sys.exit() must end neither thread nor loop
            return None, error

    value, error = await run_plain(attempt)
    if error is None:
        return value
    if isinstance(error, Exception) and not isinstance(error, StopIteration | StopAsyncIteration):
        raise error
    raise RuntimeError(f"the hook raised {type(error).__name__}") from error


def _is_common_format(relay: Relay, format_id: str) -> bool:
    # every interlinker offers json and html, also one whose export hook knows only its own formats
    return format_id in {"json", "html"} and format_id not in {entry.id for entry in relay.manifest.formats}


def _arguments(relay: Relay, call: Call) -> dict[str, Any]:
    return {name: _argument(relay, call, name) for name in _argument_names(HOOKS[call.hook])}


def _argument(relay: Relay, call: Call, name: str) -> Any:
    if name == "manifest":
        return relay.manifest
    value = getattr(call, name)
    return Contributions(value, tuple(relay.manifest.collections)) if name == "contributions" else value


@cache
def _argument_names(function: Callable[..., Any]) -> tuple[str, ...]:
    return tuple(inspect.signature(function).parameters)


def _checked(call: Call, value: Any) -> Any:
    """Return *value* if it is what the contract names for the hook; raises InvalidReply.

    Values are frozen and were checked when the author made them, so only their type is looked at.
    """
    match REPLY_TYPES[call.hook]:
        case None:
            return value if value is None else _refuse_reply(call, value, "None")
        case kind if kind is JsonObject:
            return _checked_json(call, value)
        case kind if isinstance(kind, type):
            return value if isinstance(value, kind) else _refuse_reply(call, value, f"a {kind.__name__}")
        case _ if isinstance(call, Assets):
            return _checked_summaries(call, value)
        case _:
            return value if isinstance(value, Html | Redirect) else _refuse_reply(call, value, "an Html or a Redirect")


def _checked_json(call: Call, value: Any) -> Any:
    try:
        return _json_object().validate_python(value, strict=True)
    except ValidationError:
        return _refuse_reply(call, value, "a JSON object")


def _checked_summaries(call: Assets, value: Any) -> tuple[Summary, ...]:
    if not isinstance(value, list | tuple) or not all(isinstance(summary, Summary) for summary in value):
        _refuse_reply(call, value, "a list of Summary")
    if [summary.id for summary in value] != [asset.id for asset in call.assets]:
        _refuse_reply(call, value, "one Summary for each asset, in the same order")
    return tuple(value)


def _refuse_reply(call: Call, value: Any, expected: str) -> Any:
    hint = "; is there a `return` on every way out?" if value is None else ""
    raise InvalidReply(
        f"the {call.hook!r} hook of {call.interlinker!r} returned {_type_of(value)}, not {expected}{hint}",
        interlinker=call.interlinker,
        call=call.context.operation_id,
    )


def _type_of(value: Any) -> str:
    return "None" if value is None else f"a value of type {type(value).__name__!r}"


def _refusal(call: Call, error: InterlinkError) -> Failure:
    try:
        return Failure(code=code_of(error), message=error.message, detail=detail_of(error))
    except Exception:  # noqa: BLE001 - an author's own subclass may carry anything, or have no message at all
        return _defect(call, error)


def _defect(call: Call, error: BaseException) -> Failure:
    log.error("hook %s of %s raised in call %s", call.hook, call.interlinker, call.context.operation_id, exc_info=error)
    message = f"the {call.hook!r} hook of {call.interlinker!r} raised an exception"
    detail: JsonObject = {"interlinker": call.interlinker, "call": call.context.operation_id}
    return Failure(code=HookRaised.code, message=message, detail=detail)


def _is_cancelled_from_outside() -> bool:
    task = asyncio.current_task()
    return task is None or task.cancelling() > 0


@cache
def _json_object() -> TypeAdapter[JsonObject]:
    return TypeAdapter(JsonObject)
