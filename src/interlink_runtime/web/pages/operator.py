# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/operator`: what runs, what was refused, and why; for operators only."""

from dataclasses import dataclass

from fastapi import APIRouter, Response

from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import require_operator
from interlink_runtime.web.visits import AnyVisit, Visit
from interlink_runtime.web.words import STATES
from interlink_sdk.errors import InterlinkError

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Row:
    """One interlinker as an operator sees it."""

    id: str
    name: str
    version: str
    state: str
    state_label: str
    reason: InterlinkError | None


@dataclass(frozen=True, slots=True)
class Refused:
    """One plugin that was left out."""

    name: str
    error: InterlinkError


@router.get("/operator")
async def show_operation(visit: AnyVisit) -> Response:
    """Show the state of every interlinker, and every refusal with all its problems."""
    require_operator(visit.who)
    host = visit.runtime.host
    refusals = [Refused(f"{refusal.id} – {refusal.distribution}", refusal.error) for refusal in host.refusals]
    rows = [_row(visit, hosted) for hosted in host]
    return visit.page("operator.html", hosted=rows, refusals=refusals, defects=None)


def _row(visit: Visit, hosted: Hosted) -> Row:
    manifest = hosted.manifest
    name = manifest.text(manifest.name, visit.language)
    label = visit.say(STATES[hosted.state])
    return Row(hosted.id, name, manifest.version, hosted.state, label, hosted.reason)
