# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an import tells whoever asked for it: per bundle what became of it and what is wrong with it."""

from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from typing import Literal

from interlink_sdk.assets import InterlinkerId, Value
from interlink_sdk.errors import InterlinkError
from interlink_sdk.metadata import CatalogueEntry, Finding

Outcome = Literal["imported", "updated", "unchanged", "left_out"]
METADATA = "metadata.json"

IMPORT_FINDINGS: Mapping[str, str] = {
    "id_taken": "an installed interlinker has the same identifier; the bundle is left out",
    "unreadable_bundle": "a file of the bundle could not be read while it was imported; the bundle is left out",
    "software_not_mapped": "no interlinker here stands for the software of a template: it cannot be used yet",
    "template_refused": "the interlinker did not take the resource of a template: it cannot be used in that language",
}
"""What an import finds beyond what an examination of the folder can."""


class BundleReport(Value):
    """What became of one bundle."""

    bundle: str
    """`nature/folder`"""
    id: str
    outcome: Outcome
    interlinker: InterlinkerId | None = None
    """Which interlinker its templates are assets of."""
    templates: tuple[str, ...] = ()
    """The languages in which it can be instantiated."""
    defects: tuple[Finding, ...] = ()
    warnings: tuple[Finding, ...] = ()


class ImportReport(Value):
    """What became of a folder."""

    folder: Path
    bundles: tuple[BundleReport, ...] = ()
    problem_profiles: int = 0
    problems: tuple[Finding, ...] = ()
    """What is wrong outside the bundles."""
    seconds: float = 0.0

    @property
    def counts(self) -> dict[Outcome, int]:
        """How many bundles had each outcome."""
        found = Counter(bundle.outcome for bundle in self.bundles)
        outcomes: tuple[Outcome, ...] = ("imported", "updated", "unchanged", "left_out")
        return {outcome: found[outcome] for outcome in outcomes}

    @property
    def is_complete(self) -> bool:
        """Whether there was something to import and nothing was left out."""
        return bool(self.bundles) and not self.counts["left_out"]

    @property
    def is_flawless(self) -> bool:
        """Whether it is complete and has no defect anywhere."""
        return self.is_complete and not self.problems and not any(bundle.defects for bundle in self.bundles)


def id_taken(identifier: str, distribution: str) -> Finding:
    """Return the finding that a plugin has the bundle's identifier."""
    return Finding(
        code="id_taken",
        file=METADATA,
        key="id",
        found=f"{identifier!r}, which {distribution} has",
        expected="what no installed interlinker has",
        why="the installed interlinker speaks for itself",
        fix="nothing to do if both are the same; else rename the bundle",
    )


def unreadable_bundle(error: Exception) -> Finding:
    """Return the finding that the bundle changed, or could not be read, after it was examined."""
    return Finding(
        code="unreadable_bundle",
        file=METADATA,
        found=str(error)[:200] or type(error).__name__,
        expected="files that can be read and do not change meanwhile",
        fix="import again when nobody changes the folder",
    )


def software_not_mapped(software: str) -> Finding:
    """Return the finding that nothing here stands for *software*."""
    return Finding(
        code="software_not_mapped",
        file=METADATA,
        key="softwareinterlinker",
        found=repr(software),
        expected="a software for which an interlinker is named",
        why="templates are kept as assets of an interlinker; the entry is listed, but nobody can use it",
        fix=f"import again with --as {software}=INTERLINKER, or set it under [software] in interlink.toml",
    )


def template_refused(entry: CatalogueEntry, language: str, interlinker: str, error: InterlinkError) -> Finding:
    """Return the finding that *interlinker* did not take the resource of one language."""
    reasons = "; ".join(f"{problem.key or 'it'}: {problem.expected}" for problem in error.problems)
    return Finding(
        code="template_refused",
        file=entry.resources.get(language, METADATA),
        key=f"file_translations.{language}",
        found=f"a resource that {interlinker!r} does not take",
        expected="a resource that becomes one of its assets",
        why=f"{error.message}{f' ({reasons})' if reasons else ''}",
        fix="name another interlinker for the software, or correct the resource",
    )
