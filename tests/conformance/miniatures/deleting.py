# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Hosts that delete wrongly."""

from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import Forbidden, HookRaised


class AnswersDeleted(Host):
    """A host whose pages of deleted assets can still be exported."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.bundles: dict[str, bytes] = {}

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        bundle = await self.subject.bundle(asset_id, by=by)
        await self.subject.delete(asset_id, by=by, locale=locale)
        self.bundles[asset_id] = bundle

    async def bundle(self, asset_id: str, *, by: str = ANA) -> Any:
        return self.bundles.get(asset_id) or await self.subject.bundle(asset_id, by=by)


class ListsDeleted(Host):
    """A host that lists from a copy, in which nothing is ever missing."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.deleted: tuple[Any, ...] = ()

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        listed = await self.subject.list(by=by)
        await self.subject.delete(asset_id, by=by, locale=locale)
        self.deleted += tuple(one for one in listed if one.id == asset_id)

    async def list(self, *, by: str = ANA, locale: str = "en") -> Any:
        return (*(await self.subject.list(by=by, locale=locale)), *(self.deleted if by == ANA else ()))


class AsksTwice(Host):
    """A host that asks the interlinker once more, to be sure."""

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        shelf = self.subject.keeper._shelves.get(asset_id)
        await self.subject.delete(asset_id, by=by, locale=locale)
        self.subject.keeper._shelves[asset_id] = shelf
        await self.subject.delete(asset_id, by=by, locale=locale)


class TellsNobody(Host):
    """A host that erases without a word to the interlinker."""

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        shelves = self.subject.keeper._shelves
        if asset_id not in shelves or shelves[asset_id].roles.get(by) != "owner":
            await self.subject.delete(asset_id, by=by, locale=locale)
        del shelves[asset_id]


class StumblesTheSecondTime(Host):
    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.deleted: set[str] = set()

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        if asset_id in self.deleted and asset_id not in self.subject.keeper._shelves:
            raise HookRaised("'NoneType' object has no attribute 'id'")
        await self.subject.delete(asset_id, by=by, locale=locale)
        self.deleted.add(asset_id)


class DeletesEqual(Host):
    """A host that takes assets with the same files for one."""

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        shelves = self.subject.keeper._shelves
        asset = shelves[asset_id].asset if asset_id in shelves else None
        await self.subject.delete(asset_id, by=by, locale=locale)
        for other in [one.asset for one in shelves.values()] if asset else ():
            if (other.name, other.files, other.state) == (asset.name, asset.files, asset.state):
                shelves[other.id].asset = other.model_copy(update={"files": ()})


class OrphansEntries(Host):
    """A host that keeps contributions by identifier alone."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.orphans: dict[str, Any] = {}

    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        shelf = self.subject.keeper._shelves.get(asset_id)
        await self.subject.delete(asset_id, by=by, locale=locale)
        self.orphans[asset_id] = shelf.entries

    async def restore(self, bundle: bytes, *, by: str = ANA, locale: str = "en") -> Any:
        back = await self.subject.restore(bundle, by=by, locale=locale)
        entries = self.subject.keeper._shelves[back.id].entries
        for name, orphaned in self.orphans.pop(back.id, {}).items():
            known = {one.contribution.id for one in entries.get(name, ())}
            entries.setdefault(name, []).extend(one for one in orphaned if one.contribution.id not in known)
        return back


class LetsEditorsDelete(Host):
    async def delete(self, asset_id: str, *, by: str = ANA, locale: str = "en") -> None:
        try:
            await self.subject.delete(asset_id, by=by, locale=locale)
        except Forbidden:
            if self.subject.keeper._shelves[asset_id].roles[by] != "editor":
                raise
            await self.subject.delete(asset_id, by=ANA, locale=locale)


MINIATURES = (
    Miniature("a host that answers for the deleted", breaks="delete-makes-unknown", host=AnswersDeleted),
    Miniature("a host that lists the deleted", breaks="delete-unlists", host=ListsDeleted),
    Miniature("a host that asks twice", breaks="delete-reaches-hook-once", host=AsksTwice),
    Miniature("a host that tells nobody", breaks="delete-reaches-hook-once", host=TellsNobody),
    Miniature("a host that stumbles the second time", breaks="delete-bears-repetition", host=StumblesTheSecondTime),
    Miniature(
        "a host that deletes the equal",
        breaks="delete-leaves-others",
        host=DeletesEqual,
        also=frozenset({"clone-outlives-original", "clone-goes-alone", "law-clones-are-apart"}),
        because="a clone is equal to its original",
    ),
    Miniature("a host that orphans entries", breaks="delete-takes-entries-along", host=OrphansEntries),
    Miniature("a host that lets editors delete", breaks="delete-refused-to-others", host=LetsEditorsDelete),
)
