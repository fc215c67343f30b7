# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets`: what the person made or was given a role on."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, get_args

from fastapi import APIRouter, Query, Response

from interlink_runtime.assets.listing import Listed, list_assets
from interlink_runtime.clock import moment
from interlink_runtime.web.visits import PersonVisit, Visit
from interlink_runtime.web.words import ROLES
from interlink_sdk.assets import Role

PAGE_SIZE = 24

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Card:
    """One asset of the list."""

    id: str
    name: str
    description: str
    interlinker: str
    role: str
    updated_at: datetime


@router.get("/assets")
async def show_assets(
    visit: PersonVisit,
    q: Annotated[str, Query(max_length=200)] = "",
    interlinker: str = "",
    role: str = "",
    after: str = "",
    notice: str = "",
) -> Response:
    """List the person's assets, newest first."""
    page = await list_assets(
        visit.runtime,
        visit.who,
        interlinker=interlinker or None,
        role=_role(role),
        search=q.strip() or None,
        after=after or None,
        limit=PAGE_SIZE,
        locale=visit.language,
    )
    kept_filters = [("q", q), ("interlinker", interlinker), ("role", role)]
    return visit.page(
        "assets.html",
        cards=[_card(visit, listed) for listed in page.items],
        query=q,
        interlinker=interlinker,
        role=role,
        is_filtered=bool(q or interlinker or role),
        interlinkers=[(hosted.id, interlinker_name(visit, hosted.id)) for hosted in visit.runtime.host],
        roles=[(value, visit.say(label)) for value, label in ROLES.items()],
        notice=visit.say("Deleted.") if notice == "deleted" else "",
        first_page=visit.link("/assets", kept_filters) if after else None,
        next_page=visit.link("/assets", [*kept_filters, ("after", page.after)]) if page.after else None,
    )


def interlinker_name(visit: Visit, identifier: str) -> str:
    """Return what an interlinker is called in the person's language; one that is gone is called by its id."""
    hosted = visit.runtime.host.find(identifier)
    return hosted.manifest.text(hosted.manifest.name, visit.language) if hosted else identifier


def _role(value: str) -> Role | None:
    return next((role for role in get_args(Role) if role == value), None)


def _card(visit: Visit, listed: Listed) -> Card:
    row = listed.kept.row
    label = ROLES[listed.kept.role or "viewer"]
    name = interlinker_name(visit, row.interlinker)
    return Card(row.id, listed.summary.name, listed.summary.description, name, visit.say(label), moment(row.updated_at))
