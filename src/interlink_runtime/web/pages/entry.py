# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/catalogue/{id}`: one entry, with what can be done with it here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Response
from fastapi.responses import FileResponse

from interlink_runtime.assets.kept import find
from interlink_runtime.catalogue.attachments import SNAPSHOT
from interlink_runtime.catalogue.entries import KnownEntry, best_language, image_of, instantiate_entry
from interlink_runtime.catalogue.entries import entry as entry_called
from interlink_runtime.catalogue.plugins import PLUGIN
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
from interlink_sdk.errors import NotFound
from interlink_sdk.metadata import CatalogueEntry

RASTER_TYPES = frozenset({"image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp"})

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
    known = await entry_called(visit.runtime, entry_id)
    use = _use(visit, known)
    return visit.page(
        "entry.html",
        id=known.entry.id,
        use=use,
        once=new_once(),
        preview=await _preview(visit, known.templates.get(use.language)),
        images=[name for name in known.pictures if name.startswith(SNAPSHOT) and await _is_shown(visit, known, name)],
        profiles=await _profiles(visit, known.entry),
        **_texts(visit, known.entry),
        **_facts(visit, known.entry),
        **_plugin_facts(visit, known.entry.id),
    )


@router.get("/catalogue/{entry_id}/images/{name}")
async def send_image(visit: AnyVisit, entry_id: str, name: str) -> Response:
    """Send one picture of the entry."""
    file = await image_of(visit.runtime, entry_id, name)
    if file.media_type not in RASTER_TYPES:
        raise NotFound(f"{name!r} is no picture that browsers show", image=name)
    return FileResponse(visit.runtime.blobs.path(file.sha256), media_type=file.media_type, headers=image_headers())


@router.post("/catalogue/{entry_id}/instantiate")
async def instantiate(visit: PersonVisit, entry_id: str) -> Response:
    """Copy the template for the person."""
    posted = await posted_form(visit)
    language = posted.text("language") or visit.language
    return await answer_once(
        visit,
        posted,
        lambda once: instantiate_entry(visit.runtime, visit.who, entry_id, language, once=once),
        lambda copy: f"/assets/{copy.id}?notice=created",
    )


def _use(visit: Visit, known: KnownEntry) -> Use:
    entry, templates = known.entry, known.templates
    match entry.nature:
        case "software":
            return _use_of_software(visit, known)
        case "knowledge" if templates:
            return Use("template", languages=tuple(templates), language=best_language(templates, visit.language))
        case "knowledge":
            is_here = known.row.software is not None and visit.runtime.host.find(known.row.software) is not None
            reason = NO_TEMPLATE if is_here else NO_SOFTWARE
            return Use("none", visit.say(reason, software=entry.software or known.row.software or ""))
        case _:
            return Use("link", links=tuple(entry.uris.items()))


def _use_of_software(visit: Visit, known: KnownEntry) -> Use:
    if known.is_usable:
        return Use("create", interlinker=known.row.id)
    is_here = known.row.source == PLUGIN and visit.runtime.host.find(known.row.id) is not None
    return Use("none", visit.say(NOT_AVAILABLE if is_here else DESCRIBED_ONLY))


async def _preview(visit: Visit, asset_id: str | None) -> Shown | None:
    kept = await find(visit.runtime, visit.who, asset_id) if asset_id else None
    shown = await shown_asset(visit, kept, purpose="preview") if kept else None
    return shown if shown and (shown.body or shown.frame) else None


async def _is_shown(visit: Visit, known: KnownEntry, name: str) -> bool:
    return (await image_of(visit.runtime, known.row.id, name)).media_type in RASTER_TYPES


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
