# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong clones, and hosts that clone wrongly."""

from typing import Any

from tests.conformance.miniature import Host, Miniature
from tests.conformance.miniatures.making import instantiate

from interlink_sdk.assets import Asset
from interlink_sdk.conformance.subject import ANA

ELSEWHERE = instantiate(
    "made = draft_of(params, files, made_on=context.now.date().isoformat(), revision=1)\n"
    "return made.model_copy(update={'external_id': 'pad-7'})"
)


def clone(result: str) -> str:
    """Return a clone hook that returns *result*."""
    return f"@hookimpl\ndef clone(asset: Asset) -> Draft:\n    return {result}\n"


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
        return await self.subject.clone(asset_id, by=await self.owner_of(asset_id, by), locale=locale)

    async def owner_of(self, asset_id: str, by: str) -> str:
        """Return who gets the clone: whoever asks must be allowed to read."""
        await self.subject.read(asset_id, by=by)
        return ANA


class Remembers(Host):
    """A host that knows which asset is the clone of which."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.original_of: dict[str, str] = {}

    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Any:
        copy = await self.subject.clone(asset_id, by=by, locale=locale)
        self.original_of[copy.id] = asset_id
        return copy

    def clones_of(self, asset_id: str) -> list[str]:
        """Return the clones of an asset."""
        return [copy for copy, original in self.original_of.items() if original == asset_id]


class EditsTheOriginalToo(Remembers):
    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Any:
        changed = await self.subject.edit(asset_id, *arguments, **named)
        if asset_id in self.original_of:
            await self.subject.edit(self.original_of[asset_id], *arguments, **named)
        return changed


class EditsTheClonesToo(Remembers):
    async def edit(self, asset_id: str, *arguments: Any, **named: Any) -> Any:
        changed = await self.subject.edit(asset_id, *arguments, **named)
        for copy in self.clones_of(asset_id):
            await self.subject.edit(copy, *arguments, **named)
        return changed


class DeletesClones(Remembers):
    async def delete(self, asset_id: str, *, by: str = ANA, **named: Any) -> None:
        await self.subject.delete(asset_id, by=by, **named)
        for copy in self.clones_of(asset_id):
            await self.subject.delete(copy, by=by)
            del self.original_of[copy]


class DeletesTheOriginal(Remembers):
    async def delete(self, asset_id: str, *, by: str = ANA, **named: Any) -> None:
        await self.subject.delete(asset_id, by=by, **named)
        if original := self.original_of.pop(asset_id, ""):
            await self.subject.delete(original)


class CopiesGrants(Host):
    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Any:
        copy = await self.subject.clone(asset_id, by=by, locale=locale)
        for person, role in self.subject.keeper._shelves[asset_id].roles.items():
            if person != by:
                await self.subject.share(copy.id, person, role)
        return copy


class CountsForTheOriginal(Remembers):
    async def contribute(self, asset_id: str, *arguments: Any, **named: Any) -> Any:
        return await self.subject.contribute(self.original_of.get(asset_id, asset_id), *arguments, **named)


class ClonesForAnybody(Host):
    async def clone(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> Any:
        shelf = self.subject.keeper._shelves.get(asset_id)
        if shelf is None or by in shelf.roles:
            return await self.subject.clone(asset_id, by=by, locale=locale)
        shelf.roles[by] = "viewer"
        try:
            return await self.subject.clone(asset_id, by=by, locale=locale)
        finally:
            del shelf.roles[by]


LAW_TOO = frozenset({"law-clones-are-apart"})
LAW = "what holds for two samples holds for every asset, too"

MINIATURES = (
    Miniature("a host that clones contributions", breaks="clone-leaves-contributions", host=CopiesEntries),
    Miniature("a host that clones for the owner", breaks="clone-belongs-to-cloner", host=ClonesForOwner),
    Miniature(
        "begins again in a clone",
        breaks="clone-takes-state",
        hooks=clone("draft_of(board_of(asset), asset.files, made_on='2020-02-02', revision=1)"),
        also=frozenset({"clone-can-be-cloned", "law-clone-equals-original"}),
        because=LAW,
    ),
    Miniature(
        "leaves the last file behind",
        breaks="clone-takes-files",
        hooks=clone("Draft(name=asset.name, state=asset.state, files=asset.files[:1])"),
        also=frozenset({"clone-can-be-cloned", "law-clone-equals-original"}),
        because=LAW,
    ),
    Miniature(
        "calls every clone a copy",
        breaks="clone-takes-name",
        hooks=clone("Draft(name='Copy', state=asset.state, files=asset.files)"),
    ),
    Miniature(
        "shares the pad of its original",
        breaks="clone-has-own-upstream",
        hooks=ELSEWHERE
        + clone("Draft(name=asset.name, state=asset.state, files=asset.files, external_id=asset.external_id)"),
    ),
    Miniature(
        "a host whose clones edit their original",
        breaks="clone-edits-stay-in-it",
        host=EditsTheOriginalToo,
        also=LAW_TOO,
        because=LAW,
    ),
    Miniature(
        "a host whose clones follow their original",
        breaks="clone-is-left-by-edits",
        host=EditsTheClonesToo,
        also=LAW_TOO,
        because=LAW,
    ),
    Miniature(
        "a host that deletes clones as well",
        breaks="clone-outlives-original",
        host=DeletesClones,
        also=LAW_TOO,
        because=LAW,
    ),
    Miniature(
        "a host that deletes the original as well",
        breaks="clone-goes-alone",
        host=DeletesTheOriginal,
        also=LAW_TOO,
        because=LAW,
    ),
    Miniature(
        "counts the clones of clones",
        breaks="clone-can-be-cloned",
        hooks=clone(
            "Draft(name=f'Copy of {asset.name}', files=asset.files, state={**asset.state, 'revision': "
            "int(str(asset.state['revision'])) + asset.name.startswith('Copy of ')})"
        ),
    ),
    Miniature("a host that clones grants", breaks="clone-leaves-grants", host=CopiesGrants),
    Miniature(
        "a host that counts for the original",
        breaks="clone-collects-own-entries",
        host=CountsForTheOriginal,
        also=LAW_TOO,
        because=LAW,
    ),
    Miniature("a host that clones for anybody", breaks="clone-refused-to-strangers", host=ClonesForAnybody),
)
