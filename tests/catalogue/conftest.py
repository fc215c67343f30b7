# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime with the example interlinkers, and folders of real bundles to import and to change."""

import json
import os
import shutil
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager
from pathlib import Path
from typing import Any

import pytest

from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.catalogue.report import BundleReport, ImportReport
from interlink_runtime.discovery import Candidate, Discovery, discover
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings

ANA = Principal("person", "ana", "Ana", "ana@example.org", "es")
CANVAS = "knowledge/Stakeholders-Mapping-Canvas"
"""A real template in English and Spanish."""
LINK = "externalsoftware/keycloak"
SURVEYS = "software/survey-editor"

Opening = Callable[..., AbstractAsyncContextManager[Runtime]]


class Folder:
    """A catalogue of copies of real bundles, which may be changed."""

    def __init__(self, root: Path, real: Path) -> None:
        self.root = root
        self._real = real
        shutil.copytree(real / "problemprofiles", root / "problemprofiles")

    def add(self, *bundles: str) -> "Folder":
        """Copy *bundles*, each `nature/folder`."""
        for bundle in bundles:
            shutil.copytree(self._real / "interlinkers" / bundle, self.path(bundle))
        return self

    def path(self, bundle: str) -> Path:
        """Return where *bundle* lies."""
        return self.root / "interlinkers" / bundle

    def change(self, bundle: str, change: Callable[[dict[str, Any]], object]) -> None:
        """Let *change* mutate the metadata of *bundle*."""
        place = self.path(bundle) / "metadata.json"
        document = json.loads(place.read_text())
        change(document)
        place.write_text(json.dumps(document))

    async def imported(self, runtime: Runtime, **software: str) -> ImportReport:
        """Import the folder."""
        return await import_catalogue(runtime, self.root, software)


@pytest.fixture(scope="session")
def real(shared_data: Path) -> Path:
    """Return the folder of the real catalogue."""
    return shared_data / "catalogue"


@pytest.fixture
def folder(tmp_path: Path, real: Path) -> Folder:
    """Return a catalogue without bundles."""
    return Folder(tmp_path / "catalogue", real)


@pytest.fixture(scope="session")
def examples() -> Discovery:
    """Return the example interlinkers, as they are installed."""
    found = discover()
    names = {"documents", "poll", "meeting-notes"}
    candidates = tuple(candidate for candidate in found.candidates if candidate.id in names)
    if len(candidates) != len(names):
        reason = "the example interlinkers are not installed: `make test` does that"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    return Discovery(candidates, ())


@pytest.fixture
def opened(tmp_path: Path, examples: Discovery) -> Opening:
    """Return what opens a runtime, by default always the same."""

    def open_one(
        name: str | Path = "data", candidates: tuple[Candidate, ...] | None = None, **settings: Any
    ) -> AbstractAsyncContextManager[Runtime]:
        chosen = Settings.model_validate({"store": {"folder": tmp_path / name}, **settings})
        found = examples if candidates is None else Discovery(candidates, ())
        return open_runtime(chosen, discovery=found)

    return open_one


@pytest.fixture
async def runtime(opened: Opening) -> AsyncIterator[Runtime]:
    """Give an open runtime with nothing in it."""
    async with opened() as runtime:
        yield runtime


def report_of(report: ImportReport, bundle: str) -> BundleReport:
    """Return what became of *bundle*."""
    return next(each for each in report.bundles if each.bundle == bundle)


def codes(bundle: BundleReport) -> set[str]:
    """Return the codes of everything found in a bundle."""
    return {finding.code for finding in (*bundle.defects, *bundle.warnings)}
