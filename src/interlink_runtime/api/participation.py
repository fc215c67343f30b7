# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/assets/{id}/contributions` and `/grants`: what people add, and who may."""

from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from interlink_runtime.api.answers import answer_once, json_reply, locale_of, no_body, nothing_reply, response_of
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.descriptions import (
    CHANGING,
    IDEMPOTENCY_KEY,
    LANGUAGE,
    READING,
    REPLAYED,
    answers,
    asks,
    problems,
)
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shapes import ContributeBody, GrantBody
from interlink_runtime.api.shown import ContributionsBody, ContributionShown, GrantsBody, GrantShown
from interlink_runtime.assets.contribute import Contributed, contribute_to_asset, idempotency_principal
from interlink_runtime.assets.contributions import MAX_PAGE, contributions_to_asset
from interlink_runtime.assets.once import StoredReply, fingerprint
from interlink_runtime.assets.share import Grant, grants_on, share_asset, unshare_asset
from interlink_runtime.clock import moment
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of

CURSOR = r"^-?[0-9]{1,18}$"
"""A place: a text, since JSON's numbers are not exact beyond 53 bits."""

router = APIRouter(prefix="/api/v1/assets/{asset_id}", tags=["participation"], route_class=DirectRoute)


@router.get("/contributions/{collection}", response_model=ContributionsBody, responses=problems(*READING, 409, 422))
async def contributions(
    request: Request,
    asset_id: str,
    collection: str,
    after: Annotated[str | None, Query(pattern=CURSOR)] = None,
    limit: Annotated[int, Query(ge=1, le=MAX_PAGE)] = MAX_PAGE,
) -> Response:
    """List the contributions to a collection as you may see them: named ones oldest first, secret ones by lot."""
    page = await contributions_to_asset(
        runtime_of(request),
        await principal_of(request),
        asset_id,
        collection,
        after=int(after) if after else None,
        limit=limit,
    )
    items = [entry.model_dump(mode="json") for entry in page.items]
    return response_of(json_reply(200, {"items": items, "after": None if page.after is None else str(page.after)}))


@router.post(
    "/contributions/{collection}",
    status_code=201,
    response_model=ContributionShown,
    responses=answers(201, headers=REPLAYED, why="The entry as it was taken") | problems(*CHANGING),
    openapi_extra=asks(IDEMPOTENCY_KEY, LANGUAGE, body=ContributeBody.as_json()),
)
async def contribute(request: Request, asset_id: str, collection: str) -> Response:
    """Add an entry to a collection."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    body = ContributeBody.of(sent.fields)
    # a secret ballot must not be told by its idempotency record: digest keyed by the pseudonym
    principal = idempotency_principal(runtime, who, asset_id, collection)
    return await answer_once(
        request,
        runtime,
        principal,
        lambda: fingerprint(principal, sent.digest()),
        lambda once: contribute_to_asset(
            runtime, who, asset_id, collection, body.body, locale=locale_of(request), once=once
        ),
        _contributed,
    )


@router.get("/grants", response_model=GrantsBody, responses=problems(*READING))
async def grants(request: Request, asset_id: str) -> Response:
    """List who has a role; for owners."""
    found = await grants_on(runtime_of(request), await principal_of(request), asset_id)
    return response_of(json_reply(200, {"items": [_grant(grant) for grant in found]}))


@router.post(
    "/grants",
    status_code=201,
    response_model=GrantShown,
    responses=answers(201, headers=REPLAYED, why="The role") | problems(400, *READING, 409, 413, 415, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY, body=GrantBody.as_json()),
)
async def share(request: Request, asset_id: str) -> Response:
    """Give somebody a role, or another one."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    body = GrantBody.of(sent.fields)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: share_asset(runtime, who, asset_id, body.subject, body.role, once=once),
        lambda grant: json_reply(201, _grant(grant)),
    )


@router.delete(
    "/grants/{subject}",
    status_code=204,
    responses=problems(400, *READING, 409, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY),
)
async def unshare(request: Request, asset_id: str, subject: str) -> Response:
    """Take a role away; your own, you may always give back."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        no_body,
        lambda once: unshare_asset(runtime, who, asset_id, subject, once=once),
        lambda _: nothing_reply(),
    )


def _grant(grant: Grant) -> dict[str, str]:
    return {"subject": grant.subject, "role": grant.role, "name": grant.name}


def _contributed(outcome: Contributed) -> StoredReply:
    row = outcome.row
    document = {
        "id": row.id,
        "collection": row.collection,
        "body": row.body_json(),
        "mine": True,
        "created_at": moment(row.created_at).isoformat(),
    }
    return json_reply(201, document)
