# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/teams`: the teams you are in, and who is in them."""

from datetime import datetime
from typing import Any

from fastapi import APIRouter, Request, Response

from interlink_runtime.api.answers import answer_once, json_reply, no_body, nothing_reply, response_of, time_json
from interlink_runtime.api.bodies import submission_of
from interlink_runtime.api.descriptions import IDEMPOTENCY_KEY, READING, REPLAYED, answers, asks, problems
from interlink_runtime.api.shapes import Body
from interlink_runtime.api.shown import Shown
from interlink_runtime.assets.once import Once
from interlink_runtime.identity.principals import require_person
from interlink_runtime.identity.requests import principal_of, runtime_of
from interlink_runtime.identity.teams import (
    Also,
    Team,
    erase_team,
    make_team,
    put_team_member,
    remove_team_member,
    team_of,
    teams_of,
)
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.teams import MemberRow, TeamRole, TeamRow

router = APIRouter(prefix="/api/v1/teams", tags=["teams"])


class TeamBody(Body):
    """A team to make."""

    name: str


class MemberBody(Body):
    """What somebody is to be in a team."""

    role: TeamRole


class TeamShown(Shown):
    """A team; assets are shared with its `subject`."""

    id: str
    name: str
    subject: str
    created_at: datetime


class MemberShown(Shown):
    """Somebody in a team: `person:ID`, or `email:ADDRESS` that waits for its person."""

    subject: str
    role: TeamRole


class TeamWithMembers(TeamShown):
    """A team with everybody in it."""

    members: list[MemberShown]


class TeamsShown(Shown):
    """The teams that you are in; `groups` are those that your identity provider names."""

    items: list[TeamShown]
    groups: list[str]


@router.get("", response_model=TeamsShown, responses=problems(401, 503))
async def list_(request: Request) -> Response:
    """List the teams that you are in."""
    who = await principal_of(request)
    rows = await teams_of(runtime_of(request), who)
    groups = [f"team:{team}" for team in who.teams if ":" in team]
    return response_of(json_reply(200, {"items": [_team_json(row) for row in rows], "groups": groups}))


@router.post(
    "",
    status_code=201,
    response_model=TeamWithMembers,
    responses=answers(201, headers=REPLAYED, why="The team") | problems(400, 401, 403, 409, 413, 415, 422, 503),
    openapi_extra=asks(IDEMPOTENCY_KEY, body=TeamBody.as_json()),
)
async def make(request: Request) -> Response:
    """Make a team; you are its keeper."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    body = TeamBody.of(sent.fields)
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: make_team(runtime, who, body.name, also=_recorded(runtime, once)),
        lambda team: json_reply(201, _whole_json(team)),
    )


@router.get("/{team_id}", response_model=TeamWithMembers, responses=problems(*READING))
async def read(request: Request, team_id: str) -> Response:
    """Read a team that you are in."""
    team = await team_of(runtime_of(request), await principal_of(request), team_id)
    return response_of(json_reply(200, _whole_json(team)))


@router.delete(
    "/{team_id}", status_code=204, responses=problems(400, *READING, 409, 422), openapi_extra=asks(IDEMPOTENCY_KEY)
)
async def erase(request: Request, team_id: str) -> Response:
    """Erase a team with which nothing is shared; for its keepers."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        no_body,
        lambda once: erase_team(runtime, who, team_id, also=_recorded(runtime, once)),
        lambda _: nothing_reply(),
    )


@router.put(
    "/{team_id}/members/{subject}",
    response_model=MemberShown,
    responses=answers(200, headers=REPLAYED, why="What they are now") | problems(400, *READING, 409, 413, 415, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY, body=MemberBody.as_json()),
)
async def put_member(request: Request, team_id: str, subject: str) -> Response:
    """Add somebody to a team, or change what they are in it; for its keepers."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    sent = await submission_of(request, runtime)
    role = MemberBody.of(sent.fields).role
    return await answer_once(
        request,
        runtime,
        who.id,
        sent.digest,
        lambda once: put_team_member(runtime, who, team_id, subject, role, also=_recorded(runtime, once)),
        lambda row: json_reply(200, _member_json(row)),
    )


@router.delete(
    "/{team_id}/members/{subject}",
    status_code=204,
    responses=problems(400, *READING, 409, 422),
    openapi_extra=asks(IDEMPOTENCY_KEY),
)
async def remove_member(request: Request, team_id: str, subject: str) -> Response:
    """Take somebody out of a team: its keepers anybody, you yourself."""
    runtime, who = runtime_of(request), require_person(await principal_of(request))
    return await answer_once(
        request,
        runtime,
        who.id,
        no_body,
        lambda once: remove_team_member(runtime, who, team_id, subject, also=_recorded(runtime, once)),
        lambda _: nothing_reply(),
    )


def _recorded(runtime: Runtime, once: Once | None) -> Also:
    return lambda outcome: [once.step(runtime, outcome)] if once else []


def _team_json(row: TeamRow) -> dict[str, Any]:
    return {"id": row.id, "name": row.name, "subject": f"team:{row.id}", "created_at": time_json(row.created_at)}


def _whole_json(team: Team) -> dict[str, Any]:
    return {**_team_json(team.row), "members": [_member_json(member) for member in team.members]}


def _member_json(row: MemberRow) -> dict[str, Any]:
    return {"subject": row.subject, "role": row.role}
