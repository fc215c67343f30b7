# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that summarise wrongly, and hosts that list wrongly."""

from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.conformance.subject import ANA


def assets(fields: str, lines: str = "", before: str = "") -> str:
    """Return an assets hook whose summaries have *fields*, after *lines*."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        f"{before}\n\n\n@hookimpl\n"
        "def assets(assets: tuple[Asset, ...], context: Context) -> tuple[Summary, ...]:\n"
        f"{indented}"
        f"    return tuple(Summary(id=asset.id, {fields}) for asset in assets)\n"
    )


PLAIN = "name=asset.name"


class ListsTwenty(Host):
    async def list(self, **named: Any) -> Any:
        return (await self.subject.list(**named))[:20]


class ListsOldestFirst(Host):
    async def list(self, **named: Any) -> Any:
        return (await self.subject.list(**named))[::-1]


class AsksOneByOne(Host):
    """A host that asks for each summary once more by itself."""

    async def list(self, **named: Any) -> Any:
        listed = await self.subject.list(**named)
        for _ in listed[1:]:
            await self.subject.list(**named)
        return listed


class ListsForAll(Host):
    async def list(self, *, by: str = ANA, locale: str = "en") -> Any:
        own = await self.subject.list(by=by, locale=locale)
        if by == ANA or not own:
            return own
        return (*own, *(one for one in await self.subject.list(by=ANA, locale=locale) if one not in own))


class ListsOwned(Host):
    async def list(self, *, by: str = ANA, locale: str = "en") -> Any:
        listed, shelves = await self.subject.list(by=by, locale=locale), self.subject.keeper._shelves
        return tuple(one for one in listed if one.id not in shelves or shelves[one.id].roles.get(by) == "owner")


class RemembersNames(Host):
    """A host that keeps the name with which an asset was first listed."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.names: dict[str, str] = {}

    async def list(self, **named: Any) -> Any:
        listed = await self.subject.list(**named)
        return tuple(one.model_copy(update={"name": self.names.setdefault(one.id, one.name)}) for one in listed)


MINIATURES = (
    Miniature("a host that lists twenty", breaks="summary-one-for-each", host=ListsTwenty),
    Miniature("a host that lists the oldest first", breaks="summary-newest-first", host=ListsOldestFirst),
    Miniature("a host that asks one by one", breaks="summary-asked-in-bulk", host=AsksOneByOne),
    Miniature(
        "tells everything in its summary",
        breaks="summary-description-short",
        hooks=assets(f"{PLAIN}, description=str(board_of(asset).get('description', ''))"),
    ),
    Miniature(
        "writes HTML into its summary",
        breaks="summary-description-plain",
        hooks=assets(f"{PLAIN}, description=escape(asset.name)[:100]"),
    ),
    Miniature(
        "emphasises its summary",
        breaks="summary-description-plain",
        hooks=assets(f"{PLAIN}, description='<b>Topics:</b> ' + ', '.join(topics_in(board_of(asset)))[:100]"),
    ),
    Miniature(
        "has an icon in the clear",
        breaks="summary-icon-is-https",
        hooks=assets(f"{PLAIN}, icon='http://icons.example.org/board.png'"),
    ),
    Miniature(
        "takes a first asset for granted",
        breaks="summary-of-nothing",
        hooks=assets(f"{PLAIN}, description=first", lines="first = topics_in(board_of(assets[0]))[0]"),
        also=frozenset({"behave-stops-when-cancelled", "delete-unlists"}),
        because="they list when nothing is left",
    ),
    Miniature("a host that lists for all", breaks="summary-hides-others", host=ListsForAll),
    Miniature("a host that lists what is owned", breaks="summary-shows-shared", host=ListsOwned),
    Miniature("a host that remembers names", breaks="summary-follows-edit", host=RemembersNames),
)
