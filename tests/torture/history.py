# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the clients asked for and what became of it, in the order in which they saw it.

Moments are whole numbers that only grow: of two operations one came before the other where it was
completed at an earlier moment than the other was invoked. All others were under way together.
"""

import asyncio
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

JsonObject = dict[str, Any]
CREATES = {
    "make": "asset.made",
    "clone": "asset.cloned",
    "restore": "asset.restored",
}
EVENTS = CREATES | {
    "edit": "asset.edited",
    "contribute": "asset.contributed",
    "share": "asset.shared",
    "unshare": "asset.unshared",
    "delete": "asset.deleted",
}
"""The kinds of operations that change something, with the event of each."""


@dataclass
class Operation:
    """One thing that a client wanted, with all its attempts; it lives as long as its history."""

    number: int
    client: int
    person: str
    kind: str
    asset: str | None
    """What it was done to; None where a new asset was asked for."""
    asked: JsonObject
    """What a check must know of the request."""
    invoked: int
    completed: int = 0
    """0 while nobody knows what became of it."""
    attempts: int = 0
    status: int = 0
    reply: JsonObject = field(default_factory=dict)
    failures: list[str] = field(default_factory=list)
    """What the attempts before the last one met."""

    @property
    def is_done(self) -> bool:
        """Whether it was acknowledged."""
        return 200 <= self.status < 300

    @property
    def may_be_done(self) -> bool:
        """Whether an attempt without an answer may have taken effect although the last one was refused."""
        return not self.is_done and any(failure.startswith("no answer") for failure in self.failures)

    @property
    def target(self) -> str | None:
        """The asset that it made or changed."""
        return str(self.reply["id"]) if self.kind in CREATES and self.is_done else self.asset

    def precedes(self, other: "Operation") -> bool:
        """Say whether it was completed before *other* was invoked."""
        return 0 < self.completed < other.invoked

    def __str__(self) -> str:
        outcome = f"{self.status} {self.reply.get('code', '')}".strip() if self.completed else "no outcome"
        version = f" → version {self.reply['version']}" if "version" in self.reply else ""
        failures = f" after {', '.join(self.failures)}" if self.failures else ""
        asked = json.dumps(self.asked, ensure_ascii=False)
        span = f"[{self.invoked}–{self.completed or '…'}]"
        return f"{span} #{self.number} {self.person}/{self.client} {self.kind} {asked}: {outcome}{version}{failures}"


class History:
    """All operations of one run."""

    def __init__(self) -> None:
        self.operations: list[Operation] = []
        self.troubles: list[tuple[int, str]] = []
        self.completed = 0
        self._moment = 0
        self._moved = asyncio.Event()

    def invoke(self, client: int, person: str, kind: str, asset: str | None, asked: JsonObject) -> Operation:
        """Write down that an operation begins."""
        operation = Operation(len(self.operations) + 1, client, person, kind, asset, asked, self.tick())
        self.operations.append(operation)
        return operation

    def complete(self, operation: Operation, status: int, reply: JsonObject) -> None:
        """Write down what became of it."""
        operation.status, operation.reply, operation.completed = status, reply, self.tick()
        self.completed += 1

    def trouble(self, what: str) -> None:
        """Write down what was done to the server."""
        self.troubles.append((self.tick(), what))

    def tick(self) -> int:
        """Return the next moment."""
        self._moment += 1
        self._moved.set()
        return self._moment

    async def reached(self, operations: int) -> None:
        """Wait until so many operations were completed."""
        while self.completed < operations:
            self._moved.clear()
            await self._moved.wait()

    def done(self, *kinds: str) -> Iterator[Operation]:
        """Yield the acknowledged operations of these kinds, of all that change something if none is named."""
        return (one for one in self.operations if one.is_done and one.kind in (kinds or EVENTS))

    def of_asset(self, asset: str) -> list[Operation]:
        """Return everything that concerned one asset, its making included."""
        return [one for one in self.operations if asset in (one.asset, one.target)]

    def write(self, path: Path) -> None:
        """Write it as JSON, one operation a line."""
        lines = (json.dumps(asdict(one), ensure_ascii=False) for one in self.operations)
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


def story_of(history: History, asset: str) -> str:
    """Return what happened to one asset, with the trouble in between, in the order of moments."""
    concerned = history.of_asset(asset)
    first, last = (concerned[0].invoked, concerned[-1].completed) if concerned else (0, 0)
    told = [(one.invoked, str(one)) for one in concerned]
    told += [(at, f"[{at}] ** {what}") for at, what in history.troubles if first <= at <= last]
    return "\n".join(line for _, line in sorted(told))
