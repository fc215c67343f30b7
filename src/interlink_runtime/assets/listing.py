# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""List assets: those on which somebody has a role, newest first, page by page.

Summaries come from the interlinkers' `assets` hooks, many at once; where one is not available,
what is stored is shown instead, so that one broken interlinker never empties the list.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from interlink_runtime.assets.kept import Kept, asset_for
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import assets_page
from interlink_sdk import defaults
from interlink_sdk.assets import Role, Summary
from interlink_sdk.calls import Assets
from interlink_sdk.errors import InterlinkError

MAX_PAGE = 100
log = logging.getLogger("interlink.assets")


@dataclass(frozen=True, slots=True)
class Listed:
    """One row of a list."""

    kept: Kept
    summary: Summary


@dataclass(frozen=True, slots=True)
class AssetPage:
    """One page of a list; *after* is the cursor of the next, None at the end."""

    items: tuple[Listed, ...]
    after: str | None


async def list_assets(
    runtime: Runtime,
    who: Principal,
    *,
    interlinker: str | None = None,
    role: Role | None = None,
    search: str | None = None,
    after: str | None = None,
    limit: int = 50,
    locale: str = "en",
) -> AssetPage:
    """Return the assets on which *who* has a role, that fit the filters, after a cursor."""
    require_person(who)
    limit = max(1, min(limit, MAX_PAGE))
    own = [subject for subject in who.subjects if subject != "everyone"]
    found = await assets_page(
        runtime.store, own, interlinker=interlinker, role=role, search=search, after=after, limit=limit + 1
    )
    page = [Kept(row, strongest_role) for row, strongest_role in found[:limit]]
    summaries = await summarise(runtime, who, page, locale=locale)
    items = tuple(Listed(kept, summary) for kept, summary in zip(page, summaries, strict=True))
    return AssetPage(items, page[-1].id if len(found) > limit else None)


async def summarise(runtime: Runtime, who: Principal, page: Sequence[Kept], *, locale: str) -> list[Summary]:
    """Return one summary per asset of *page*, in its order."""
    found: dict[str, Summary] = {}
    for interlinker in dict.fromkeys(kept.row.interlinker for kept in page):
        hosted = runtime.host.find(interlinker)
        batch = [kept for kept in page if kept.row.interlinker == interlinker]
        assets = tuple(asset_for(runtime, kept) for kept in batch)
        summaries = await defaults.assets(assets)
        if hosted and "assets" in hosted.own_hooks:
            try:
                async with open_scene(runtime, who, hosted, locale=locale) as scene:
                    summaries = await scene.client.assets(Assets(assets=assets, **scene.fields))
            except InterlinkError as error:
                log.warning("summaries of %s come from the store: %s", interlinker, error)
        found |= {summary.id: summary for summary in summaries}
    return [found.get(kept.id) or Summary(id=kept.id, name=kept.row.name) for kept in page]
