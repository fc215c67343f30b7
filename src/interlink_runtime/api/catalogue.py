# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/catalogue`: everything that can be used here, or that is known of; readable without signing in."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from interlink_runtime.api.answers import answer_once, asset_reply, json_reply, locale_of, response_of, time_json
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.descriptions import (
    BYTES,
    CHANGING,
    ETAG,
    IDEMPOTENCY_KEY,
    LANGUAGE,
    LOCATION,
    REPLAYED,
    answers,
    asks,
    problems,
)
from interlink_runtime.api.downloads import file_response
from interlink_runtime.api.shapes import InstantiateBody
from interlink_runtime.api.shown import AssetBody, Shown
from interlink_runtime.catalogue.entries import KnownEntry, entry, image_of, instantiate_entry, problem_profiles
from interlink_runtime.catalogue.rows import FACETS
from interlink_runtime.catalogue.search import FoundEntry, found_in, search_catalogue
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.store.search import Order
from interlink_sdk.assets import LanguageTag
from interlink_sdk.metadata import Nature

PREFIX = "/api/v1/catalogue"

router = APIRouter(prefix=PREFIX, tags=["catalogue"])


class EntryBrief(Shown):
    """An entry in a list, its texts in the language of the request, else in English, else in any."""

    id: str
    nature: Nature
    name: str
    description: str
    languages: list[LanguageTag]
    tags: list[str]
    difficulty: str
    licence: str | None
    types: list[str]
    administrative_scopes: list[str]
    problem_profiles: list[str]
    usable: bool
    """Whether an asset can be made of it here."""
    templates: list[LanguageTag]
    images: dict[str, str]
    """Addresses of its images by name."""
    created_at: datetime
    updated_at: datetime


class EntryPageBody(Shown):
    """A page of entries; `facets` says per facet and value how many entries it would give."""

    items: list[EntryBrief]
    total: int
    facets: dict[str, dict[str, int]]
    after: str | None


class EntryDetail(EntryBrief):
    """An entry with everything that is known of it, all languages included in `entry`."""

    entry: dict[str, Any]
    source: str
    interlinker: str | None


class ProfilesBody(Shown):
    """The problems of co-production that entries are recommended for."""

    items: list[dict[str, Any]]


class Search(BaseModel):
    """What is searched for; of each facet that is named, one value must fit."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    q: str = Field(default="", max_length=200)
    nature: list[str] = []
    type: list[str] = []
    language: list[str] = []
    scope: list[str] = []
    difficulty: list[str] = []
    licence: list[str] = []
    problem_profile: list[str] = []
    order: Order = "relevance"
    after: str | None = Field(default=None, max_length=320)
    limit: int = Field(default=24, ge=1, le=100)

    @property
    def facets(self) -> dict[str, list[str]]:
        """The chosen values per facet."""
        return {facet: getattr(self, facet) for facet in FACETS}


@router.get("", response_model=EntryPageBody, responses=problems(400, 422, 503), openapi_extra=asks(LANGUAGE))
async def list_(request: Request, search: Annotated[Search, Query()]) -> Response:
    """Search the catalogue."""
    page = await search_catalogue(
        runtime_of(request),
        search.q,
        locale_of(request),
        search.facets,
        order=search.order,
        after=search.after,
        limit=search.limit,
    )
    items = [_brief(found, locale_of(request)) for found in page.items]
    document = {"items": items, "total": page.total, "facets": page.facets, "after": page.after}
    return response_of(json_reply(200, document))


@router.get("/problem-profiles", response_model=ProfilesBody, responses=problems(503))
async def profiles(request: Request) -> Response:
    """List the problems of co-production that entries are recommended for."""
    found = await problem_profiles(runtime_of(request))
    return response_of(json_reply(200, {"items": [profile.model_dump(mode="json") for profile in found]}))


@router.get("/{entry_id}", response_model=EntryDetail, responses=problems(404, 503), openapi_extra=asks(LANGUAGE))
async def read(request: Request, entry_id: str) -> Response:
    """Show one entry with everything that is known of it."""
    known = await entry(runtime_of(request), entry_id)
    return response_of(json_reply(200, _detail(known, locale_of(request))))


@router.get(
    "/{entry_id}/images/{name}",
    response_class=Response,
    responses=answers(200, content=BYTES, why="The image") | problems(404, 503),
)
async def image(request: Request, entry_id: str, name: str) -> Response:
    """Send an image of an entry: `logo`, or `snapshot-01` and so on."""
    runtime = runtime_of(request)
    return file_response(request, runtime, await image_of(runtime, entry_id, name), inline=True)


@router.post(
    "/{entry_id}/instantiate",
    status_code=201,
    response_model=AssetBody,
    responses=answers(201, headers=ETAG | LOCATION | REPLAYED, why="The copy of the template, which is yours")
    | problems(*CHANGING),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE, body=InstantiateBody.as_json()),
)
async def instantiate(request: Request, entry_id: str) -> Response:
    """Copy the template of a knowledge entry; other entries say in their refusal where to go."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    language = InstantiateBody.of(sent.fields).language or locale_of(request)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: instantiate_entry(runtime, who, entry_id, language, once=once),
        lambda kept: asset_reply(201, kept),
    )


def _brief(found: FoundEntry, language: str) -> dict[str, Any]:
    known, entry = found.known, found.known.entry
    return {
        "id": entry.id,
        "nature": entry.nature,
        "name": found.name,
        "description": found.description,
        "languages": list(entry.languages),
        "tags": list(entry.tags.get(language) or entry.tags.get("en") or ()),
        "difficulty": entry.difficulty,
        "licence": entry.licence,
        "types": list(entry.types),
        "administrative_scopes": list(entry.administrative_scopes),
        "problem_profiles": list(entry.problem_profiles),
        "usable": known.is_usable,
        "templates": list(known.templates),
        "images": {name: f"{PREFIX}/{entry.id}/images/{name}" for name in known.pictures},
        "created_at": time_json(known.row.created_at),
        "updated_at": time_json(known.row.updated_at),
    }


def _detail(known: KnownEntry, language: str) -> dict[str, Any]:
    return {
        **_brief(found_in(known, language), language),
        "entry": known.entry.model_dump(mode="json", exclude={"logo", "snapshots", "resources"}),
        "source": known.row.source,
        "interlinker": known.row.software,
    }
