# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/assets`: assets across all interlinkers."""

from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from interlink_runtime.api.answers import (
    answer_once,
    asset_json,
    asset_reply,
    is_fresh,
    json_reply,
    response_of,
    version_from,
)
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.downloads import export_response, file_response
from interlink_runtime.api.shapes import PROBLEM_RESPONSES, AssetBody, AssetPageBody, EditBody, MakeBody, VersionsBody
from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.edit import edit_asset
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import load
from interlink_runtime.assets.listing import list_assets
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.once import StoredReply
from interlink_runtime.assets.versions import versions_of_asset
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_sdk.assets import Role
from interlink_sdk.errors import MalformedRequest, NotFound

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], responses=PROBLEM_RESPONSES)


@router.get("", response_model=AssetPageBody)
async def list_(
    request: Request,
    interlinker: str | None = None,
    role: Role | None = None,
    search: Annotated[str | None, Query(max_length=200)] = None,
    after: str | None = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Response:
    """List the assets on which you have a role, newest first."""
    page = await list_assets(
        runtime_of(request),
        await principal_of(request),
        interlinker=interlinker,
        role=role,
        search=search,
        after=after,
        limit=limit,
        locale=locale_of(request),
    )
    items = [{**asset_json(listed.kept), "summary": listed.summary.model_dump(mode="json")} for listed in page.items]
    return response_of(json_reply(200, {"items": items, "after": page.after}))


@router.post("", status_code=201, response_model=AssetBody, openapi_extra=MakeBody.openapi())
async def make(request: Request) -> Response:
    """Make an asset of an interlinker, from JSON parameters or from a form with files."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    body = MakeBody.of(sent.fields)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: make_asset(
            runtime, who, body.interlinker, body.params, sent.uploads, locale=locale_of(request), once=once
        ),
        lambda kept: asset_reply(201, kept),
    )


@router.get("/{asset_id}", response_model=AssetBody)
async def read(request: Request, asset_id: str) -> Response:
    """Read an asset."""
    kept = await load(runtime_of(request), await principal_of(request), asset_id, "read")
    if is_fresh(request, kept.etag):
        return Response(status_code=304, headers={"ETag": kept.etag})
    return response_of(asset_reply(200, kept))


@router.put("/{asset_id}", response_model=AssetBody, openapi_extra=EditBody.openapi())
async def edit(request: Request, asset_id: str) -> Response:
    """Change an asset; If-Match names the version that is changed."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    body, version = EditBody.of(sent.fields), version_from(request)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: edit_asset(
            runtime, who, asset_id, body.params, sent.uploads, version=version, locale=locale_of(request), once=once
        ),
        lambda kept: asset_reply(200, kept),
    )


@router.delete("/{asset_id}", status_code=204)
async def delete(request: Request, asset_id: str) -> Response:
    """Erase an asset with its versions, contributions and grants."""
    await delete_asset(runtime_of(request), await principal_of(request), asset_id, locale=locale_of(request))
    return Response(status_code=204)


@router.post("/{asset_id}/clone", status_code=201, response_model=AssetBody)
async def clone(request: Request, asset_id: str) -> Response:
    """Copy an asset; the copy is yours and starts without contributions."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        "",
        lambda once: clone_asset(runtime, who, asset_id, locale=locale_of(request), once=once),
        lambda kept: asset_reply(201, kept),
    )


@router.get("/{asset_id}/export")
@router.head("/{asset_id}/export", include_in_schema=False)
async def export(request: Request, asset_id: str, format: str | None = None) -> Response:  # noqa: A002 - the query's word
    """Export an asset in one of its interlinker's formats, or as portable bundle (`format=bundle`)."""
    exported = await export_asset(
        runtime_of(request), await principal_of(request), asset_id, format, locale=locale_of(request)
    )
    return export_response(exported, head=request.method == "HEAD")


@router.get("/{asset_id}/files/{name}")
@router.head("/{asset_id}/files/{name}", include_in_schema=False)
async def file(request: Request, asset_id: str, name: str) -> Response:
    """Download one file of an asset; ranges are served."""
    runtime = runtime_of(request)
    kept = await load(runtime, await principal_of(request), asset_id, "export")
    entry = next((entry for entry in kept.files if entry.name == name), None)
    if entry is None:
        raise NotFound(f"the asset has no file {name!r}", file=name)
    return file_response(request, runtime, entry)


@router.get("/{asset_id}/versions", response_model=VersionsBody)
async def versions(request: Request, asset_id: str) -> Response:
    """List the versions of an asset, newest first."""
    found = await versions_of_asset(runtime_of(request), await principal_of(request), asset_id)
    items: list[dict[str, Any]] = [version.as_json() for version in found]
    return response_of(StoredReply(200, *json_parts({"items": items})))


def json_parts(document: dict[str, Any]) -> tuple[dict[str, str], bytes]:
    """Return headers and body of a JSON document."""
    reply = json_reply(200, document)
    return reply.headers, reply.body


def locale_of(request: Request) -> str:
    """Return the first language the request asks for, English if it asks for none."""
    wanted = request.headers.get("accept-language", "").partition(",")[0].partition(";")[0].strip()
    if len(wanted) > 35 or not all(part.isalnum() and part.isascii() for part in wanted.split("-")):
        return "en"
    return wanted if 2 <= len(wanted.split("-")[0]) <= 3 and wanted.split("-")[0].islower() else "en"


def refuse_unknown(fields: dict[str, Any], known: set[str]) -> None:
    """Raise MalformedRequest for a field that the route does not know."""
    for name in fields.keys() - known:
        raise MalformedRequest(f"unknown field {name!r}; this takes {', '.join(sorted(known))}")
