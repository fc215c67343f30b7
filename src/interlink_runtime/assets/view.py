# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""View an asset: the page its interlinker makes for one person."""

from dataclasses import dataclass

from interlink_runtime.assets.kept import Kept, hosted_for, load
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_sdk.assets import Html, Redirect
from interlink_sdk.calls import View
from interlink_sdk.context import Purpose


@dataclass(frozen=True, slots=True)
class Viewed:
    """The page, and whether the platform made it itself: only then it needs no frame."""

    kept: Kept
    page: Html | Redirect
    is_ours: bool


async def view_asset(
    runtime: Runtime, who: Principal, asset_id: str, *, purpose: Purpose = "view", locale: str = "en"
) -> Viewed:
    """Return the asset's page in *locale* for *who*.

    Raises InterlinkerUnavailable where the interlinker cannot be asked; the stored state can
    still be shown then.
    """
    kept = await load(runtime, who, asset_id, "preview" if purpose == "preview" else "view")
    hosted = hosted_for(runtime, kept)
    private = not hosted.manifest.view.shared
    async with open_scene(runtime, who, hosted, locale=locale, kept=kept, private=private) as scene:
        page = await scene.client.view(View(purpose=purpose, **scene.fields))
    return Viewed(kept, page, is_ours="view" not in hosted.own_hooks)
