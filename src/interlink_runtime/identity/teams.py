# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that people make here: each has keepers, who decide who is in it.

An asset is shared with a team as `team:ID`; teams of a provider's groups claim are `team:PROVIDER:GROUP`
and are nobody's to change here. A member is `person:ID`, or `email:ADDRESS` until somebody with that
verified address comes. To everybody outside, a team does not exist.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, get_args

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite, Step
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.people import people_named
from interlink_runtime.store.teams import (
    MemberRow,
    TeamRole,
    TeamRow,
    delete_team,
    insert_team,
    members_of,
    put_member,
    remove_member,
    teams_named,
)
from interlink_sdk.assets import MAX_NAME_CHARACTERS
from interlink_sdk.errors import Conflict, Forbidden, InvalidParameters, NotFound, Problem

MAX_SUBJECT_CHARACTERS = 300
Also = Callable[[Any], Sequence[Step]]
"""What else belongs into the transaction of a change, such as the reply to a request that must count once."""


@dataclass(frozen=True, slots=True)
class Team:
    """A team with its members, as one of them sees it."""

    row: TeamRow
    members: list[MemberRow]


def nothing_more(_outcome: Any) -> Sequence[Step]:
    """Return no further steps."""
    return ()


async def teams_of(runtime: Runtime, who: Principal) -> list[TeamRow]:
    """Return the teams here that *who* is in, by name."""
    return await teams_named(runtime.store, require_person(who).teams)


async def make_team(runtime: Runtime, who: Principal, name: str, *, also: Also = nothing_more) -> Team:
    """Make a team of which *who* is the first keeper."""
    require_person(who)
    if not 1 <= len(name.strip()) <= MAX_NAME_CHARACTERS or not name.strip().isprintable():
        raise _wrong("name", name, f"1 to {MAX_NAME_CHARACTERS} characters in one line")
    at = microseconds(runtime.now())
    row = TeamRow(new_id(), name.strip(), who.id, at)
    keeper = MemberRow(row.id, f"person:{who.id}", "keeper", who.id, at)
    team = Team(row, [keeper])
    await runtime.store.commit([*also(team), insert_team(row), put_member(keeper)])
    return team


async def team_of(runtime: Runtime, who: Principal, team_id: str) -> Team:
    """Return a team that *who* is in; raises NotFound."""
    require_person(who)
    rows = await teams_named(runtime.store, [team_id])
    members = await members_of(runtime.store, team_id)
    if not rows or not any(member.subject in who.subjects for member in members):
        raise NotFound(f"there is no team {team_id!r}, or you are not in it", team=team_id)
    return Team(rows[0], members)


async def put_team_member(
    runtime: Runtime, who: Principal, team_id: str, subject: str, role: TeamRole, *, also: Also = nothing_more
) -> MemberRow:
    """Add *subject* to the team, or change what they are in it; for keepers."""
    await _kept(runtime, who, team_id)
    subject = await _checked_subject(runtime, subject)
    if role not in get_args(TeamRole):
        raise _wrong("role", role, "keeper or member")
    row = MemberRow(team_id, subject, role, who.id, microseconds(runtime.now()))
    await _commit_membership(runtime, [*also(row), put_member(row)])
    return row


async def remove_team_member(
    runtime: Runtime, who: Principal, team_id: str, subject: str, *, also: Also = nothing_more
) -> None:
    """Take *subject* out of the team: keepers anybody, everybody themselves."""
    subject = _normal(subject)
    team = await team_of(runtime, who, team_id)
    if subject not in who.subjects:
        await _kept(runtime, who, team_id)
    if subject not in {member.subject for member in team.members}:
        raise NotFound(f"{subject[:100]!r} is not in the team", subject=subject[:100])
    await _commit_membership(runtime, [*also(None), remove_member(team_id, subject)])


async def erase_team(runtime: Runtime, who: Principal, team_id: str, *, also: Also = nothing_more) -> None:
    """Erase the team; for keepers, and only when nothing is shared with it."""
    await _kept(runtime, who, team_id)
    try:
        await runtime.store.commit([*also(None), delete_team(team_id, f"team:{team_id}")])
    except StaleWrite:
        raise Conflict("assets are still shared with this team; take it off them first") from None


async def _kept(runtime: Runtime, who: Principal, team_id: str) -> Team:
    team = await team_of(runtime, who, team_id)
    if not any(member.role == "keeper" and member.subject in who.subjects for member in team.members):
        raise Forbidden("only a keeper of the team decides this")
    return team


async def _commit_membership(runtime: Runtime, steps: Sequence[Step]) -> None:
    try:
        await runtime.store.commit(steps)
    except StaleWrite:
        raise Conflict("a team keeps at least one keeper; make somebody else keeper first") from None


async def _checked_subject(runtime: Runtime, subject: str) -> str:
    kind, _, rest = subject.partition(":")
    if len(subject) <= MAX_SUBJECT_CHARACTERS:
        if kind == "person" and await people_named(runtime.store, [rest]):
            return subject
        if kind == "email" and "@" in rest.strip("@") and rest.isprintable() and " " not in rest:
            return _normal(subject)
    raise _wrong("subject", subject, "person:ID of somebody who has signed in here, or email:ADDRESS")


def _normal(subject: str) -> str:
    return subject.lower() if subject.startswith("email:") else subject


def _wrong(key: str, found: str, expected: str) -> InvalidParameters:
    problem = Problem(
        code="wrong_value", key=key, found=repr(found[:100]), expected=expected, fix="correct it and send again"
    )
    return InvalidParameters("the team was not changed", problems=[problem])
