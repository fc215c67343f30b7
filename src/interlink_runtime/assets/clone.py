# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Clone an asset: references are copied, bytes are not, so that the cost does not depend on its size."""

from interlink_runtime.assets.changes import commit_new
from interlink_runtime.assets.drafts import keep_draft
from interlink_runtime.assets.kept import Kept, hosted_for, load
from interlink_runtime.assets.make import new_row
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Clone
from interlink_sdk.errors import NotFound
from interlink_sdk.keeping import require_offer


async def clone_asset(
    runtime: Runtime,
    who: Principal,
    asset_id: str,
    options: JsonObject | None = None,
    *,
    locale: str = "en",
    once: Once | None = None,
) -> Kept:
    """Copy an asset that *who* may view; the copy belongs to *who* and starts without contributions."""
    require_person(who)
    kept = await load(runtime, who, asset_id, "clone")
    hosted = hosted_for(runtime, kept)
    require_offer(hosted.manifest, "clone")
    async with open_scene(runtime, who, hosted, locale=locale, kept=kept) as scene:
        draft = await scene.client.clone(Clone(options=options or {}, **scene.fields))
        copied = await keep_draft(runtime, hosted, draft, given=kept.files, scratch=scene.scratch)
    knowledge = kept.row.knowledge
    row = new_row(runtime, who, hosted, copied, locale=locale, knowledge=knowledge, cloned_from=kept.id)
    try:
        return await commit_new(runtime, who, row, copied.files, "asset.cloned", once, known=kept.files)
    except StaleWrite:  # so long ago that its files are swept
        raise NotFound(f"the asset {asset_id!r} was deleted meanwhile", asset=asset_id) from None
