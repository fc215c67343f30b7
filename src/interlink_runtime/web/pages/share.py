# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/share`: who has which role on an asset."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import get_args

from fastapi import APIRouter, Response

from interlink_runtime.assets.kept import load
from interlink_runtime.assets.share import Grant, grants_on, share_asset, unshare_asset
from interlink_runtime.web.posted import Posted, new_once, posted_form
from interlink_runtime.web.subjects import known_names, subject_for, teams_to_share_with
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_runtime.web.words import N_, ROLE_HELP, ROLES
from interlink_sdk.assets import Role
from interlink_sdk.errors import InvalidParameters

DEFAULT_ROLE: Role = "viewer"
NOTICES = {"shared": N_("Saved."), "unshared": N_("Access was removed.")}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Holder:
    """One person, address or team with a role."""

    subject: str
    name: str
    role: Role
    role_label: str
    waits: bool
    is_last_owner: bool
    is_team: bool


@router.get("/assets/{asset_id}/share")
async def show_grants(visit: PersonVisit, asset_id: str, notice: str = "") -> Response:
    """Show who has access."""
    return await _page(visit, asset_id, notice=NOTICES.get(notice, ""))


@router.post("/assets/{asset_id}/share")
async def share(visit: PersonVisit, asset_id: str) -> Response:
    """Give a role to somebody who has one (`subject`), or to somebody new (`whom`)."""
    posted = await posted_form(visit)
    whom, role = posted.text("whom"), _role(posted)
    subject = posted.text("subject") or subject_for(visit, whom)
    try:
        await share_asset(visit.runtime, visit.who, asset_id, subject, role)
    except InvalidParameters:
        fault = N_("Choose somebody from the list, or type a whole e-mail address.")
        return await _page(visit, asset_id, whom=whom, role=role, fault=visit.say(fault), status=422)
    return visit.redirect(f"/assets/{asset_id}/share", [("notice", "shared")])


@router.post("/assets/{asset_id}/unshare")
async def unshare(visit: PersonVisit, asset_id: str) -> Response:
    """Take a role away."""
    subject = (await posted_form(visit)).text("subject")
    await unshare_asset(visit.runtime, visit.who, asset_id, subject)
    if subject == f"person:{visit.who.id}":
        return visit.redirect("/assets")
    return visit.redirect(f"/assets/{asset_id}/share", [("notice", "unshared")])


async def show_again(visit: Visit, posted: Posted, asset_id: str) -> Response:
    """Show who has access, with what was typed."""
    return await _page(visit, asset_id, whom=posted.text("whom"), role=_role(posted))


def _role(posted: Posted) -> Role:
    return next((role for role in get_args(Role) if role == posted.text("role")), DEFAULT_ROLE)


async def _page(
    visit: Visit,
    asset_id: str,
    *,
    notice: str = "",
    whom: str = "",
    role: str = DEFAULT_ROLE,
    fault: str = "",
    status: int = 200,
) -> Response:
    kept = await load(visit.runtime, visit.who, asset_id, "share")
    grants = await grants_on(visit.runtime, visit.who, asset_id)
    held = {grant.subject for grant in grants}
    return visit.page(
        "share.html",
        status=status,
        id=kept.id,
        name=kept.row.name,
        grants=_holders(visit, grants),
        roles=[(value, visit.say(label), visit.say(ROLE_HELP[value])) for value, label in ROLES.items()],
        people=known_names(visit),
        teams=[team for team in await teams_to_share_with(visit) if team[0] not in held],
        notice=visit.say(notice) if notice else "",
        whom=whom,
        role=role,
        fault=fault,
        once=new_once(),
    )


def _holders(visit: Visit, grants: Sequence[Grant]) -> list[Holder]:
    owners = [grant.subject for grant in grants if grant.role == "owner"]
    return [
        Holder(
            grant.subject,
            grant.name,
            grant.role,
            visit.say(ROLES[grant.role]),
            waits=grant.subject.startswith("email:"),
            is_last_owner=owners == [grant.subject],
            is_team=grant.subject.startswith("team:"),
        )
        for grant in grants
    ]
