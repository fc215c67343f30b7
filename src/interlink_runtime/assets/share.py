# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Share an asset: who else may do what with it."""

import re
from dataclasses import dataclass

from interlink_runtime.assets.changes import commit
from interlink_runtime.assets.kept import Kept, load
from interlink_runtime.assets.once import Once
from interlink_runtime.clock import microseconds
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite, Step
from interlink_runtime.store.grants import GrantRow, grants_of, put_grant, remove_grant
from interlink_runtime.store.people import PersonRow, people_named
from interlink_runtime.store.teams import teams_named
from interlink_sdk.assets import Role
from interlink_sdk.errors import Conflict, InvalidParameters, NotFound, Problem

_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,190}\.[^@\s.]{1,60}")


@dataclass(frozen=True, slots=True)
class Grant:
    """One subject's role on an asset, with the name to show for it."""

    subject: str
    role: Role
    name: str


async def grants_on(runtime: Runtime, who: Principal, asset_id: str) -> list[Grant]:
    """Return who has a role on the asset; only its owners may know."""
    kept = await load(runtime, who, asset_id, "share")
    rows = await grants_of(runtime.store, kept.id)
    names = await _names(runtime, rows)
    return [Grant(row.subject, row.role, names.get(row.subject, row.subject.partition(":")[2])) for row in rows]


async def share_asset(
    runtime: Runtime, who: Principal, asset_id: str, subject: str, role: Role, *, once: Once | None = None
) -> Grant:
    """Give *subject* a role: `person:ID` of somebody known here, `email:ADDRESS`, or `team:NAME`.

    A role that the subject has is replaced. Raises Conflict when the last owner would be left without.
    """
    require_person(who)
    kept = await load(runtime, who, asset_id, "share")
    name = await _checked_name(runtime, subject)
    outcome = Grant(_normal(subject), role, name)
    at = microseconds(runtime.now())
    step = put_grant(
        asset_id=kept.id,
        subject=outcome.subject,
        role=role,
        interlinker=kept.row.interlinker,
        granted_by=who.id,
        created_at=at,
    )
    await _commit(runtime, who, kept, step, "asset.shared", once, outcome)
    return outcome


async def unshare_asset(
    runtime: Runtime, who: Principal, asset_id: str, subject: str, *, once: Once | None = None
) -> None:
    """Take away the role of *subject*: owners from anybody, everybody from themselves; the last owner stays."""
    require_person(who)
    subject = _normal(subject)
    kept = await load(runtime, who, asset_id, "read" if subject in own_subjects(who) else "share")
    held = {row.subject: row.role for row in await grants_of(runtime.store, kept.id)}
    if subject not in held:
        raise NotFound(f"{subject!r} has no role on this asset", subject=subject)
    outcome = Grant(subject, held[subject], subject)
    await _commit(runtime, who, kept, remove_grant(kept.id, subject), "asset.unshared", once, outcome)


def own_subjects(who: Principal) -> tuple[str, ...]:
    """Return the grant subjects that mean *who* alone, so that nobody else loses anything with them."""
    return tuple(subject for subject in who.subjects if subject.startswith(("person:", "email:")))


async def _commit(
    runtime: Runtime, who: Principal, kept: Kept, step: Step, event: str, once: Once | None, outcome: Grant
) -> None:
    data = {"subject": outcome.subject, "role": outcome.role}
    try:
        await commit(runtime, [step], event=event, row=kept.row, actor=who.id, once=once, outcome=outcome, data=data)
    except StaleWrite:
        await load(runtime, who, kept.id, "read")  # raises NotFound where it was deleted meanwhile
        raise Conflict("an asset keeps at least one owner; make somebody else owner first") from None


async def _checked_name(runtime: Runtime, subject: str) -> str:
    """Return the name to show for *subject*; raises InvalidParameters unless it can be given a role."""
    kind, _, rest = subject.partition(":")
    if kind == "person":
        found = await people_named(runtime.store, [rest])
        if found:
            return found[0].name
        raise _wrong_subject(subject, "somebody who has signed in here", "use their e-mail address instead")
    if kind == "email" and _EMAIL.fullmatch(rest):
        return rest
    if kind == "team" and ":" in rest.strip():
        return rest  # a group of a provider, which only the provider knows
    if kind == "team":
        teams = await teams_named(runtime.store, [rest])
        if teams:
            return teams[0].name
        raise _wrong_subject(subject, "a team that was made here", "read /api/v1/teams")
    raise _wrong_subject(subject, "person:ID, email:ADDRESS or team:NAME", "correct the address")


def _wrong_subject(subject: str, expected: str, fix: str) -> InvalidParameters:
    problem = Problem(code="unknown_subject", key="subject", found=repr(subject[:100]), expected=expected, fix=fix)
    return InvalidParameters("this cannot be shared with", problems=[problem])


def _normal(subject: str) -> str:
    return subject.lower() if subject.startswith("email:") else subject


async def _names(runtime: Runtime, rows: list[GrantRow]) -> dict[str, str]:
    ids = [row.subject.removeprefix("person:") for row in rows if row.subject.startswith("person:")]
    found: list[PersonRow] = await people_named(runtime.store, ids)
    teams = await teams_named(runtime.store, [row.subject.removeprefix("team:") for row in rows])
    people = {f"person:{person.id}": person.name for person in found}
    return people | {f"team:{team.id}": team.name for team in teams}
