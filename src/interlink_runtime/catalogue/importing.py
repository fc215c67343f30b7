# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""INTERLINK's bundles enter the catalogue: a folder goes in, a report comes out.

Each bundle is one transaction: its entry, images and templates are there together or not at all,
wherever the import is stopped. Importing the same again changes nothing; a changed bundle keeps
its identifiers. What is no longer in the folder stays in the catalogue.
"""

import asyncio
import fcntl
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from interlink_runtime.catalogue.attachments import resources_in, stored_attachments, without_resources
from interlink_runtime.catalogue.report import (
    BundleReport,
    ImportReport,
    Outcome,
    id_taken,
    software_not_mapped,
    unreadable_bundle,
)
from interlink_runtime.catalogue.rows import entry_steps
from interlink_runtime.catalogue.software import interlinker_for
from interlink_runtime.catalogue.templates import Templates, templates_for
from interlink_runtime.clock import microseconds
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite, Step
from interlink_runtime.store.catalogue import (
    EntryImage,
    EntryRow,
    entry_by_id,
    images_of,
    problem_profiles,
    put_images,
    put_profile,
)
from interlink_sdk.assets import InterlinkerId
from interlink_sdk.errors import Conflict, ManifestInvalid
from interlink_sdk.metadata import CatalogueEntry, Examination, Finding, ProblemProfile, entry_from_bundle
from interlink_sdk.metadata.examine import examine_catalogue

IMPORT = "import"
LOCK_NAME = "import.lock"
Progress = Callable[[int, int], None]
"""Is told how many bundles are done, of how many."""


@dataclass(frozen=True, slots=True)
class _Coming:
    """A bundle on its way in, beside what is known of it already."""

    examination: Examination
    entry: CatalogueEntry
    before: EntryRow | None
    attachments: list[EntryImage]
    known: list[EntryImage]
    """The attachments of the last time."""
    interlinker: str | None
    is_known: bool
    """Whether entry and interlinker are those of the last time."""

    @property
    def outcome(self) -> Outcome:
        """What putting it into the store is called."""
        return "updated" if self.before else "imported"


async def import_catalogue(
    runtime: Runtime,
    folder: Path,
    software: Mapping[str, InterlinkerId],
    progress: Progress = lambda _done, _total: None,
) -> ImportReport:
    """Import the catalogue, or the one bundle, in *folder*.

    *software* says which interlinker stands for which software of templates, before the settings.
    Raises NotFound for an interlinker that is not installed, Conflict while another import runs.
    """
    for interlinker in software.values():
        runtime.host.known(interlinker)
    began = time.perf_counter()
    with _alone(runtime.settings.store.folder / LOCK_NAME):
        found = await asyncio.to_thread(examine_catalogue, folder)
        await _enter_profiles(runtime, found.problem_profiles)
        bundles = []
        for number, examination in enumerate(found.examinations, 1):
            bundles.append(await _enter(runtime, examination, software))
            progress(number, len(found.examinations))
    return ImportReport(
        folder=folder,
        bundles=tuple(bundles),
        problem_profiles=len(found.problem_profiles),
        problems=found.problems,
        seconds=round(time.perf_counter() - began, 3),
    )


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Hold the lock of imports; the kernel lets go of a killed one's. Raises Conflict."""
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Conflict("another import is running on this store; try again when it has ended") from None
        yield


async def _enter_profiles(runtime: Runtime, profiles: tuple[ProblemProfile, ...]) -> None:
    known = await problem_profiles(runtime.store)
    documents = {profile.id: profile.model_dump_json() for profile in profiles}
    steps = [put_profile(key, document) for key, document in documents.items() if known.get(key) != document]
    if steps:
        await runtime.store.commit(steps)


async def _enter(runtime: Runtime, examination: Examination, software: Mapping[str, str]) -> BundleReport:
    if examination.fatal:
        return _left_out(examination)
    if hosted := runtime.host.find(examination.id):
        return _left_out(examination, id_taken(examination.id, hosted.distribution))
    try:
        coming = await _read(runtime, examination, software)
    except (OSError, ManifestInvalid, ValueError) as error:
        return _left_out(examination, unreadable_bundle(error))
    new, old = resources_in(coming.attachments), resources_in(coming.known)
    templates = await templates_for(runtime, coming.entry, coming.interlinker, new, old)
    is_unchanged = coming.is_known and not templates.steps
    if not is_unchanged:
        await _commit(runtime, coming, templates)
    return _entered(runtime, coming, templates, "unchanged" if is_unchanged else coming.outcome)


async def _read(runtime: Runtime, examination: Examination, software: Mapping[str, str]) -> _Coming:
    entry = await asyncio.to_thread(entry_from_bundle, examination)
    before = await entry_by_id(runtime.store, entry.id)
    known = await images_of(runtime.store, entry.id)
    is_same = before is not None and (before.source, before.digest) == (IMPORT, entry.digest)
    is_whole = resources_in(known).keys() == entry.resources.keys()
    attachments = known if is_same and is_whole else await stored_attachments(runtime, entry, examination.folder)
    interlinker = interlinker_for(runtime, entry.software, software, before.software if before else None)
    is_known = is_same and before is not None and before.software == interlinker
    return _Coming(examination, entry, before, attachments, known, interlinker, is_known)


async def _commit(runtime: Runtime, coming: _Coming, templates: Templates) -> None:
    try:
        await runtime.store.commit([*_entry_steps(runtime, coming, templates.stale), *templates.steps])
    except StaleWrite:
        message = f"a template of {coming.entry.id!r} was changed at the same moment; import again"
        raise Conflict(message, entry=coming.entry.id) from None


def _entry_steps(runtime: Runtime, coming: _Coming, stale: Sequence[str]) -> list[Step]:
    at = microseconds(runtime.now())
    steps = entry_steps(
        coming.entry,
        source=IMPORT,
        origin=coming.examination.bundle,
        software=coming.interlinker,
        before=coming.before,
        at=at,
    )
    return [*steps, *put_images(coming.entry.id, without_resources(coming.attachments, stale), at)]


def _entered(runtime: Runtime, coming: _Coming, templates: Templates, outcome: Outcome) -> BundleReport:
    software, examination = coming.entry.software, coming.examination
    is_installed = coming.interlinker is not None and runtime.host.find(coming.interlinker) is not None
    unmapped = [software_not_mapped(software)] if software and not is_installed else []
    return BundleReport(
        bundle=examination.bundle,
        id=coming.entry.id,
        outcome=outcome,
        interlinker=coming.interlinker,
        templates=templates.languages,
        defects=(*examination.defects, *templates.refusals),
        warnings=(*examination.warnings, *unmapped),
    )


def _left_out(examination: Examination, *more: Finding) -> BundleReport:
    return BundleReport(
        bundle=examination.bundle,
        id=examination.id,
        outcome="left_out",
        defects=(*examination.defects, *more),
        warnings=examination.warnings,
    )
