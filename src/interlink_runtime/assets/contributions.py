# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Read the contributions of an asset, as one reader may see them."""

from interlink_runtime.assets.kept import load
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_sdk.assets import CollectionEntries, Contribution
from interlink_sdk.errors import NotOffered


async def contributions_to_asset(
    runtime: Runtime, who: Principal, asset_id: str, collection: str
) -> list[Contribution]:
    """Return the entries of one collection, oldest first, the same that hooks see for *who*."""
    kept = await load(runtime, who, asset_id, "view")
    hosted = runtime.host.known(kept.row.interlinker)
    if collection not in hosted.manifest.collections:
        raise NotOffered(f"{hosted.id!r} has no collection {collection!r}", collection=collection)
    async with open_scene(runtime, who, hosted, locale="en", kept=kept) as scene:
        return list(CollectionEntries(scene.fields["contributions"].get(collection)))
