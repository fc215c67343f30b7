# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""All pages under one router; `instantiate` comes before whatever takes an identifier in its place."""

from pathlib import Path

from fastapi import APIRouter

from interlink_runtime.web.pages import (
    about,
    account,
    asset,
    assets,
    catalogue,
    clone,
    contribute,
    create,
    delete,
    edit,
    entry,
    explain,
    export,
    files,
    frame,
    history,
    language,
    login,
    operator,
    restore,
    share,
    sign_in,
    teams,
    unsent,
)

STATIC_FOLDER = Path(__file__).parent / "static"
"""The folder that is served at `/static`."""
FRAME_STYLES = ("interlink_sdk.rendering", "styles")
"""Served there too: what interlinkers' own pages start from, which the suite shows them with as well."""

_PAGES = (
    create,
    catalogue,
    entry,
    assets,
    asset,
    clone,
    contribute,
    delete,
    edit,
    export,
    files,
    history,
    share,
    restore,
    frame,
    login,
    sign_in,
    unsent,
    account,
    teams,
    language,
    explain,
    operator,
    about,
)


def web_router() -> APIRouter:
    """Return the routes of all pages; they are no part of the documented API."""
    router = APIRouter(include_in_schema=False)
    for page in _PAGES:
        router.include_router(page.router)
    return router
