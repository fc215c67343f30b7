# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The keeper: one interlinker's assets in memory, for authors' tests and as the reference for keeping.

    with Keeper("interlink_poll") as keeper:
        asset = await keeper.make({"question": "When?", "options": ["Monday", "Friday"]}, by="ana")
        page = await keeper.view(asset.id, by="ana", locale="es")

It obeys the same rules as the runtime, through the same functions, without store, web or accounts:
people are just names, and whoever makes an asset owns it.
"""

from interlink_sdk.keeper.keeper import AUTHOR, Keeper

__all__ = ["AUTHOR", "Keeper"]
