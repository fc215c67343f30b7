# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/edit`: change an asset; a newer version of somebody else is shown, never overwritten unseen."""

from collections.abc import Sequence
from dataclasses import dataclass

from fastapi import APIRouter, Response
from markupsafe import Markup

from interlink_runtime.assets.edit import edit_asset
from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.web.posted import Posted, answer_once, new_once, posted_form, waiting_files
from interlink_runtime.web.questions import params_questions, problems_of
from interlink_runtime.web.views import stored_body
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import (
    InvalidParameters,
    PreconditionRequired,
    Problem,
    StaleVersion,
    TooLarge,
    UnsupportedMediaType,
)
from interlink_sdk.forms import is_row_change, typed_from_form, value_from_form
from interlink_sdk.keeping import require_offer

VERSION = "_version"

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Newer:
    """What somebody else has saved meanwhile."""

    given: int
    present: int
    body: Markup


@router.get("/assets/{asset_id}/edit")
async def show_form(visit: PersonVisit, asset_id: str) -> Response:
    """Show the form with what is there now."""
    kept = await load(visit.runtime, visit.who, asset_id, "edit")
    return _page(visit, kept, kept.state, version=kept.row.version)


@router.post("/assets/{asset_id}/edit")
async def edit(visit: PersonVisit, asset_id: str) -> Response:
    """Save the change, or show the form again with what is wrong and all that was typed."""
    kept = await load(visit.runtime, visit.who, asset_id, "edit")
    schema = visit.runtime.host.known(kept.row.interlinker).manifest.params_schema
    posted = await posted_form(visit)
    typed, version = typed_from_form(schema, posted.pairs), _version(posted)
    if is_row_change(posted.pairs):
        return _page(visit, kept, typed, version=version, posted=posted)
    try:
        return await _edit(visit, asset_id, value_from_form(schema, posted.pairs), posted, version)
    except StaleVersion:
        present = await load(visit.runtime, visit.who, asset_id, "edit")
        newer = Newer(version, present.row.version, stored_body(visit, present))
        return _page(visit, present, typed, version=present.row.version, newer=newer, posted=posted, status=412)
    except (InvalidParameters, TooLarge, UnsupportedMediaType) as error:
        return _page(visit, kept, typed, problems_of(error), version=version, posted=posted, status=422)


async def show_again(visit: Visit, posted: Posted, asset_id: str) -> Response:
    """Show the form with all that was typed; it still changes the version that it was about."""
    kept = await load(visit.runtime, visit.who, asset_id, "edit")
    schema = visit.runtime.host.known(kept.row.interlinker).manifest.params_schema
    return _page(visit, kept, typed_from_form(schema, posted.pairs), version=_version(posted), posted=posted)


async def _edit(visit: Visit, asset_id: str, params: JsonObject, posted: Posted, version: int) -> Response:
    return await answer_once(
        visit,
        posted,
        lambda once: edit_asset(
            visit.runtime,
            visit.who,
            asset_id,
            params,
            posted.uploads,
            version=version,
            locale=visit.language,
            once=once,
        ),
        lambda kept: f"/assets/{kept.id}?notice=saved",
    )


def _version(posted: Posted) -> int:
    text = posted.text(VERSION)
    if not text.isdecimal() or len(text) > 18:
        raise PreconditionRequired("the form does not say which version it changes")
    return int(text)


def _page(
    visit: Visit,
    kept: Kept,
    typed: JsonObject,
    problems: Sequence[Problem] = (),
    *,
    posted: Posted | None = None,
    version: int,
    newer: Newer | None = None,
    status: int = 200,
) -> Response:
    manifest = visit.runtime.host.known(kept.row.interlinker).manifest
    require_offer(manifest, "edit")
    questions = params_questions(visit, manifest, typed, problems)
    return visit.page(
        "edit.html",
        status=status,
        id=kept.id,
        name=kept.row.name,
        version=version,
        form=questions.form,
        rules=questions.rules,
        present=[entry.name for entry in kept.files],
        file_error=questions.file_error,
        more=questions.more,
        conflict=newer,
        once=new_once(),
        **waiting_files(visit, posted),
    )
