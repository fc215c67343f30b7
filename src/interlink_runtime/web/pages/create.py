# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/{interlinker}/assets/instantiate`: make an asset, here or inside the INTERLINK platform.

The platform opens this page in a frame or a window and waits for its messages (`static/platform.js`);
whoever opens it here is sent to the new asset.
"""

from collections.abc import Sequence

from fastapi import APIRouter, Response

from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.assets.make import make_asset
from interlink_runtime.web.headers import create_headers
from interlink_runtime.web.posted import Posted, answer_once, new_once, posted_form, waiting_files
from interlink_runtime.web.questions import params_questions, problems_of
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import InvalidParameters, NotFound, Problem, TooLarge, UnsupportedMediaType
from interlink_sdk.forms import is_row_change, typed_from_form, value_from_form
from interlink_sdk.keeping import require_offer
from interlink_sdk.manifest import Manifest

EMBEDDED = "_embedded"
"""Name of the field that the page's script adds where the platform waits for a message."""

router = APIRouter()


@router.get("/{interlinker}/assets/instantiate")
async def show_form(visit: PersonVisit, interlinker: str) -> Response:
    """Show the empty form."""
    return _page(visit, _manifest(visit, interlinker), None)


@router.post("/{interlinker}/assets/instantiate")
async def create(visit: PersonVisit, interlinker: str) -> Response:
    """Make the asset, or show the form again with what is wrong and all that was typed."""
    manifest = _manifest(visit, interlinker)
    posted = await posted_form(visit)
    typed = typed_from_form(manifest.params_schema, posted.pairs)
    if is_row_change(posted.pairs):
        return _page(visit, manifest, typed, posted=posted)
    try:
        return await _create(visit, manifest, posted)
    except (InvalidParameters, TooLarge, UnsupportedMediaType) as error:
        return _page(visit, manifest, typed, problems_of(error), posted=posted, status=422)


async def show_again(visit: Visit, posted: Posted, interlinker: str) -> Response:
    """Show the form with all that was typed."""
    manifest = _manifest(visit, interlinker)
    return _page(visit, manifest, typed_from_form(manifest.params_schema, posted.pairs), posted=posted)


@router.get("/{interlinker}/assets/instantiate/{asset_id}")
async def show_created(visit: PersonVisit, interlinker: str, asset_id: str) -> Response:
    """Tell the platform which asset was made."""
    kept = await load(visit.runtime, visit.who, asset_id, "read")
    if kept.row.interlinker != interlinker:
        raise NotFound(f"{interlinker!r} has no asset {asset_id!r}", asset=asset_id)
    platforms = visit.runtime.settings.server.frame_ancestors
    return visit.page(
        "created.html", headers=create_headers(platforms), platforms=platforms, id=kept.id, name=kept.row.name
    )


async def _create(visit: Visit, manifest: Manifest, posted: Posted) -> Response:
    params = value_from_form(manifest.params_schema, posted.pairs)

    def path_for(kept: Kept) -> str:
        if posted.text(EMBEDDED):
            return f"/{manifest.id}/assets/instantiate/{kept.id}"
        return f"/assets/{kept.id}?notice=created"

    return await answer_once(
        visit,
        posted,
        lambda once: make_asset(
            visit.runtime, visit.who, manifest.id, params, posted.uploads, locale=visit.language, once=once
        ),
        path_for,
    )


def _manifest(visit: Visit, interlinker: str) -> Manifest:
    manifest = visit.runtime.host.known(interlinker).manifest
    require_offer(manifest, "instantiate")
    return manifest


def _page(
    visit: Visit,
    manifest: Manifest,
    typed: JsonObject | None,
    problems: Sequence[Problem] = (),
    *,
    posted: Posted | None = None,
    status: int = 200,
) -> Response:
    platforms = visit.runtime.settings.server.frame_ancestors
    questions = params_questions(visit, manifest, typed, problems)
    return visit.page(
        "create.html",
        status=status,
        headers=create_headers(platforms),
        bare=visit.request.headers.get("sec-fetch-dest") == "iframe",
        platforms=platforms,
        interlinker=manifest.id,
        name=manifest.text(manifest.name, visit.language),
        description=manifest.text(manifest.description, visit.language),
        form=questions.form,
        rules=questions.rules,
        file_error=questions.file_error,
        more=questions.more,
        processing=_processing(visit, manifest),
        once=new_once(),
        **waiting_files(visit, posted),
    )


def _processing(visit: Visit, manifest: Manifest) -> list[tuple[str, str]]:
    language = visit.language
    return [
        (manifest.text(one.purpose, language), manifest.text(one.retention, language)) for one in manifest.processing
    ]
