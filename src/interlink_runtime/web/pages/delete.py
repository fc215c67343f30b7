# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/delete`: erase an asset, after a page that names it."""

from fastapi import APIRouter, Response

from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.kept import load
from interlink_runtime.web.posted import answer_once, new_once, posted_form
from interlink_runtime.web.visits import PersonVisit

router = APIRouter()


@router.get("/assets/{asset_id}/delete")
async def ask(visit: PersonVisit, asset_id: str) -> Response:
    """Ask whether this asset is meant."""
    kept = await load(visit.runtime, visit.who, asset_id, "delete")
    return visit.page("delete.html", id=kept.id, name=kept.row.name, once=new_once())


@router.post("/assets/{asset_id}/delete")
async def delete(visit: PersonVisit, asset_id: str) -> Response:
    """Erase it and show what is left."""
    return await answer_once(
        visit,
        await posted_form(visit),
        lambda once: delete_asset(visit.runtime, visit.who, asset_id, locale=visit.language, once=once),
        lambda _: "/assets?notice=deleted",
    )
