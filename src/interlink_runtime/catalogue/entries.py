# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One entry of the catalogue, as somebody may see and use it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.kept import Kept
from interlink_runtime.assets.once import Once
from interlink_runtime.catalogue.attachments import LOGO, pictures_in
from interlink_runtime.catalogue.plugins import PLUGIN
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.catalogue import EntryRow, entry_by_id, genesis_of, images_of
from interlink_runtime.store.catalogue import problem_profiles as stored_profiles
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import NotFound, NotOffered
from interlink_sdk.metadata import CatalogueEntry, ProblemProfile

DEFAULT_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class KnownEntry:
    """An entry with what the runtime knows beyond it."""

    row: EntryRow
    entry: CatalogueEntry
    pictures: tuple[str, ...]
    """Names of its images: `logo`, `snapshot-01`, …"""
    templates: Mapping[str, str]
    """Per language the asset that is copied for whoever uses the entry."""
    is_usable: bool
    """Whether an asset can be made of it here."""


async def entry(runtime: Runtime, entry_id: str) -> KnownEntry:
    """Return the entry called *entry_id*; raises NotFound."""
    row = await entry_by_id(runtime.store, entry_id)
    if row is None:
        raise NotFound(f"the catalogue has no entry {entry_id[:100]!r}", entry=entry_id[:100])
    return await known_entry(runtime, row)


async def known_entry(runtime: Runtime, row: EntryRow) -> KnownEntry:
    """Return the entry of *row*."""
    pictures = tuple(picture.name for picture in pictures_in(await images_of(runtime.store, row.id)))
    templates = await genesis_of(runtime.store, row.id) if row.nature == "knowledge" else {}
    document = CatalogueEntry.model_validate_json(row.document)
    return KnownEntry(row, document, pictures, templates, bool(templates) or _is_creatable(runtime, row))


async def instantiate_entry(
    runtime: Runtime, who: Principal, entry_id: str, language: str | None = None, *, once: Once | None = None
) -> Kept:
    """Copy the template of a knowledge entry for *who*: in *language*, else in English, else in any.

    Raises NotOffered for what has no template, with where to go instead.
    """
    require_person(who)
    known = await entry(runtime, entry_id)
    if not known.templates:
        raise _not_instantiable(known)
    chosen = best_language(known.templates, language or who.locale)
    return await clone_asset(runtime, who, known.templates[chosen], locale=chosen, once=once)


def best_language(templates: Mapping[str, str], language: str) -> str:
    """Return the language of the template that somebody who wants *language* gets."""
    wanted = (language, language.partition("-")[0], DEFAULT_LANGUAGE, *templates)
    return next(tag for tag in wanted if tag in templates)


async def image_of(runtime: Runtime, entry_id: str, name: str) -> FileEntry:
    """Return an image of an entry: its `logo`, or `snapshot-01` and so on; raises NotFound."""
    pictures = {picture.name: picture.file for picture in pictures_in(await images_of(runtime.store, entry_id))}
    if name not in pictures:
        raise NotFound(f"the entry {entry_id[:100]!r} has no image {name[:100]!r}", entry=entry_id[:100])
    return pictures[name]


async def logo_of(runtime: Runtime, entry_id: str) -> FileEntry | None:
    """Return the logo of an entry, None if it has none or there is no such entry."""
    files = {image.name: image.file for image in await images_of(runtime.store, entry_id)}
    return files.get(LOGO)


async def problem_profiles(runtime: Runtime) -> list[ProblemProfile]:
    """Return every problem of co-production that entries are recommended for, by identifier."""
    documents = await stored_profiles(runtime.store)
    return [ProblemProfile.model_validate(json.loads(document)) for document in documents.values()]


def _is_creatable(runtime: Runtime, row: EntryRow) -> bool:
    hosted = runtime.host.find(row.id) if row.source == PLUGIN and row.nature == "software" else None
    return hosted is not None and hosted.state in {"ready", "starting"} and hosted.manifest.offers("instantiate")


def _not_instantiable(known: KnownEntry) -> NotOffered:
    entry_id = known.row.id
    if known.row.nature == "software" and known.is_usable:
        form = f"/{entry_id}/assets/instantiate"
        return NotOffered(f"{entry_id!r} is software: make an asset with its form at {form}", entry=entry_id, form=form)
    if known.row.nature == "software":
        return NotOffered(f"{entry_id!r} is described here, but cannot be used here now", entry=entry_id)
    if known.row.nature == "knowledge":
        software = known.entry.software or ""
        message = f"{entry_id!r} has no template here; the operator decides which interlinker stands for {software!r}"
        return NotOffered(message, entry=entry_id, software=software)
    links: JsonObject = dict(known.entry.uris)
    return NotOffered(f"{entry_id!r} is a link to something elsewhere", entry=entry_id, links=links)
