# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/files/{name}`: one file of an asset, which is never a page of this site."""

from fastapi import APIRouter, Request, Response

from interlink_runtime.api.downloads import file_response
from interlink_runtime.assets.kept import load
from interlink_runtime.web.visits import AnyVisit
from interlink_sdk.errors import NotFound

router = APIRouter()


@router.get("/assets/{asset_id}/files/{name}")
@router.head("/assets/{asset_id}/files/{name}")
async def send_file(request: Request, visit: AnyVisit, asset_id: str, name: str) -> Response:
    """Send the file; pictures, PDF and plain text may be shown, everything else is saved."""
    kept = await load(visit.runtime, visit.who, asset_id, "view")
    entry = next((entry for entry in kept.files if entry.name == name), None)
    if entry is None:
        raise NotFound(f"the asset has no file {name!r}", file=name)
    return file_response(request, visit.runtime, entry, inline=True)
