# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What discovery gives: interlinkers to load, and those that cannot be, with the reason."""

from dataclasses import dataclass

from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest import ManifestFile


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installed interlinker whose manifest is sound."""

    id: str
    package: str
    """The package to import for its hooks."""
    distribution: str
    file: ManifestFile


@dataclass(frozen=True, slots=True)
class Refusal:
    """An installed interlinker that is not loaded, and why."""

    id: str
    distribution: str
    error: InterlinkError


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at one time, in the order of identifiers."""

    candidates: tuple[Candidate, ...]
    refusals: tuple[Refusal, ...]
