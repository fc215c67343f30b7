# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules for every call, wherever the interlinker runs: each makes a handler of a handler."""

from interlink_runtime.clock import within
from interlink_sdk.calls import Call, Failure, Handler, Reply
from interlink_sdk.gates import gated
from interlink_sdk.manifest import Manifest


def layered(handler: Handler, manifest: Manifest) -> Handler:
    """Put every layer on *handler*, the outermost last."""
    return with_deadline(gated(handler, manifest))


def with_deadline(handler: Handler) -> Handler:
    """Free the caller when the call's deadline has passed."""

    async def handle(call: Call) -> Reply:
        try:
            return await within(call.context.deadline_s, handler(call))
        except TimeoutError:
            return Failure(
                code="deadline_exceeded",
                message=f"{call.interlinker!r} did not answer {call.hook!r} within {call.context.deadline_s:g} s",
                detail={"interlinker": call.interlinker, "call": call.context.operation_id},
            )

    return handle
