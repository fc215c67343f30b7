# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/share`: who has which role on an asset."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

from fastapi import APIRouter, Form, Response

from interlink_runtime.assets.kept import load
from interlink_runtime.assets.share import Grant, grants_on, share_asset, unshare_asset
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


@router.get("/assets/{asset_id}/share")
async def show_grants(visit: PersonVisit, asset_id: str, notice: str = "") -> Response:
    """Show who has access."""
    return await _page(visit, asset_id, notice=NOTICES.get(notice, ""))


@router.post("/assets/{asset_id}/share")
async def share(
    visit: PersonVisit,
    asset_id: str,
    role: Annotated[str, Form()],
    subject: Annotated[str, Form()] = "",
    whom: Annotated[str, Form()] = "",
) -> Response:
    """Give a role to somebody who has one (*subject*), or to somebody new (*whom*)."""
    if role not in get_args(Role):
        role = DEFAULT_ROLE
    try:
        await share_asset(visit.runtime, visit.who, asset_id, subject or _subject_for(visit, whom), role)  # type: ignore[arg-type]
    except InvalidParameters:
        fault = N_("Choose somebody from the list, or type a whole e-mail address.")
        return await _page(visit, asset_id, whom=whom, role=role, fault=visit.say(fault), status=422)
    return visit.redirect(f"/assets/{asset_id}/share", [("notice", "shared")])


@router.post("/assets/{asset_id}/unshare")
async def unshare(visit: PersonVisit, asset_id: str, subject: Annotated[str, Form()]) -> Response:
    """Take a role away."""
    await unshare_asset(visit.runtime, visit.who, asset_id, subject)
    if subject == f"person:{visit.who.id}":
        return visit.redirect("/assets")
    return visit.redirect(f"/assets/{asset_id}/share", [("notice", "unshared")])


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
    return visit.page(
        "share.html",
        status=status,
        id=kept.id,
        name=kept.row.name,
        grants=_holders(visit, grants),
        roles=[(value, visit.say(label), visit.say(ROLE_HELP[value])) for value, label in ROLES.items()],
        people=[person.name for person in visit.runtime.settings.identity.people],
        notice=visit.say(notice) if notice else "",
        whom=whom,
        role=role,
        fault=fault,
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
        )
        for grant in grants
    ]


def _subject_for(visit: Visit, whom: str) -> str:
    """Return the subject that *whom* means: a known person's name, or an e-mail address."""
    wanted = whom.strip()
    for person in visit.runtime.settings.identity.people:
        if wanted.casefold() in {person.name.casefold(), (person.email or person.id).casefold()}:
            return f"person:{person.id}"
    return f"email:{wanted}"
