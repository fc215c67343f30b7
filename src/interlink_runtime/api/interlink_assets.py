# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""INTERLINK's own asset routes, `/{interlinker}/assets…`, as its platform calls them.

One parametrised router serves every interlinker. Facts it relies on: both `id` and `_id` are
read, clone sends an empty body without Content-Type, `justRead` comes capitalised, download wants
a quoted ASCII file name, DELETE answers 204 or 404. The pages among these routes
(`instantiate`, `view`, `edit`, `preview`) are the web's.
"""

from typing import Any

from fastapi import APIRouter, Request, Response

from interlink_runtime.api.answers import (
    answer_once,
    json_reply,
    locale_of,
    no_body,
    nothing_reply,
    response_of,
    time_json,
)
from interlink_runtime.api.bodies import FORM, Submission, form_submission, json_object, media_type_of
from interlink_runtime.api.descriptions import (
    BYTES,
    CALLING,
    CHANGING,
    IDEMPOTENCY_KEY,
    LANGUAGE,
    REPLAYED,
    answers,
    asks,
    problems,
)
from interlink_runtime.api.downloads import export_response, is_head
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shown import InterlinkAsset
from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.assets.listing import list_assets, summarise
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.once import Once, StoredReply
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.runtime import Runtime
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import NotFound

_PARAMS = {"type": "object", "description": "The interlinker's parameters"}
_FILE = {"type": "object", "properties": {"file": {"type": "string", "format": "binary"}}}
_BODY = {"application/json": {"schema": _PARAMS}, FORM: {"schema": _FILE}}
_JUST_READ = {"name": "justRead", "in": "query", "schema": {"type": "string", "enum": ["True", "False"]}}

router = APIRouter(prefix="/{interlinker}/assets", tags=["INTERLINK"], route_class=DirectRoute)


@router.get("", response_model=list[InterlinkAsset], responses=problems(401, 404, 503), openapi_extra=asks(LANGUAGE))
async def list_(request: Request, interlinker: str, after: str | None = None) -> Response:
    """List your assets of this interlinker, newest first."""
    runtime, who = runtime_of(request), await principal_of(request)
    runtime.host.known(interlinker)
    page = await list_assets(runtime, who, interlinker=interlinker, after=after, locale=locale_of(request))
    items = [_as_interlink(request, listed.kept, listed.summary.name, listed.summary.icon) for listed in page.items]
    return response_of(json_reply(200, items))


@router.post(
    "",
    status_code=201,
    response_model=InterlinkAsset,
    responses=answers(201, headers=REPLAYED, why="The asset") | problems(*CHANGING),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE, body=_BODY),
)
async def make(request: Request, interlinker: str) -> Response:
    """Make an asset: a form with the part `file`, or the parameters as JSON, also without Content-Type."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await _sent(request, runtime)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: make_asset(
            runtime, who, interlinker, sent.fields, sent.uploads, locale=locale_of(request), once=once
        ),
        lambda kept: _reply(request, 201, kept),
    )


@router.get("/{asset_id}", response_model=InterlinkAsset, responses=problems(*CALLING), openapi_extra=asks(LANGUAGE))
async def read(request: Request, interlinker: str, asset_id: str) -> Response:
    """Read name, icon and times of an asset."""
    runtime, who = runtime_of(request), await principal_of(request)
    kept = await _of_interlinker(runtime, who, interlinker, asset_id)
    summary = (await summarise(runtime, who, [kept], locale=locale_of(request)))[0]
    return response_of(json_reply(200, _as_interlink(request, kept, summary.name, summary.icon)))


@router.post(
    "/{asset_id}/clone",
    status_code=201,
    response_model=InterlinkAsset,
    responses=answers(201, headers=REPLAYED, why="The copy") | problems(400, *CALLING, 422),
    openapi_extra=asks(_JUST_READ, IDEMPOTENCY_KEY, LANGUAGE),
)
async def clone(request: Request, interlinker: str, asset_id: str) -> Response:
    """Copy an asset; `justRead=True` asks for a copy that is for reading."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    await _of_interlinker(runtime, who, interlinker, asset_id)
    read_only = request.query_params.get("justRead", "").lower() == "true"
    options: JsonObject = {"read_only": True} if read_only else {}
    return await answer_once(
        request,
        runtime,
        who.id,
        lambda: str(read_only),
        lambda once: clone_asset(runtime, who, asset_id, options, locale=locale_of(request), once=once),
        lambda kept: _reply(request, 201, kept),
    )


@router.get(
    "/{asset_id}/download",
    response_class=Response,
    responses=answers(200, content=BYTES, why="The bytes") | problems(*CALLING),
    openapi_extra=asks(LANGUAGE),
)
async def download(request: Request, interlinker: str, asset_id: str) -> Response:
    """Download an asset in the interlinker's download format."""
    runtime, who = runtime_of(request), await principal_of(request)
    await _of_interlinker(runtime, who, interlinker, asset_id)
    exported = await export_asset(runtime, who, asset_id, locale=locale_of(request))
    return export_response(exported, head=is_head(request))


@router.delete(
    "/{asset_id}",
    status_code=204,
    responses=problems(400, *CALLING, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE),
)
async def delete(request: Request, interlinker: str, asset_id: str) -> Response:
    """Erase an asset."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))

    async def act(once: Once | None) -> None:
        await _of_interlinker(runtime, who, interlinker, asset_id)
        await delete_asset(runtime, who, asset_id, locale=locale_of(request), once=once)

    return await answer_once(request, runtime, who.id, no_body, act, lambda _: nothing_reply())


async def _of_interlinker(runtime: Runtime, who: Principal, interlinker: str, asset_id: str) -> Kept:
    kept = await load(runtime, who, asset_id, "read")
    if kept.row.interlinker != interlinker:
        raise NotFound(f"{interlinker!r} has no asset {asset_id!r}", asset=asset_id)
    return kept


async def _sent(request: Request, runtime: Runtime) -> Submission:
    if media_type_of(request) == FORM:
        return await form_submission(request, runtime, "file")
    return Submission(await json_object(request, runtime.settings.limits.json_bytes))


def _reply(request: Request, status: int, kept: Kept) -> StoredReply:
    return json_reply(status, _as_interlink(request, kept, kept.row.name, None))


def _as_interlink(request: Request, kept: Kept, name: str, icon: str | None) -> dict[str, Any]:
    row = kept.row
    return {
        "id": row.id,
        "_id": row.id,
        "name": name,
        "icon": icon or logo_address(request, row.interlinker),
        "created_at": time_json(row.created_at),
        "updated_at": time_json(row.updated_at),
    }


def logo_address(request: Request, interlinker: str) -> str:
    """Return where the interlinker's logo is shown."""
    base = runtime_of(request).settings.server.public_url or str(request.base_url).rstrip("/")
    return f"{base}/catalogue/{interlinker}/images/logo"
