# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Read the contributions of an asset, page by page, as one reader may see them."""

import asyncio
from dataclasses import dataclass

from interlink_runtime.assets.kept import hosted_for, load
from interlink_runtime.assets.readers import Reader
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.contributions import contributions_page
from interlink_sdk.assets import Contribution
from interlink_sdk.errors import NotOffered

MAX_PAGE = 100


@dataclass(frozen=True, slots=True)
class ContributionPage:
    """One page of a collection; *after* is the cursor of the next, None at the end."""

    items: tuple[Contribution, ...]
    after: int | None


async def contributions_to_asset(
    runtime: Runtime, who: Principal, asset_id: str, collection: str, *, after: int | None = None, limit: int = MAX_PAGE
) -> ContributionPage:
    """Return entries of one collection as hooks would see them for *who*, also while none can be asked.

    The secret ones come as by lot, then the named, oldest first. A page may be shorter than
    *limit*: together its entries are of bounded size.
    """
    kept = await load(runtime, who, asset_id, "view")
    hosted = hosted_for(runtime, kept)
    if collection not in hosted.manifest.collections:
        raise NotOffered(f"{hosted.id!r} has no collection {collection!r}", collection=collection)
    reader = Reader(runtime, who, hosted.manifest, kept, collection)
    limit = max(1, min(limit, MAX_PAGE))
    while rows := await contributions_page(runtime.store, kept.id, collection, after=after, limit=limit):
        after = rows[-1][1]
        if items := tuple(entry for row, _ in rows if (entry := reader.read(row))):
            is_last = not await contributions_page(runtime.store, kept.id, collection, after=after, limit=1)
            return ContributionPage(items, None if is_last else after)
        await asyncio.sleep(0)  # all of these are others' and not for this reader
    return ContributionPage((), None)
