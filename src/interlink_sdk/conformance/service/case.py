# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check of a service is given: the verbs of INTERLINK's HTTP contract, in the service's dialect."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import quote
from zoneinfo import ZoneInfo

from interlink_sdk.conformance.results import CannotTell, NotApplicable, NotTested, Unmet
from interlink_sdk.conformance.service.conversation import Conversation, Exchange
from interlink_sdk.conformance.service.people import Asker
from interlink_sdk.dialects import Dialect, Style, Trial

UNKNOWN = "00000000000000000000000000000000"
REFUSED = (401, 403)
ABSENT = (404, 405, 501)


@dataclass(frozen=True)
class Circumstances:
    """What whoever examines says of the service."""

    is_expendable: bool = False
    """Nobody works with it: what may harm it can be tried."""
    asset: str = ""
    """An asset that is there already."""
    is_upstream_down: bool = False
    """What the service itself relies on does not answer now."""


@dataclass(frozen=True)
class ServiceCase:
    """One check's view of a service; what it makes there, stays there unless a check deletes it."""

    conversation: Conversation
    dialect: Dialect
    circumstances: Circumstances = Circumstances()

    @property
    def exchanges(self) -> Sequence[Exchange]:
        """Everything asked and answered so far."""
        return self.conversation.exchanges

    def need(self, *askers: Asker) -> None:
        """Raise CannotTell unless there is a credential of each of *askers*."""
        options = {"ana": "--token", "ben": "--other-token", "platform": "--secret"}
        for asker in askers:
            if not self.conversation.people.has(asker):
                raise CannotTell(f"it needs a login: give {options[asker]}")

    def need_expendable(self) -> None:
        """Raise NotTested unless the service may come to harm."""
        if not self.circumstances.is_expendable:
            raise NotTested("it may harm what people work with; on a copy of the service, ask with --expendable")

    def path(self, asset_id: str, verb: str = "") -> str:
        """Return the path of an asset, or of what can be done with it."""
        return f"{self.dialect.assets}/{quote(asset_id, safe='')}{f'/{verb}' if verb else ''}"

    def id_in(self, exchange: Exchange) -> str:
        """Return the identifier in an answer, by whichever name; empty where there is none."""
        found = exchange.table.get("id") or exchange.table.get("_id")
        return found if isinstance(found, str) else ""

    async def create(
        self, sample: dict[str, Any] | None = None, asker: Asker = "ana", style: Style | None = None
    ) -> Exchange:
        """Ask for an asset."""
        create = self.dialect.create
        body = create.sample if sample is None else sample
        style = style or self.dialect.credential
        return await self.conversation.send(create.path, body, create.encoding, asker, style=style, part=create.part)

    async def make(self, sample: dict[str, Any] | None = None) -> str:
        """Make an asset and return its identifier; raises CannotTell where there is none."""
        if self.circumstances.asset and sample is None:
            return self.circumstances.asset
        return self._made(await self.create(sample))

    async def make_otherwise(self, trial: Trial, name: str = "") -> str:
        """Make an asset as *trial* says, called *name*, and return its identifier."""
        body = {key: name if value == "{name}" else value for key, value in trial.body.items()}
        return self._made(await self.conversation.ask("POST", trial.path, "ana", json=body))

    async def get(
        self, asset_id: str, verb: str = "", asker: Asker = "ana", *, style: Style | None = None, method: str = "GET"
    ) -> Exchange:
        """Ask for an asset or one of its pages."""
        chosen = style or self.dialect.credential
        return await self.conversation.ask(method, self.path(asset_id, verb), asker, style=chosen)

    async def clone(self, asset_id: str, asker: Asker = "ana") -> Exchange:
        """Ask for a copy, as the platform does: an empty body without a type."""
        return await self.conversation.ask("POST", self.path(asset_id, "clone"), asker, style=self.dialect.credential)

    async def delete(self, asset_id: str, asker: Asker | None = None) -> Exchange:
        """Ask for a deletion, by default with the credential that the dialect names."""
        style = self.dialect.delete_credential if asker is None else self.dialect.credential
        by: Asker = asker or ("platform" if style == "secret" else "ana")
        if asker is None and style == "secret":
            self.need("platform")
        return await self.conversation.ask("DELETE", self.path(asset_id), by, style=style)

    async def update(self, asset_id: str, body: dict[str, Any], asker: Asker = "ana") -> Exchange:
        """Ask for a change; raises NotApplicable where the dialect names no way."""
        update = self.dialect.update
        if update is None:
            raise NotApplicable("the dialect names no way to change an asset over HTTP")
        path = update.path.replace("{id}", quote(asset_id, safe=""))
        return await self.conversation.ask(update.method, path, asker, style=self.dialect.credential, json=body)

    async def copied(self) -> tuple[str, Exchange]:
        """Make an asset and a copy of it; raises NotApplicable where nothing can be copied."""
        asset_id = await self.make()
        exchange = await self.clone(asset_id)
        if exchange.status in ABSENT:
            raise NotApplicable(f"the service has no clone: {exchange.told}")
        if exchange.status in REFUSED:
            raise CannotTell(f"the copy needs a login: {exchange.told}")
        return asset_id, exchange

    async def copy(self) -> tuple[str, str, Exchange]:
        """Make an asset and a copy of it that came about; raises CannotTell where it did not."""
        asset_id, exchange = await self.copied()
        if not exchange.is_good:
            raise CannotTell(f"there is no copy to look at: {exchange.told}")
        return asset_id, self._made(exchange), exchange

    async def data(self) -> Exchange:
        """Make an asset and read it; raises CannotTell where it cannot be read."""
        exchange = await self.get(await self.make())
        if not exchange.is_good or not exchange.table:
            raise CannotTell(f"there is no data to look at (see http-data-is-json): {exchange.told}")
        return exchange

    def moment(self, said: object) -> datetime | None:
        """Return the moment that *said* names, in the dialect's zone where it names none."""
        try:
            moment = datetime.fromisoformat(said) if isinstance(said, str) else None
        except ValueError:
            return None
        return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=ZoneInfo(self.dialect.time_zone))

    def _made(self, exchange: Exchange) -> str:
        if exchange.status in REFUSED:
            raise CannotTell(f"nothing can be made without a login; give --token: {exchange.told}")
        if not exchange.is_good or not (found := self.id_in(exchange)):
            raise CannotTell(f"there is nothing to try this on: {exchange.told}")
        return found


def outage_asset(case: ServiceCase) -> str:
    """Return the asset to ask for while the upstream is down; raises NotTested where it is not."""
    if not case.circumstances.is_upstream_down or not case.circumstances.asset:
        raise NotTested("asked while the upstream is down only: --upstream-down --asset ID")
    return case.circumstances.asset


def must(exchange: Exchange, holds: object, expected: str) -> None:
    """Raise Unmet with *exchange* as evidence unless it *holds*."""
    if not holds:
        raise Unmet(exchange.told, expected=expected)


def must_be_refused(exchange: Exchange, what: str) -> None:
    """Raise Unmet where *what* was done; CannotTell where it crashed instead of being refused."""
    login = exchange.is_redirect and "login" in exchange.location.lower()
    if exchange.is_crash:
        raise CannotTell(f"it failed rather than refused: {exchange.told}")
    must(exchange, exchange.status in (*REFUSED, 404) or login, f"401 or 403: {what}")


def must_not_know(exchange: Exchange) -> None:
    """Raise Unmet unless the answer is that there is no such thing."""
    if exchange.status in REFUSED:
        raise CannotTell(f"it needs a login: {exchange.told}")
    must(exchange, exchange.status in (404, 410), "404 for an identifier that nobody has")
