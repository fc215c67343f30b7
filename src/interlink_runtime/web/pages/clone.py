# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/clone`: make a copy that belongs to the person."""

from fastapi import APIRouter, Response

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.web.posted import answer_once, posted_form
from interlink_runtime.web.visits import PersonVisit

router = APIRouter()


@router.post("/assets/{asset_id}/clone")
async def clone(visit: PersonVisit, asset_id: str) -> Response:
    """Copy the asset and show the copy."""
    return await answer_once(
        visit,
        await posted_form(visit),
        lambda once: clone_asset(visit.runtime, visit.who, asset_id, locale=visit.language, once=once),
        lambda copy: f"/assets/{copy.id}?notice=copied",
    )
