# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/interlinkers`: what is installed here, in which state, and what it takes."""

from typing import Any

from fastapi import APIRouter, Request, Response

from interlink_runtime.api.answers import json_reply, response_of
from interlink_runtime.api.descriptions import problems
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shown import InterlinkerDetail, InterlinkersBody
from interlink_runtime.discovery import Refusal
from interlink_runtime.host import Host, Hosted
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_sdk.keeping import offered_formats
from interlink_sdk.manifest import offered_capabilities

router = APIRouter(prefix="/api/v1/interlinkers", tags=["interlinkers"], route_class=DirectRoute)


@router.get("", response_model=InterlinkersBody, responses=problems(401, 503))
async def list_(request: Request) -> Response:
    """List the interlinkers that are installed; operators also see which were refused and why."""
    host, who = runtime_of(request).host, await principal_of(request)
    return response_of(json_reply(200, {"items": interlinkers_json(host, with_reasons=who.is_operator)}))


@router.get("/{interlinker}", response_model=InterlinkerDetail, responses=problems(401, 404, 503))
async def read(request: Request, interlinker: str) -> Response:
    """Show one interlinker with its schemas, collections and formats."""
    hosted = runtime_of(request).host.known(interlinker)
    who = await principal_of(request)
    return response_of(json_reply(200, detail_json(hosted, with_reasons=who.is_operator)))


def interlinkers_json(host: Host, *, with_reasons: bool) -> list[dict[str, Any]]:
    """Return every interlinker in short, refused plugins last."""
    items = [brief_json(hosted, with_reasons=with_reasons) for hosted in host]
    return items + ([_refusal_json(refusal) for refusal in host.refusals] if with_reasons else [])


def brief_json(hosted: Hosted, *, with_reasons: bool) -> dict[str, Any]:
    """Return one interlinker in short."""
    manifest = hosted.manifest
    brief: dict[str, Any] = {
        "id": hosted.id,
        "version": manifest.version,
        "nature": manifest.nature,
        "name": manifest.name,
        "state": hosted.state,
        "capabilities": list(offered_capabilities(manifest)),
        "distribution": hosted.distribution,
    }
    if with_reasons and hosted.reason:
        brief |= {"reason": hosted.reason.message, "problems": _problems(hosted.reason.problems)}
    return brief


def detail_json(hosted: Hosted, *, with_reasons: bool) -> dict[str, Any]:
    """Return one interlinker with all that a program needs to use it."""
    manifest = hosted.manifest
    return {
        **brief_json(hosted, with_reasons=with_reasons),
        "description": manifest.description,
        "licence": manifest.licence,
        "languages": list(manifest.languages),
        "params_schema": manifest.params_schema,
        "state_schema": manifest.state_schema,
        "collections": {
            name: {
                "title": collection.title,
                "schema": manifest.contribution_schema(name),
                "role": collection.role,
                "identity": collection.identity,
                "one_per_person": collection.one_per_person,
            }
            for name, collection in manifest.collections.items()
        },
        "formats": list(offered_formats(manifest)),
        "download_format": manifest.download_format,
        "files": manifest.files.model_dump(mode="json") if manifest.files else None,
        "digest": hosted.file.digest,
    }


def _refusal_json(refusal: Refusal) -> dict[str, Any]:
    return {
        "id": refusal.id,
        "state": "refused",
        "distribution": refusal.distribution,
        "reason": refusal.error.message,
        "problems": _problems(refusal.error.problems),
    }


def _problems(problems: tuple[Any, ...]) -> list[dict[str, Any]]:
    return [problem.model_dump(mode="json") for problem in problems]
