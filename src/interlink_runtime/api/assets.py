# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/assets`: assets across all interlinkers."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from interlink_runtime.api.answers import (
    answer_once,
    asset_json,
    asset_reply,
    is_fresh,
    json_reply,
    locale_of,
    no_body,
    nothing_reply,
    response_of,
    version_from,
)
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.descriptions import (
    BYTES,
    CALLING,
    CHANGING,
    ETAG,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    IF_NONE_MATCH,
    IF_RANGE,
    LANGUAGE,
    LOCATION,
    NOT_MODIFIED,
    RANGE,
    READING,
    REPLAYED,
    answers,
    asks,
    problems,
)
from interlink_runtime.api.downloads import export_response, file_response, is_head
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shapes import EditBody, MakeBody
from interlink_runtime.api.shown import AssetBody, AssetPageBody, VersionsBody
from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.edit import edit_asset
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import load
from interlink_runtime.assets.listing import list_assets
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.versions import versions_of_asset
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_sdk.assets import Role
from interlink_sdk.errors import NotFound

router = APIRouter(prefix="/api/v1/assets", tags=["assets"], route_class=DirectRoute)


@router.get("", response_model=AssetPageBody, responses=problems(401, 422, 503), openapi_extra=asks(LANGUAGE))
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


@router.post(
    "",
    status_code=201,
    response_model=AssetBody,
    responses=answers(201, headers=ETAG | LOCATION | REPLAYED, why="The asset") | problems(*CHANGING),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE, body=MakeBody.as_json_or_form()),
)
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


@router.get(
    "/{asset_id}",
    response_model=AssetBody,
    responses=answers(200, headers=ETAG, why="The asset") | NOT_MODIFIED | problems(*READING),
    openapi_extra=asks(IF_NONE_MATCH),
)
async def read(request: Request, asset_id: str) -> Response:
    """Read an asset."""
    kept = await load(runtime_of(request), await principal_of(request), asset_id, "read")
    if is_fresh(request, kept.etag):
        return Response(status_code=304, headers={"ETag": kept.etag})
    return response_of(asset_reply(200, kept))


@router.put(
    "/{asset_id}",
    response_model=AssetBody,
    responses=answers(200, headers=ETAG | REPLAYED, why="The asset as it is now") | problems(*CHANGING, 412, 428),
    openapi_extra=asks(IF_MATCH, IDEMPOTENCY_KEY, LANGUAGE, body=EditBody.as_json_or_form()),
)
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


@router.delete(
    "/{asset_id}",
    status_code=204,
    responses=problems(400, *CALLING, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE),
)
async def delete(request: Request, asset_id: str) -> Response:
    """Erase an asset with its versions, contributions and grants."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        no_body,
        lambda once: delete_asset(runtime, who, asset_id, locale=locale_of(request), once=once),
        lambda _: nothing_reply(),
    )


@router.post(
    "/{asset_id}/clone",
    status_code=201,
    response_model=AssetBody,
    responses=answers(201, headers=ETAG | LOCATION | REPLAYED, why="The copy") | problems(400, *CALLING, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE),
)
async def clone(request: Request, asset_id: str) -> Response:
    """Copy an asset; the copy is yours and starts without contributions."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        no_body,
        lambda once: clone_asset(runtime, who, asset_id, locale=locale_of(request), once=once),
        lambda kept: asset_reply(201, kept),
    )


@router.get(
    "/{asset_id}/export",
    response_class=Response,
    responses=answers(200, content=BYTES, why="The bytes") | problems(*CALLING),
    openapi_extra=asks(LANGUAGE),
)
async def export(request: Request, asset_id: str, format: str | None = None) -> Response:  # noqa: A002 - the query's word
    """Export an asset in one of its interlinker's formats, or as portable bundle (`format=bundle`)."""
    exported = await export_asset(
        runtime_of(request), await principal_of(request), asset_id, format, locale=locale_of(request)
    )
    return export_response(exported, head=is_head(request))


@router.get(
    "/{asset_id}/files/{name}",
    response_class=Response,
    responses=answers(200, headers=ETAG, content=BYTES, why="The file")
    | answers(206, headers=ETAG, content=BYTES, why="The range of it that was asked for")
    | NOT_MODIFIED
    | problems(*READING, 416),
    openapi_extra=asks(IF_NONE_MATCH, RANGE, IF_RANGE),
)
async def file(request: Request, asset_id: str, name: str) -> Response:
    """Download one file of an asset; ranges are served."""
    runtime = runtime_of(request)
    kept = await load(runtime, await principal_of(request), asset_id, "export")
    entry = next((entry for entry in kept.files if entry.name == name), None)
    if entry is None:
        raise NotFound(f"the asset has no file {name!r}", file=name)
    return file_response(request, runtime, entry)


@router.get("/{asset_id}/versions", response_model=VersionsBody, responses=problems(*READING, 422))
async def versions(
    request: Request,
    asset_id: str,
    after: Annotated[int | None, Query(ge=1, lt=2**63)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
) -> Response:
    """List the versions of an asset, newest first; `after` is the last version that was seen."""
    who = await principal_of(request)
    page = await versions_of_asset(runtime_of(request), who, asset_id, after=after, limit=limit)
    items = [version.as_json() for version in page.items]
    return response_of(json_reply(200, {"items": items, "after": page.after}))
