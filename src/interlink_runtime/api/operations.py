# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What operators and their machines ask: health, readiness, events; and who is signed in."""

import json
from typing import Annotated

from fastapi import APIRouter, Query, Request, Response

from interlink_runtime.api.answers import json_reply, response_of, time_json
from interlink_runtime.api.descriptions import problems
from interlink_runtime.api.routes import DirectRoute
from interlink_runtime.api.shown import EventsBody, HealthBody, PersonBody, ReadyBody
from interlink_runtime.identity.principals import require_operator, require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.store.events import events_after, last_seq

router = APIRouter(tags=["operations"], route_class=DirectRoute)


@router.get("/healthz", response_model=HealthBody)
async def healthz() -> Response:
    """Say that the process answers; nothing else is asked."""
    return response_of(json_reply(200, {"status": "ok"}))


@router.get(
    "/readyz",
    response_model=ReadyBody,
    responses={503: problems(503)[503] | {"model": ReadyBody, "description": "Not yet, or the store cannot be read"}},
)
async def readyz(request: Request) -> Response:
    """Say whether work can be taken on: the store answers, and no interlinker is still starting."""
    runtime = runtime_of(request)
    await last_seq(runtime.store)
    starting = [hosted.id for hosted in runtime.host if hosted.state == "starting"]
    return response_of(json_reply(503 if starting else 200, {"ready": not starting, "starting": starting}))


@router.get("/api/v1/me", response_model=PersonBody, responses=problems(401, 503))
async def me(request: Request) -> Response:
    """Say who is signed in."""
    who = require_person(await principal_of(request))
    return response_of(json_reply(200, {"id": who.id, "name": who.name, "operator": who.is_operator}))


@router.get("/api/v1/events", response_model=EventsBody, responses=problems(401, 403, 422, 503))
async def events(
    request: Request,
    after: Annotated[int, Query(ge=0, lt=2**63)] = 0,
    limit: Annotated[int, Query(ge=1, le=1_000)] = 100,
) -> Response:
    """List what happened, oldest first; for operators. `after` is the last `seq` that was seen."""
    require_operator(await principal_of(request))
    rows = await events_after(runtime_of(request).store, after, limit)
    items = [
        {
            "seq": row.seq,
            "type": row.type,
            "asset": row.asset_id,
            "interlinker": row.interlinker,
            "actor": row.actor,
            "at": time_json(row.at),
            "data": json.loads(row.data),
        }
        for row in rows
    ]
    return response_of(json_reply(200, {"items": items, "after": items[-1]["seq"] if items else after}))
