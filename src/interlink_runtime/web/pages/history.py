# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/history`: every version that was kept, newest first."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fastapi import APIRouter, Query, Response
from markupsafe import Markup

from interlink_runtime.assets.kept import Kept, file_for, load
from interlink_runtime.assets.versions import Version, versions_of_asset
from interlink_runtime.clock import moment
from interlink_runtime.web.views import state_body
from interlink_runtime.web.visits import PersonVisit, Visit

PAGE_SIZE = 50

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Past:
    """One version as the page shows it."""

    number: int
    at: datetime
    by: str
    body: Markup


@router.get("/assets/{asset_id}/history")
async def show_history(
    visit: PersonVisit, asset_id: str, after: Annotated[int | None, Query(ge=1, lt=2**63)] = None
) -> Response:
    """Show versions to whoever may edit, a page at a time."""
    kept = await load(visit.runtime, visit.who, asset_id, "edit")
    page = await versions_of_asset(visit.runtime, visit.who, asset_id, after=after, limit=PAGE_SIZE)
    here = f"/assets/{kept.id}/history"
    return visit.page(
        "history.html",
        id=kept.id,
        name=kept.row.name,
        versions=[_past(visit, kept, version) for version in page.items],
        first_page=visit.link(here) if after else None,
        next_page=visit.link(here, [("after", str(page.after))]) if page.after else None,
    )


def _past(visit: Visit, kept: Kept, version: Version) -> Past:
    files = [file_for(visit.runtime, entry) for entry in version.files]
    body = state_body(visit, kept, json.loads(version.row.state), files)
    return Past(version.row.version, moment(version.row.at), version.actor_name, body)
