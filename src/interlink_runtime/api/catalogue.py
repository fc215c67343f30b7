# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/catalogue`: everything that can be used here, or that is known of; readable without signing in."""

from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request, Response

from interlink_runtime.api.answers import answer_once, asset_reply, json_reply, locale_of, response_of, time_json
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.descriptions import ETAG, IDEMPOTENCY_KEY, LANGUAGE, LOCATION, REPLAYED
from interlink_runtime.api.descriptions import BYTES, CHANGING, answers, asks, problems
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


@router.get(
    "",
    response_model=EntryPageBody,
    responses=problems(400, 422, 503),
    openapi_extra=asks(LANGUAGE),
)
async def list_(
    request: Request,
    nature: Annotated[list[str], Query()] = [],  # noqa: B006 - FastAPI copies it
    type: Annotated[list[str], Query()] = [],  # noqa: A002, B006 - the facet's word
    language: Annotated[list[str], Query()] = [],  # noqa: B006
    scope: Annotated[list[str], Query()] = [],  # noqa: B006
    difficulty: Annotated[list[str], Query()] = [],  # noqa: B006
    licence: Annotated[list[str], Query()] = [],  # noqa: B006
    problem_profile: Annotated[list[str], Query()] = [],  # noqa: B006
    q: Annotated[str, Query(max_length=200)] = "",
    order: Order = "relevance",
    after: Annotated[str | None, Query(max_length=40)] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 24,
) -> Response:
    """Search the catalogue; of each facet that is named, one value must fit."""
