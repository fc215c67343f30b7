# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a call to the hook and back to a reply: the one place where authors' code is run.

Exceptions become failures here. Plain hooks run in the interlinker's own threads, `async` ones on
the loop; what they return is checked against the contract.
"""

import inspect
import logging
from collections.abc import Awaitable, Callable
from functools import lru_cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from interlink_sdk import defaults
from interlink_sdk.assets import Contributions, Value
from interlink_sdk.calls import REPLY_TYPES, Call, Export, Failure, Handler, Reply, Success
from interlink_sdk.errors import InterlinkError, InvalidReply, detail_of
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
            return Failure(code=error.code, message=error.message, detail=detail_of(error))
        except Exception:
            log.exception("hook %s of %s raised in call %s", call.hook, call.interlinker, call.context.operation_id)
            return Failure(
                code="hook_raised",
                message=f"the {call.hook!r} hook of {call.interlinker!r} raised an exception",
                detail={"interlinker": call.interlinker, "call": call.context.operation_id},
            )

    return handle


async def _run(relay: Relay, call: Call, run_plain: RunPlain) -> Any:
    arguments = _arguments(relay, call)
    if isinstance(call, Export) and _is_common_format(relay, call.format):
        named = inspect.signature(defaults.export).parameters
        return await run_plain(lambda: defaults.export(**{name: arguments[name] for name in named}))
    if relay.is_async(call.hook):
        return await relay.call(call.hook, arguments)
    return await run_plain(lambda: relay.call(call.hook, arguments))


def _is_common_format(relay: Relay, format_id: str) -> bool:
    # every interlinker offers json and html, also one whose export hook knows only its own formats
    return format_id in {"json", "html"} and format_id not in {entry.id for entry in relay.manifest.formats}


def _arguments(relay: Relay, call: Call) -> dict[str, Any]:
    available: dict[str, Any] = {name: getattr(call, name) for name in type(call).model_fields}
    available["manifest"] = relay.manifest
    if "contributions" in available:
        available["contributions"] = Contributions(available["contributions"], tuple(relay.manifest.collections))
    return {name: available[name] for name in _argument_names(call.hook)}


@lru_cache
def _argument_names(hook: str) -> tuple[str, ...]:
    return tuple(inspect.signature(HOOKS[hook]).parameters)


@lru_cache
def _reply_adapter(hook: str) -> TypeAdapter[Any]:
    return TypeAdapter(REPLY_TYPES[hook])


def _checked(call: Call, value: Any) -> Any:
    """Return *value* as the contract has it, or raise InvalidReply."""
    try:
        # values are frozen and were checked when the author made them; JSON was not
        return _reply_adapter(call.hook).validate_python(value, strict=isinstance(value, Value) or None)
    except ValidationError as error:
        fault = error.errors(include_url=False)[0]
        place = ".".join(str(part) for part in fault["loc"])
        raise InvalidReply(
            f"the {call.hook!r} hook of {call.interlinker!r} returned {type(value).__name__}"
            f"{f' with a wrong {place!r}' if place else ''}: {fault['msg'][:1].lower()}{fault['msg'][1:]}",
            interlinker=call.interlinker,
            call=call.context.operation_id,
        ) from None
