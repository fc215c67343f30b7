# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/assets/{id}/history`: every version that was kept, newest first."""

import json
from dataclasses import dataclass
from datetime import datetime

from fastapi import APIRouter, Response
from markupsafe import Markup

from interlink_runtime.assets.kept import Kept, file_for, load
from interlink_runtime.assets.versions import Version, versions_of_asset
from interlink_runtime.clock import moment
from interlink_runtime.web.views import state_body
from interlink_runtime.web.visits import PersonVisit, Visit

MAX_SHOWN = 50

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Past:
    """One version as the page shows it."""

    number: int
    at: datetime
    by: str
    body: Markup


@router.get("/assets/{asset_id}/history")
async def show_history(visit: PersonVisit, asset_id: str) -> Response:
    """Show the newest versions to whoever may edit."""
    kept = await load(visit.runtime, visit.who, asset_id, "edit")
    found = await versions_of_asset(visit.runtime, visit.who, asset_id)
    versions = [_past(visit, kept, version) for version in found[:MAX_SHOWN]]
    return visit.page("history.html", id=kept.id, name=kept.row.name, versions=versions)


def _past(visit: Visit, kept: Kept, version: Version) -> Past:
    files = [file_for(visit.runtime, entry) for entry in version.files]
    body = state_body(visit, kept, json.loads(version.row.state), files)
    return Past(version.row.version, moment(version.row.at), version.actor_name, body)
