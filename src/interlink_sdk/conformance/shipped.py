# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a check of the package's files is given; nothing of the author's is run in this process."""

import asyncio
from collections.abc import Collection
from dataclasses import dataclass
from fnmatch import fnmatch
from importlib.util import find_spec

from interlink_sdk.conformance.opening import Opening, opening_of
from interlink_sdk.conformance.package import Distribution, Package
from interlink_sdk.conformance.results import CannotTell, NotApplicable, NotTested, Unmet
from interlink_sdk.conformance.wheels import Wheel
from interlink_sdk.errors import Problem
from interlink_sdk.manifest import MANIFEST_NAME, Manifest
from interlink_sdk.manifest.lines import KeyPath, line_of


@dataclass(frozen=True)
class Shipped:
    """One package check's world."""

    package: Package

    @property
    def manifest(self) -> Manifest:
        """What the interlinker says of itself; raises CannotTell where the manifest is wrong."""
        return self.package.manifest

    @property
    def wheel(self) -> Wheel:
        """The wheel; raises NotApplicable where the target is none."""
        if self.package.wheel is None:
            raise NotApplicable("this is about a wheel, and the target is none")
        return self.package.wheel

    @property
    def distribution(self) -> Distribution:
        """What the distribution says of itself; raises NotApplicable where there is none around the manifest."""
        if self.package.distribution is None:
            raise NotApplicable("there is no distribution around the manifest")
        return self.package.distribution

    async def opening(self) -> Opening:
        """Import the package in a process of its own; raises NotApplicable where it has no code."""
        if self.package.root is None:
            raise NotApplicable("the interlinker is a manifest alone")
        return await asyncio.to_thread(opening_of, self.package)

    async def own_hooks(self) -> frozenset[str]:
        """Return the hooks that the author wrote; raises CannotTell where they cannot be looked at."""
        if self.package.root is None:
            return frozenset()
        opening = await self.opening()
        if opening.obstacle:
            raise CannotTell(opening.obstacle)
        return opening.own_hooks

    def refuse_problems(self, codes: Collection[str], *, file: str = "*") -> None:
        """Raise Unmet for the manifest's problems with one of *codes*, in files whose names fit the pattern *file*."""
        found = [problem for problem in self.package.problems if problem.code in codes]
        if named := [problem for problem in found if fnmatch(problem.file or MANIFEST_NAME, file)]:
            raise unmet(named)

    def unmet(self, path: KeyPath, found: str, expected: str) -> Unmet:
        """Return the finding at the key *path* of the manifest."""
        return Unmet(found, expected=expected, file=MANIFEST_NAME, line=line_of(self.package.text, path))


def unmet(problems: list[Problem]) -> Unmet:
    """Return the finding that *problems* are: where the first stands, and how many more there are."""
    first, more = problems[0], f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
    key = f"{first.key}: " if first.key else ""
    return Unmet(f"{key}{first.found}{more}", expected=first.expected, file=first.file, line=first.line)


def require_packaging() -> None:
    """Raise NotTested where the distribution is missing that knows licences, versions and requirements."""
    if find_spec("packaging") is None:
        raise NotTested("the distribution `packaging` is not installed here; interlink[author] has it")
