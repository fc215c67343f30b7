# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Delete an asset: released by its interlinker first, then erased with all its versions."""

from interlink_runtime.assets.changes import commit
from interlink_runtime.assets.kept import asset_for, load
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite
from interlink_runtime.store.assets import delete_asset as erase
from interlink_sdk.calls import Delete
from interlink_sdk.errors import NotFound
from interlink_sdk.keeping import require_offer


async def delete_asset(
    runtime: Runtime, who: Principal, asset_id: str, *, locale: str = "en", once: Once | None = None
) -> None:
    """Erase the asset with its versions, contributions, grants and what was answered about it.

    An asset whose interlinker is gone can still be erased, unless its content lives elsewhere.
    """
    require_person(who)
    kept = await load(runtime, who, asset_id, "delete")
    hosted = runtime.host.find(kept.row.interlinker)
    if hosted is not None:
        require_offer(hosted.manifest, "delete")
    if hosted is not None and ("delete" in hosted.own_hooks or hosted.manifest.external):
        async with open_scene(runtime, who, hosted, locale=locale) as scene:
            await scene.client.delete(Delete(asset=asset_for(runtime, kept), **scene.fields))
    try:
        await commit(
            runtime,
            erase(kept.id),
            event="asset.deleted",
            row=kept.row,
            actor=who.id,
            once=once.outliving() if once else None,
            outcome=kept,
        )
    except StaleWrite:
        raise NotFound(f"the asset {asset_id!r} was deleted meanwhile", asset=asset_id) from None
