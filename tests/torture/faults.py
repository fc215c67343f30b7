# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A promise that was broken, and what the checks share of the history: the life of each asset."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal

from .history import CREATES, History, Operation

Kind = Literal[
    "no_outcome",  # a client never learned what became of a request
    "unexpected",  # an answer that nothing in the torture explains, or an end of the server
    "lost",  # acknowledged, but not there
    "doubled",  # there, but nobody was told of it, or there twice
    "different",  # there, but not what was sent
    "half_made",  # a part without the others
    "risen",  # deleted, but there again
    "unexplained",  # no single order explains what was answered
    "event",  # the events do not tell what happened
    "orphan",  # left behind although nothing needs it
    "corrupt",  # the database itself is not sound
]


@dataclass(frozen=True)
class Fault:
    """One broken promise."""

    kind: Kind
    what: str
    asset: str | None = None

    def __str__(self) -> str:
        return f"{self.kind}: {self.what}" + (f" (asset {self.asset})" if self.asset else "")


@dataclass
class Life:
    """What was done to one asset since it was made, or made again under the same identifier."""

    birth: Operation
    operations: list[Operation] = field(default_factory=list)

    @property
    def asset(self) -> str:
        """The asset's identifier."""
        return str(self.birth.reply["id"])

    @property
    def interlinker(self) -> str:
        """The asset's interlinker."""
        return str(self.birth.reply["interlinker"])

    @property
    def death(self) -> Operation | None:
        """The acknowledged deletion."""
        return next((one for one in self.operations if one.kind == "delete" and one.is_done), None)

    @property
    def may_be_dead(self) -> bool:
        """Whether a deletion without an answer may have taken effect."""
        return any(one.kind == "delete" and (one.may_be_done or not one.completed) for one in self.operations)

    @property
    def edits(self) -> list[Operation]:
        """The acknowledged edits, by the version they made."""
        return sorted(self.done("edit"), key=lambda one: int(one.reply["version"]))

    def done(self, *kinds: str) -> list[Operation]:
        """Return the acknowledged operations of these kinds."""
        return [one for one in self.operations if one.kind in kinds and one.is_done]


def lives_in(history: History) -> dict[str, Life]:
    """Return the last life of each asset that was acknowledged."""
    births = sorted(history.done(*CREATES), key=lambda one: one.completed)
    lives = {str(birth.reply["id"]): Life(birth) for birth in births}
    for one in history.operations:
        life = lives.get(one.asset or "")
        if life and one.kind not in CREATES and one.invoked > life.birth.completed:
            life.operations.append(one)
    return lives


def possibly_last(operations: Iterable[Operation]) -> list[Operation]:
    """Return those of *operations* that may have taken effect last: the ones that precede no other."""
    given = list(operations)
    certain = [one for one in given if one.is_done]
    return [one for one in given if not any(one.precedes(other) for other in certain)]
