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
from starlette.datastructures import UploadFile

from interlink_runtime.api.answers import answer_once, json_reply, response_of, time_json
from interlink_runtime.api.assets import locale_of
from interlink_runtime.api.bodies import Submission, form_of, parse_object, stored_uploads
from interlink_runtime.api.downloads import export_response
from interlink_runtime.api.shapes import PROBLEM_RESPONSES
from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.assets.listing import list_assets, summarise
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.once import StoredReply
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.runtime import Runtime
from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import NotFound, TooLarge

router = APIRouter(prefix="/{interlinker}/assets", tags=["INTERLINK"], responses=PROBLEM_RESPONSES)


@router.get("")
@router.head("", include_in_schema=False)
async def list_(request: Request, interlinker: str, after: str | None = None) -> Response:
    """List your assets of this interlinker, newest first."""
    runtime, who = runtime_of(request), await principal_of(request)
    runtime.host.known(interlinker)
    page = await list_assets(runtime, who, interlinker=interlinker, after=after, locale=locale_of(request))
    items = [_as_interlink(request, listed.kept, listed.summary.name, listed.summary.icon) for listed in page.items]
    return response_of(json_reply(200, items))


@router.post("", status_code=201)
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


@router.get("/{asset_id}")
@router.head("/{asset_id}", include_in_schema=False)
async def read(request: Request, interlinker: str, asset_id: str) -> Response:
    """Read name, icon and times of an asset."""
    runtime, who = runtime_of(request), await principal_of(request)
    kept = await _of_interlinker(runtime, who, interlinker, asset_id)
    summary = (await summarise(runtime, who, [kept], locale=locale_of(request)))[0]
    return response_of(json_reply(200, _as_interlink(request, kept, summary.name, summary.icon)))


@router.post("/{asset_id}/clone", status_code=201)
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
        str(read_only),
        lambda once: clone_asset(runtime, who, asset_id, options, locale=locale_of(request), once=once),
        lambda kept: _reply(request, 201, kept),
    )


@router.get("/{asset_id}/download")
@router.head("/{asset_id}/download", include_in_schema=False)
async def download(request: Request, interlinker: str, asset_id: str) -> Response:
    """Download an asset in the interlinker's download format."""
    runtime, who = runtime_of(request), await principal_of(request)
    await _of_interlinker(runtime, who, interlinker, asset_id)
    exported = await export_asset(runtime, who, asset_id, locale=locale_of(request))
    return export_response(exported, head=request.method == "HEAD")


@router.delete("/{asset_id}", status_code=204)
async def delete(request: Request, interlinker: str, asset_id: str) -> Response:
    """Erase an asset."""
    runtime, who = runtime_of(request), await principal_of(request)
    await _of_interlinker(runtime, who, interlinker, asset_id)
    await delete_asset(runtime, who, asset_id, locale=locale_of(request))
    return Response(status_code=204)


async def _of_interlinker(runtime: Runtime, who: Principal, interlinker: str, asset_id: str) -> Kept:
    kept = await load(runtime, who, asset_id, "read")
    if kept.row.interlinker != interlinker:
        raise NotFound(f"{interlinker!r} has no asset {asset_id!r}", asset=asset_id)
    return kept


async def _sent(request: Request, runtime: Runtime) -> Submission:
    if request.headers.get("content-type", "").startswith("multipart/form-data"):
        form = await form_of(request)
        uploads = await stored_uploads(runtime, form, "file")
        fields: JsonObject = {
            key: value for key, value in form.multi_items() if not isinstance(value, UploadFile) and key != "file"
        }
        return Submission(fields, uploads)
    body, limit = await request.body(), runtime.settings.limits.json_bytes
    if len(body) > limit:
        raise TooLarge(f"a JSON body has at most {limit} bytes", limit_bytes=limit)
    return Submission(parse_object(body))


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
    return f"{base}/catalogue/{interlinker}/logo"
