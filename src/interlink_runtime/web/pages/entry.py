# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/catalogue/{id}`: one entry, with what can be done with it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.kept import find
from interlink_runtime.store.catalogue import EntryRow, entry_by_id, genesis_of, images_of
from interlink_runtime.web.headers import image_headers
from interlink_runtime.web.languages import SOURCE_LANGUAGE
from interlink_runtime.web.pages.catalogue import profile_names
from interlink_runtime.web.posted import answer_once, new_once, posted_form
from interlink_runtime.web.said import Said, said_in
from interlink_runtime.web.views import Shown, shown_asset
from interlink_runtime.web.visits import AnyVisit, PersonVisit, Visit
from interlink_runtime.web.words import (
    DESCRIBED_ONLY,
    DIFFICULTIES,
    LICENCES,
    N_,
    NATURES,
    NO_SOFTWARE,
    NO_TEMPLATE,
    NOT_AVAILABLE,
    SCOPES,
    TARGETS,
    TYPES,
)
from interlink_sdk.errors import NotFound, NotOffered
from interlink_sdk.metadata import CatalogueEntry

RASTER_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp"})
SNAPSHOT = "snapshot"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Use:
    """What can be done with an entry here: `link`, `create`, `template`, or nothing for a reason."""

    kind: str
    reason: str = ""
    interlinker: str = ""
    links: tuple[tuple[str, str], ...] = ()
    languages: tuple[str, ...] = ()
    language: str = ""


@router.get("/catalogue/{entry_id}")
async def show_entry(visit: AnyVisit, entry_id: str) -> Response:
    """Show all that is known of the entry, in the person's language where it exists."""
    row = await _row(visit, entry_id)
    entry = CatalogueEntry.model_validate_json(row.document)
    genesis = await genesis_of(visit.runtime.store, entry.id)
    use = _use(visit, row, entry, genesis)
    return visit.page(
        "entry.html",
        id=entry.id,
        use=use,
        once=new_once(),
        preview=await _preview(visit, genesis.get(use.language)),
        images=await _pictures(visit, entry.id),
        profiles=await _profiles(visit, entry),
        **_texts(visit, entry),
        **_facts(visit, entry),
        **_plugin_facts(visit, entry.id),
    )


@router.get("/catalogue/{entry_id}/images/{name}")
async def send_image(visit: AnyVisit, entry_id: str, name: str) -> Response:
    """Send one picture of the entry."""
    images = {image.name: image.file for image in await images_of(visit.runtime.store, entry_id)}
    file = images.get(name)
    if file is None or file.media_type not in RASTER_TYPES:
        raise NotFound(f"the entry has no picture {name!r}", image=name)
    return FileResponse(visit.runtime.blobs.path(file.sha256), media_type=file.media_type, headers=image_headers())


@router.post("/catalogue/{entry_id}/instantiate")
async def instantiate(visit: PersonVisit, entry_id: str) -> Response:
    """Copy the template for the person."""
    row = await _row(visit, entry_id)
    posted = await posted_form(visit)
    genesis = await genesis_of(visit.runtime.store, row.id)
    asset = genesis.get(posted.text("language")) or genesis.get(_best(visit, genesis))
    if asset is None:
        raise NotOffered(f"{entry_id!r} has no template here", entry=entry_id)
    return await answer_once(
        visit,
        posted,
        lambda once: clone_asset(visit.runtime, visit.who, asset, locale=visit.language, once=once),
        lambda copy: f"/assets/{copy.id}?notice=created",
    )


async def _row(visit: Visit, entry_id: str) -> EntryRow:
    row = await entry_by_id(visit.runtime.store, entry_id)
    if row is None:
        raise NotFound(f"the catalogue has no entry {entry_id!r}", entry=entry_id)
    return row


def _use(visit: Visit, row: EntryRow, entry: CatalogueEntry, genesis: Mapping[str, str]) -> Use:
    match entry.nature:
        case "software":
            return _use_of_software(visit, row, entry)
        case "knowledge" if genesis:
            return Use("template", languages=tuple(genesis), language=_best(visit, genesis))
        case "knowledge":
            is_here = row.software is not None and visit.runtime.host.find(row.software) is not None
            reason = NO_TEMPLATE if is_here else NO_SOFTWARE
            return Use("none", visit.say(reason, software=entry.software or row.software or ""))
        case _:
            return Use("link", links=tuple(entry.uris.items()))


def _use_of_software(visit: Visit, row: EntryRow, entry: CatalogueEntry) -> Use:
    hosted = visit.runtime.host.find(entry.id) if row.source == "plugin" else None
    if hosted is None:
        return Use("none", visit.say(DESCRIBED_ONLY))
    if hosted.state in {"refused", "disabled"} or not hosted.manifest.offers("instantiate"):
        return Use("none", visit.say(NOT_AVAILABLE))
    return Use("create", interlinker=hosted.id)


def _best(visit: Visit, genesis: Mapping[str, str]) -> str:
    wanted = (visit.language, SOURCE_LANGUAGE, *genesis)
    return next((language for language in wanted if language in genesis), "")


async def _preview(visit: Visit, asset_id: str | None) -> Shown | None:
    kept = await find(visit.runtime, visit.who, asset_id) if asset_id else None
    shown = await shown_asset(visit, kept, purpose="preview") if kept else None
    return shown if shown and (shown.body or shown.frame) else None


async def _pictures(visit: Visit, entry_id: str) -> list[str]:
    images = await images_of(visit.runtime.store, entry_id)
    shown = [image.name for image in images if image.name.startswith(SNAPSHOT)]
    return [image.name for image in images if image.name in shown and image.file.media_type in RASTER_TYPES]


async def _profiles(visit: Visit, entry: CatalogueEntry) -> list[Said]:
    names = await profile_names(visit)
    return [names.get(key) or Said(key, SOURCE_LANGUAGE, key) for key in entry.problem_profiles]


def _texts(visit: Visit, entry: CatalogueEntry) -> dict[str, Any]:
    wanted = (visit.language, SOURCE_LANGUAGE)
    longer = (
        (N_("Overview"), entry.overview),
        (N_("Constraints and limitations"), entry.constraints),
        (N_("Regulations and standards"), entry.regulations),
    )
    return {
        "name": said_in(entry.names, wanted),
        "description": said_in(entry.descriptions, wanted),
        "instructions": said_in(entry.instructions, wanted),
        "longer": [(visit.say(heading), said_in(texts, wanted)) for heading, texts in longer if texts],
    }


def _facts(visit: Visit, entry: CatalogueEntry) -> dict[str, Any]:
    return {
        "nature": visit.say(NATURES[entry.nature]),
        "languages": entry.languages,
        "difficulty": visit.say(DIFFICULTIES[entry.difficulty]),
        "licence": visit.say(LICENCES[entry.licence]) if entry.licence else "",
        "scopes": _said(visit, SCOPES, entry.administrative_scopes),
        "targets": _said(visit, TARGETS, entry.targets),
        "types": _said(visit, TYPES, entry.types),
        "tags": entry.tags.get(visit.language) or entry.tags.get(SOURCE_LANGUAGE) or (),
    }


def _plugin_facts(visit: Visit, identifier: str) -> dict[str, Any]:
    hosted = visit.runtime.host.find(identifier)
    manifest = hosted.manifest if hosted else None
    return {
        "version": manifest.version if manifest else "",
        "maintainer": manifest.maintainer.name if manifest and manifest.maintainer else "",
        "standards": [standard.name for standard in manifest.standards] if manifest else [],
    }


def _said(visit: Visit, words: Mapping[str, str], values: Iterable[str]) -> list[str]:
    return [visit.say(words[value]) if value in words else value for value in values]
