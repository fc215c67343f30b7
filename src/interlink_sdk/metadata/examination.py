# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an examination hands on: the document as written, its files, and what was found."""

from collections.abc import Mapping
from pathlib import Path

from interlink_sdk.assets import JsonObject, Value
from interlink_sdk.metadata.findings import Finding, is_fatal
from interlink_sdk.metadata.model import Nature, ProblemProfile


class Examination(Value):
    """What was found in one bundle."""

    bundle: str
    """`nature/folder`"""
    folder: Path
    nature: Nature
    id: str
    """Identifier of the entry that the bundle becomes."""
    document: JsonObject | None
    """Its metadata as written; None if it could not be read."""
    files: Mapping[str, str] = {}
    """Per field path the published file, relative to the bundle's folder."""
    snapshots: tuple[str, ...] = ()
    defects: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()

    @property
    def fatal(self) -> tuple[Finding, ...]:
        """The defects that leave the bundle out."""
        return tuple(filter(is_fatal, self.defects))


class CatalogueExamination(Value):
    """What was found in a catalogue."""

    folder: Path
    examinations: tuple[Examination, ...] = ()
    problem_profiles: tuple[ProblemProfile, ...] = ()
    problems: tuple[Finding, ...] = ()
    """What is wrong outside the bundles."""

    @property
    def usable(self) -> tuple[Examination, ...]:
        """The bundles that can enter the catalogue."""
        return tuple(examination for examination in self.examinations if not examination.fatal)
