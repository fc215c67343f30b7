# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/contribute/{collection}`: an entry through the platform's own form."""

from fastapi import APIRouter, Response

from interlink_runtime.assets.contribute import contribute_to_asset, idempotency_principal
from interlink_runtime.assets.kept import load
from interlink_runtime.web.pages.asset import asset_page, typed_in
from interlink_runtime.web.posted import Posted, answer_once, posted_form
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import InvalidParameters, NotOffered
from interlink_sdk.forms import is_row_change, typed_from_form, value_from_form

router = APIRouter()


@router.post("/assets/{asset_id}/contribute/{collection}")
async def contribute(visit: PersonVisit, asset_id: str, collection: str) -> Response:
    """Add what was typed, or show the form again with what is wrong."""
    runtime, who = visit.runtime, visit.who
    schema = await _schema(visit, asset_id, collection)
    posted = await posted_form(visit)
    typed = typed_from_form(schema, posted.pairs)
    if is_row_change(posted.pairs):
        return await asset_page(visit, asset_id, typed=typed_in(collection, typed, InvalidParameters("")))
    try:
        return await answer_once(
            visit,
            posted,
            lambda once: contribute_to_asset(
                runtime,
                who,
                asset_id,
                collection,
                value_from_form(schema, posted.pairs),
                locale=visit.language,
                once=once,
            ),
            lambda _: f"/assets/{asset_id}?notice=sent",
            principal=idempotency_principal(runtime, who, asset_id, collection),
        )
    except InvalidParameters as error:
        return await asset_page(visit, asset_id, typed=typed_in(collection, typed, error), status=422)


async def show_again(visit: Visit, posted: Posted, asset_id: str, collection: str) -> Response:
    """Show the asset with all that was typed for *collection*."""
    typed = typed_from_form(await _schema(visit, asset_id, collection), posted.pairs)
    return await asset_page(visit, asset_id, typed=typed_in(collection, typed, InvalidParameters("")))


async def _schema(visit: Visit, asset_id: str, collection: str) -> JsonObject:
    kept = await load(visit.runtime, visit.who, asset_id, "contribute")
    manifest = visit.runtime.host.known(kept.row.interlinker).manifest
    if collection not in manifest.collections:
        raise NotOffered(f"{manifest.id!r} has no collection {collection!r}", collection=collection)
    return manifest.contribution_schema(collection)
