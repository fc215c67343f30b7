# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/about`: what this is, its licence and its accessibility."""

from fastapi import APIRouter, Response

from interlink_runtime.web.visits import AnyVisit
from interlink_sdk import __version__

router = APIRouter()


@router.get("/about")
async def show_about(visit: AnyVisit) -> Response:
    """Show what this site is."""
    return visit.page("about.html", version=__version__)
