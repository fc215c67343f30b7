# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/export`: choose a format, get the file."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from interlink_runtime.api.downloads import export_response
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.web.visits import AnyVisit, Visit
from interlink_runtime.web.words import FORMAT_HELP, FORMATS
from interlink_sdk.keeping import BUNDLE_FORMAT, offered_formats

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Format:
    """One format that can be chosen."""

    id: str
    label: str
    help: str


@router.get("/assets/{asset_id}/export")
async def choose_format(visit: AnyVisit, asset_id: str) -> Response:
    """Show the formats and what each is good for."""
    kept = await load(visit.runtime, visit.who, asset_id, "export")
    return visit.page("export.html", id=kept.id, name=kept.row.name, formats=_formats(visit, kept))


@router.get("/assets/{asset_id}/export/file")
async def download(visit: AnyVisit, asset_id: str, format: str | None = None) -> Response:  # noqa: A002 - the query's word
    """Send the asset in the chosen format."""
    exported = await export_asset(visit.runtime, visit.who, asset_id, format, locale=visit.language)
    return export_response(exported)


def _formats(visit: Visit, kept: Kept) -> list[Format]:
    """Return what can be had now; the portable bundle needs no interlinker."""
    hosted = visit.runtime.host.find(kept.row.interlinker)
    ready = hosted is not None and hosted.state in {"ready", "starting"} and hosted.manifest.offers("export")
    if hosted is None or not ready:
        return [_format(visit, BUNDLE_FORMAT, "")]
    titles = {entry.id: hosted.manifest.text(entry.title, visit.language) for entry in hosted.manifest.formats}
    return [_format(visit, name, titles.get(name, "")) for name in offered_formats(hosted.manifest)]


def _format(visit: Visit, identifier: str, title: str) -> Format:
    if title:
        return Format(identifier, title, "")
    return Format(identifier, visit.say(FORMATS[identifier]), visit.say(FORMAT_HELP[identifier]))
