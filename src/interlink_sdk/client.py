# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The typed way to call an interlinker: values in, values out, failures raised.

This is the second of the two points where failures and exceptions are converted.
"""

from typing import TypeVar

from interlink_sdk.assets import Contribution, Draft, File, Health, Html, JsonObject, Redirect, Summary
from interlink_sdk.calls import (
    Assets,
    Call,
    CheckHealth,
    Clone,
    Contribute,
    Delete,
    Edit,
    Export,
    Failure,
    Handler,
    Instantiate,
    Migrate,
    Restore,
    View,
)
from interlink_sdk.errors import error_for

T = TypeVar("T")


class Client:
    """Calls one handler; it is as cheap as the handler and holds nothing else."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler

    async def instantiate(self, call: Instantiate) -> Draft:
        """Ask for a new asset."""
        return await self._value(call, Draft)

    async def clone(self, call: Clone) -> Draft:
        """Ask for a copy."""
        return await self._value(call, Draft)

    async def export(self, call: Export) -> File:
        """Ask for the asset's bytes in a format."""
        return await self._value(call, File)

    async def assets(self, call: Assets) -> tuple[Summary, ...]:
        """Ask for summaries."""
        return await self._value(call, tuple)

    async def view(self, call: View) -> Html | Redirect:
        """Ask for the page of an asset."""
        return await self._value(call, Html, Redirect)

    async def edit(self, call: Edit) -> Draft:
        """Ask for a change."""
        return await self._value(call, Draft)

    async def contribute(self, call: Contribute) -> Contribution:
        """Offer an entry."""
        return await self._value(call, Contribution)

    async def delete(self, call: Delete) -> None:
        """Have the asset released."""
        await self._value(call, type(None))

    async def restore(self, call: Restore) -> Draft:
        """Give back an asset from a bundle."""
        return await self._value(call, Draft)

    async def migrate(self, call: Migrate) -> JsonObject:
        """Have an old state brought to the present schema."""
        return await self._value(call, dict)

    async def health(self, call: CheckHealth) -> Health:
        """Ask how the interlinker is."""
        return await self._value(call, Health)

    async def _value(self, call: Call, *expected: type[T]) -> T:
        reply = await self._handler(call)
        if isinstance(reply, Failure):
            raise error_for(reply.code, reply.message, reply.detail)
        if not isinstance(reply.value, expected):
            raise error_for("invalid_reply", f"{call.interlinker!r} answered {call.hook!r} with another hook's value")
        return reply.value
