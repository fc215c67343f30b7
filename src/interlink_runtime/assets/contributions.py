# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Read the contributions of an asset, as one reader may see them."""

from interlink_runtime.assets.kept import hosted_for, load
from interlink_runtime.assets.readers import readable
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_sdk.assets import Contribution
from interlink_sdk.errors import NotOffered


async def contributions_to_asset(
    runtime: Runtime, who: Principal, asset_id: str, collection: str
) -> list[Contribution]:
    """Return the entries of one collection as hooks would see them for *who*, also while none can be asked."""
    kept = await load(runtime, who, asset_id, "view")
    hosted = hosted_for(runtime, kept)
    if collection not in hosted.manifest.collections:
        raise NotOffered(f"{hosted.id!r} has no collection {collection!r}", collection=collection)
    return await readable(runtime, who, hosted.manifest, kept, collection)
