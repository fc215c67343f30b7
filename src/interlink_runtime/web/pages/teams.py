# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/teams`: the teams that a person is in, who is in them, and how they begin and end."""

from collections.abc import Mapping
from dataclasses import dataclass

from fastapi import APIRouter, Response

from interlink_runtime.assets.once import Once
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
from interlink_runtime.store.people import people_named
from interlink_runtime.store.teams import MemberRow, TeamRole
from interlink_runtime.web.posted import Posted, answer_once, new_once, posted_form
from interlink_runtime.web.subjects import known_names, subject_for
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_runtime.web.words import N_, TEAM_ROLE_HELP, TEAM_ROLES
from interlink_sdk.assets import MAX_NAME_CHARACTERS
from interlink_sdk.errors import InvalidParameters

DEFAULT_ROLE: TeamRole = "member"
NOTICES: Mapping[str, str] = {
    "made": N_("Created."),
    "saved": N_("Saved."),
    "removed": N_("They are not in the team any more."),
    "left": N_("You have left the team."),
    "deleted": N_("Deleted."),
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a team as the others see it."""

    subject: str
    name: str
    role: TeamRole
    role_label: str
    waits: bool
    is_self: bool


@router.get("/teams")
async def show_teams(visit: PersonVisit, notice: str = "") -> Response:
    """List the teams, with those that the identity provider names."""
    return await _list_page(visit, notice=notice)


@router.post("/teams")
async def make(visit: PersonVisit) -> Response:
    """Make a team, whose first keeper is whoever makes it."""
    posted = await posted_form(visit)
    name = posted.text("name")
    try:
        return await answer_once(
            visit,
            posted,
            lambda once: make_team(visit.runtime, visit.who, name, also=_recorded(visit, once)),
            lambda team: f"/teams/{team.row.id}?notice=made",
        )
    except InvalidParameters:
        fault = visit.say(N_("Give the team a name of at most %(count)s characters."), count=MAX_NAME_CHARACTERS)
        return await _list_page(visit, name=name, fault=fault, status=422)


@router.get("/teams/{team_id}")
async def show_team(visit: PersonVisit, team_id: str, notice: str = "") -> Response:
    """Show who is in the team to those who are."""
    return await _team_page(visit, team_id, notice=notice)


@router.post("/teams/{team_id}/members")
async def put_member(visit: PersonVisit, team_id: str) -> Response:
    """Add somebody (`whom`), or change what somebody (`subject`) is in the team."""
    posted = await posted_form(visit)
    subject = posted.text("subject") or subject_for(visit, posted.text("whom"))
    try:
        return await answer_once(
            visit,
            posted,
            lambda once: put_team_member(
                visit.runtime, visit.who, team_id, subject, _role(posted), also=_recorded(visit, once)
            ),
            lambda _: f"/teams/{team_id}?notice=saved",
        )
    except InvalidParameters:
        fault = visit.say(N_("Choose somebody from the list, or type a whole e-mail address."))
        whom = posted.text("whom")
        return await _team_page(visit, team_id, whom=whom, role=_role(posted), fault=fault, status=422)


@router.post("/teams/{team_id}/remove")
async def remove_member(visit: PersonVisit, team_id: str) -> Response:
    """Take somebody out of the team, or leave it."""
    posted = await posted_form(visit)
    subject = posted.text("subject")
    target = "/teams?notice=left" if subject in visit.who.subjects else f"/teams/{team_id}?notice=removed"
    return await answer_once(
        visit,
        posted,
        lambda once: remove_team_member(visit.runtime, visit.who, team_id, subject, also=_recorded(visit, once)),
        lambda _: target,
    )


@router.post("/teams/{team_id}/delete")
async def erase(visit: PersonVisit, team_id: str) -> Response:
    """Erase a team with which nothing is shared."""
    return await answer_once(
        visit,
        await posted_form(visit),
        lambda once: erase_team(visit.runtime, visit.who, team_id, also=_recorded(visit, once)),
        lambda _: "/teams?notice=deleted",
    )


async def show_again(visit: Visit, posted: Posted) -> Response:
    """Show the teams with the name that was typed."""
    return await _list_page(visit, name=posted.text("name"))


async def show_member_again(visit: Visit, posted: Posted, team_id: str) -> Response:
    """Show the team with whom was typed."""
    return await _team_page(visit, team_id, whom=posted.text("whom"), role=_role(posted))


async def _list_page(visit: Visit, *, notice: str = "", name: str = "", fault: str = "", status: int = 200) -> Response:
    return visit.page(
        "teams.html",
        status=status,
        teams=await teams_of(visit.runtime, visit.who),
        groups=[team.partition(":")[2] for team in visit.who.teams if ":" in team],
        name=name,
        max_name=MAX_NAME_CHARACTERS,
        fault=fault,
        notice=_said(visit, notice),
        once=new_once(),
    )


async def _team_page(
    visit: Visit,
    team_id: str,
    *,
    notice: str = "",
    whom: str = "",
    role: TeamRole = DEFAULT_ROLE,
    fault: str = "",
    status: int = 200,
) -> Response:
    team = await team_of(visit.runtime, visit.who, team_id)
    members = await _members(visit, team)
    return visit.page(
        "team.html",
        status=status,
        id=team.row.id,
        name=team.row.name,
        members=members,
        is_keeper=any(member.is_self and member.role == "keeper" for member in members),
        is_last_keeper=[member.is_self for member in members if member.role == "keeper"] == [True],
        roles=[(value, visit.say(label), visit.say(TEAM_ROLE_HELP[value])) for value, label in TEAM_ROLES.items()],
        people=known_names(visit),
        whom=whom,
        role=role,
        fault=fault,
        notice=_said(visit, notice),
        once=new_once(),
    )


async def _members(visit: Visit, team: Team) -> list[Member]:
    ids = [row.subject.partition(":")[2] for row in team.members if row.subject.startswith("person:")]
    names = {f"person:{person.id}": person.name for person in await people_named(visit.runtime.store, ids)}
    return [_member(visit, row, names) for row in team.members]


def _member(visit: Visit, row: MemberRow, names: Mapping[str, str]) -> Member:
    return Member(
        row.subject,
        names.get(row.subject) or row.subject.partition(":")[2],
        row.role,
        visit.say(TEAM_ROLES[row.role]),
        waits=row.subject.startswith("email:"),
        is_self=row.subject in visit.who.subjects,
    )


def _role(posted: Posted) -> TeamRole:
    return "keeper" if posted.text("role") == "keeper" else DEFAULT_ROLE


def _said(visit: Visit, notice: str) -> str:
    return visit.say(NOTICES[notice]) if notice in NOTICES else ""


def _recorded(visit: Visit, once: Once | None) -> Also:
    return lambda outcome: [once.step(visit.runtime, outcome)] if once else []
