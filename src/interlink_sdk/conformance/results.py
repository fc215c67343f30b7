# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check finds, and what all of them found together.

"Cannot tell" and "not tested" are outcomes of their own and never count as passed.
"""

from collections import Counter
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict

from interlink_sdk.conformance.requirements import Level

MUST: Final[tuple[Level, ...]] = ("must",)
"""The levels that count where nobody asks for more."""

Outcome = Literal["passed", "failed", "not_applicable", "cannot_tell", "not_tested"]


class Finding(Exception):
    """How a check ends other than by passing."""

    outcome: Outcome = "cannot_tell"

    def __init__(self, found: str, *, expected: str = "", file: str = "", line: int | None = None) -> None:
        super().__init__(found)
        self.found = found
        self.expected = expected
        self.file = file
        self.line = line


class Unmet(Finding):
    """The requirement does not hold; *found* and *expected* are what the author reads."""

    outcome: Outcome = "failed"


class NotApplicable(Finding):
    """The target has nothing that the requirement is about; *found* says what it lacks."""

    outcome: Outcome = "not_applicable"


class CannotTell(Finding):
    """The check could not be carried out; *found* says what stood in the way."""

    outcome: Outcome = "cannot_tell"


class NotTested(Finding):
    """The check was not carried out here, because a tool is missing or it was left out on request."""

    outcome: Outcome = "not_tested"


class Result(BaseModel):
    """The outcome of one requirement."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    code: str
    level: Level
    outcome: Outcome
    found: str = ""
    expected: str = ""
    file: str = ""
    line: int | None = None
    duration_s: float = 0.0

    @property
    def is_open(self) -> bool:
        """Whether the requirement is not known to hold."""
        return self.outcome not in {"passed", "not_applicable"}

    @property
    def is_against(self) -> bool:
        """Whether this result alone keeps the target from conforming."""
        return self.level == "must" and self.is_open


class Target(BaseModel):
    """What was examined."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    name: str
    """As it was given: a folder, a wheel, an identifier, an address."""
    interlinker: str = ""
    version: str = ""
    digest: str = ""
    """SHA-256 over the package's files, empty for an address."""
    placement: str
    dialect: str = ""
    """How a service speaks INTERLINK's HTTP contract, and whether that was given or recognised."""


class Report(BaseModel):
    """All results of one examination; it names the suite that asked."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    suite_version: int
    suite_digest: str
    target: Target
    begun_at: datetime
    results: tuple[Result, ...]
    left_out: tuple[str, ...] = ()
    """Codes of the requirements that were not asked, on request."""

    def count(self, outcome: Outcome) -> int:
        """Return how many results have *outcome*."""
        return Counter(result.outcome for result in self.results)[outcome]

    def against(self, levels: Collection[Level] = MUST) -> Iterator[Result]:
        """Yield the results that keep the target from conforming; stricter, where `should` is one of *levels*."""
        return (result for result in self.results if result.is_open and result.level in levels)

    @property
    def conforms(self) -> bool:
        """Whether every `must` holds, as far as it applies; what could not be told is against it."""
        return not any(self.against())
