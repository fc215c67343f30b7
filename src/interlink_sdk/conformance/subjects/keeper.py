# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An interlinker on the SDK's keeper, as a subject."""

from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from interlink_sdk.assets import JsonObject, Role
from interlink_sdk.calls import Call, Handler, Reply
from interlink_sdk.conformance.subject import ANA, OpenSubject, Subject
from interlink_sdk.keeper import Keeper


class KeeperSubject:
    """A keeper, its people called as in every subject; it remembers every call and its reply."""

    placement = "keeper"

    def __init__(self, keeper: Keeper, exchanges: list[tuple[Call, Reply]], circumstances: dict[str, Any]) -> None:
        self.keeper = keeper
        self.manifest = keeper.manifest
        self.exchanges = exchanges
        self.circumstances = circumstances
        """What the context of every call says instead, while there is something here."""

    def __getattr__(self, verb: str) -> Any:
        """Return a verb of the keeper, done by Ana where nobody is named."""
        act = getattr(self.keeper, verb)

        async def by_ana(*arguments: Any, **named: Any) -> Any:
            return await act(*arguments, **({} if verb == "health" else {"by": ANA}) | named)

        return by_ana

    async def share(self, asset_id: str, person: str, role: Role) -> None:
        """Give *person* a role on the asset."""
        self.keeper.share(asset_id, person, role)


def keeper_subject(
    package: str | Path, *, settings: JsonObject | None = None, now: Callable[[], datetime] | None = None
) -> OpenSubject:
    """Return what opens a fresh keeper of the interlinker in *package* for each case."""

    @asynccontextmanager
    async def open_keeper() -> AsyncIterator[Subject]:
        exchanges: list[tuple[Call, Reply]] = []
        circumstances: dict[str, Any] = {}

        def layer(handler: Handler) -> Handler:
            return _recorded(_placed_in(handler, circumstances), exchanges)

        with Keeper(package, settings=settings, now=now, layer=layer) as keeper:
            yield KeeperSubject(keeper, exchanges, circumstances)

    return open_keeper


def _recorded(handler: Handler, exchanges: list[tuple[Call, Reply]]) -> Handler:
    async def handle(call: Call) -> Reply:
        reply = await handler(call)
        exchanges.append((call, reply))
        return reply

    return handle


def _placed_in(handler: Handler, circumstances: Mapping[str, Any]) -> Handler:
    async def handle(call: Call) -> Reply:
        if circumstances:
            call = call.model_copy(update={"context": call.context.model_copy(update=circumstances)})
        return await handler(call)

    return handle
