# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong clones, and hosts that clone wrongly."""

from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.assets import Asset
from interlink_sdk.conformance.subject import ANA


class CopiesEntries(Host):
    """A host that takes the contributions along."""

    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Asset:
        copy: Asset = await self.subject.clone(asset_id, by=by, locale=locale)
        for collection in self.subject.manifest.collections:
            for entry in await self.subject.contributions(asset_id, collection, by=by):
                await self.subject.contribute(copy.id, collection, entry.body, by=by)
        return copy


class ClonesForOwner(Host):
    """A host that gives every clone to the original's owner."""

    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Any:
        return await self.subject.clone(asset_id, by=ANA, locale=locale)


MINIATURES = (
    Miniature("a host that clones contributions", breaks="clone-leaves-contributions", host=CopiesEntries),
    Miniature("a host that clones for the owner", breaks="clone-belongs-to-cloner", host=ClonesForOwner),
)
