# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/restore`: bring an asset back from its portable bundle."""

from fastapi import APIRouter, Response

from interlink_runtime.assets.restore import restore_asset
from interlink_runtime.web.posted import Posted, answer_once, new_once, posted_form
from interlink_runtime.web.refusals import refusal_for
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_sdk.errors import CallerError, InterlinkError, InterlinkerUnavailable, InvalidBundle

router = APIRouter()


@router.get("/restore")
async def show_form(visit: PersonVisit) -> Response:
    """Ask for the bundle."""
    return _page(visit)


@router.post("/restore")
async def restore(visit: PersonVisit) -> Response:
    """Restore the bundle and show the asset, or say why it cannot be restored."""
    posted = await posted_form(visit)
    try:
        return await _restore(visit, posted)
    except (CallerError, InterlinkerUnavailable) as error:
        return _page(visit, error, status=422)


async def _restore(visit: Visit, posted: Posted) -> Response:
    if not posted.uploads:
        raise InvalidBundle("no file was chosen")
    path = visit.runtime.blobs.path(posted.uploads[0].sha256)
    return await answer_once(
        visit,
        posted,
        lambda once: restore_asset(visit.runtime, visit.who, path, locale=visit.language, once=once),
        lambda kept: f"/assets/{kept.id}?notice=restored",
    )


def _page(visit: Visit, error: InterlinkError | None = None, *, status: int = 200) -> Response:
    return visit.page(
        "restore.html",
        status=status,
        error=error,
        refusal=refusal_for(error.code) if error else None,
        max_bytes=visit.runtime.settings.limits.upload_bytes,
        once=new_once(),
    )
