# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/bundles`: assets that come back from a portable bundle."""

import hashlib
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import APIRouter, Request, Response
from starlette.datastructures import UploadFile

from interlink_runtime.api.answers import answer_once, asset_reply, locale_of
from interlink_runtime.api.bodies import FORM, form_of, media_type_of
from interlink_runtime.api.descriptions import (
    ETAG,
    IDEMPOTENCY_KEY,
    LANGUAGE,
    LOCATION,
    REPLAYED,
    answers,
    asks,
    problems,
)
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shown import AssetBody
from interlink_runtime.assets.restore import restore_asset
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.identifiers import new_id
from interlink_sdk.errors import MalformedRequest, TooLarge

CHUNK_BYTES = 256 * 1024
_BUNDLE = {"schema": {"type": "string", "format": "binary"}}
_FORM = {"schema": {"type": "object", "required": ["file"], "properties": {"file": _BUNDLE["schema"]}}}

router = APIRouter(prefix="/api/v1/bundles", tags=["assets"], route_class=DirectRoute)


@router.post(
    "",
    status_code=201,
    response_model=AssetBody,
    responses=answers(201, headers=ETAG | LOCATION | REPLAYED, why="The asset as it was restored")
    | problems(400, 401, 413, 422, 502, 503, 504),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE, body={"application/zip": _BUNDLE, FORM: _FORM}),
)
async def restore(request: Request) -> Response:
    """Restore an asset from its bundle, sent as the body or as the part `file` of a form."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    async with received_bundle(request, runtime) as (path, digest):
        return await answer_once(
            request,
            runtime,
            who.id,
            lambda: digest,
            lambda once: restore_asset(runtime, who, path, locale=locale_of(request), once=once),
            lambda kept: asset_reply(201, kept),
        )


@asynccontextmanager
async def received_bundle(request: Request, runtime: Runtime) -> AsyncIterator[tuple[Path, str]]:
    """Give the bundle that *request* carries as a file for as long as the context lasts, and its digest."""
    path = runtime.scratch / f"{new_id()}.zip"
    digest, size, limit = hashlib.sha256(), 0, runtime.settings.limits.bundle_bytes
    try:
        with path.open("wb") as file:
            async for chunk in _body(request):
                size += len(chunk)
                if size > limit:
                    raise TooLarge(f"a bundle has at most {limit} bytes", limit_bytes=limit)
                digest.update(chunk)
                file.write(chunk)
        yield path, digest.hexdigest()
    finally:
        path.unlink(missing_ok=True)


async def _body(request: Request) -> AsyncIterator[bytes]:
    if media_type_of(request) != FORM:
        async for chunk in request.stream():
            yield chunk
        return
    form = await form_of(request)
    try:
        file = form.get("file")
        if not isinstance(file, UploadFile):
            raise MalformedRequest("the form needs a part 'file' with the bundle")
        while chunk := await file.read(CHUNK_BYTES):
            yield chunk
    finally:
        await form.close()
