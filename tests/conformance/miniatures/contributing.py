# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers and hosts that take contributions wrongly."""

from collections import Counter
from datetime import timedelta
from typing import Any

from tests.conformance.miniature import Host, Miniature

from interlink_sdk.assets import Asset, Author, Contribution, JsonObject
from interlink_sdk.conformance.subject import ANA
from interlink_sdk.errors import AlreadyContributed, Forbidden, InvalidParameters, NotFound


def contribute(lines: str) -> str:
    """Return a contribute hook that does *lines* before it takes the entry."""
    indented = "".join(f"    {line}\n" for line in lines.splitlines())
    return (
        "@hookimpl\n"
        "def contribute(asset: Asset, collection: str, body: JsonObject, context: Context) -> Contribution:\n"
        f"{indented}"
        "    return taken(asset, collection, body, context)\n"
    )


class Takes(Host):
    """A host with a way of its own to take entries."""

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = ANA, locale: str = "en"
    ) -> Contribution:
        taken: Contribution = await self.subject.contribute(asset_id, collection, body, by=by, locale=locale)
        return taken


class Shows(Host):
    """A host with a way of its own to show entries."""

    async def contributions(self, asset_id: str, collection: str, *, by: str = ANA) -> tuple[Contribution, ...]:
        entries = await self.subject.contributions(asset_id, collection, by=by)
        return tuple(self.shown(entry, self.subject.manifest.collections[collection].identity) for entry in entries)

    def shown(self, entry: Contribution, identity: str) -> Contribution:
        """Return the entry as this host shows it."""
        return entry


class DropsUnfit(Takes):
    async def contribute(self, asset_id: str, collection: str, body: JsonObject, **named: Any) -> Contribution:
        try:
            return await super().contribute(asset_id, collection, body, **named)
        except InvalidParameters as error:
            if any(problem.code == "ideas" for problem in error.problems):
                raise
            return Contribution(body={})


class KeepsRefused(Takes):
    async def contribute(self, asset_id: str, collection: str, body: JsonObject, **named: Any) -> Contribution:
        try:
            return await super().contribute(asset_id, collection, body, **named)
        except InvalidParameters:
            good: dict[str, JsonObject] = {"remarks": {"text": "?"}}
            await super().contribute(
                asset_id, collection, good.get(collection, {"topic": "Rest", "text": "?"}), **named
            )
            raise


class Reverses(Shows):
    async def contributions(self, *arguments: Any, **named: Any) -> tuple[Contribution, ...]:
        return (await super().contributions(*arguments, **named))[::-1]


class CountsEntries(Takes):
    """A host that makes a version of each entry."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.entries = Counter[str]()

    async def contribute(self, asset_id: str, *arguments: Any, **named: Any) -> Contribution:
        taken = await super().contribute(asset_id, *arguments, **named)
        self.entries[asset_id] += 1
        return taken

    async def read(self, asset_id: str, *, by: str = ANA) -> Asset:
        asset: Asset = await self.subject.read(asset_id, by=by)
        return asset.model_copy(update={"version": asset.version + self.entries[asset_id]})


class LetsViewersContribute(Takes):
    async def contribute(self, *arguments: Any, by: str = ANA, **named: Any) -> Contribution:
        try:
            return await super().contribute(*arguments, by=by, **named)
        except Forbidden:
            return await super().contribute(*arguments, by=ANA, **named)


class LetsStrangersContribute(Takes):
    async def contribute(self, asset_id: str, *arguments: Any, by: str = ANA, **named: Any) -> Contribution:
        try:
            return await super().contribute(asset_id, *arguments, by=by, **named)
        except NotFound:
            await self.subject.read(asset_id)
            return await super().contribute(asset_id, *arguments, by=ANA, **named)


class SwallowsTheSecond(Takes):
    async def contribute(self, asset_id: str, collection: str, body: JsonObject, **named: Any) -> Contribution:
        try:
            return await super().contribute(asset_id, collection, body, **named)
        except AlreadyContributed:
            return Contribution(body=body)


class KeepsBoth(Takes):
    """A host that keeps a person's second entry under another name."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.seen: set[tuple[str, str, str]] = set()

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = ANA, locale: str = "en"
    ) -> Contribution:
        rules = self.subject.manifest.collections.get(collection)
        if rules and rules.one_per_person == "latest" and (asset_id, collection, by) in self.seen:
            await self.subject.share(asset_id, "twin", "editor")
            return await super().contribute(asset_id, collection, body, by="twin", locale=locale)
        taken = await super().contribute(asset_id, collection, body, by=by, locale=locale)
        self.seen.add((asset_id, collection, by))
        return taken


class TakesOnce(Takes):
    """A host that takes what a person says again for a repetition."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.seen: dict[tuple[str, str, str, str], Contribution] = {}

    async def contribute(
        self, asset_id: str, collection: str, body: JsonObject, *, by: str = ANA, locale: str = "en"
    ) -> Contribution:
        key = (asset_id, collection, repr(body), by)
        rules = self.subject.manifest.collections.get(collection)
        if rules is None or rules.one_per_person or key not in self.seen:
            self.seen[key] = await super().contribute(asset_id, collection, body, by=by, locale=locale)
        return self.seen[key]


class NeverCloses(Host):
    async def make(self, params: JsonObject, *arguments: Any, **named: Any) -> Any:
        if params.get("closes_on") == "2000-01-01":
            params = {**params, "closes_on": "2999-01-01"}
        return await self.subject.make(params, *arguments, **named)


class ShowsAll(Shows):
    async def contributions(self, asset_id: str, collection: str, *, by: str = ANA) -> tuple[Contribution, ...]:
        if self.subject.manifest.collections[collection].read_role == "owner":
            await self.subject.read(asset_id, by=by)
            by = ANA
        return await super().contributions(asset_id, collection, by=by)


class MarksAll(Shows):
    def shown(self, entry: Contribution, identity: str) -> Contribution:
        return entry.model_copy(update={"mine": True})


class NamesNobody(Shows):
    def shown(self, entry: Contribution, identity: str) -> Contribution:
        return entry.model_copy(update={"author": None}) if identity == "named" else entry


class NamesEverybody(Takes, Shows):
    """A host that writes down who it was in each collection."""

    def __init__(self, subject: Any) -> None:
        super().__init__(subject)
        self.people: dict[str, str] = {}

    async def contribute(self, asset_id: str, collection: str, *arguments: Any, by: str = ANA, **named: Any) -> Any:
        taken = await super().contribute(asset_id, collection, *arguments, by=by, **named)
        self.people[str(taken.id)] = f"{by} on {asset_id}"
        return taken

    def shown(self, entry: Contribution, identity: str) -> Contribution:
        return (
            entry if identity == "named" else entry.model_copy(update={"author": Author(id=self.people[str(entry.id)])})
        )


class ShowsTimes(Shows):
    def shown(self, entry: Contribution, identity: str) -> Contribution:
        if identity == "named" or entry.created_at is None:
            return entry
        return entry.model_copy(update={"created_at": entry.created_at + timedelta(hours=10, minutes=42)})


class OnePseudonym(Shows):
    def shown(self, entry: Contribution, identity: str) -> Contribution:
        return entry if identity == "named" else entry.model_copy(update={"author": Author(id="voter 1")})


MINIATURES = (
    Miniature(
        "crashes on an entry at a boundary",
        breaks="contribute-judges-boundaries",
        hooks=contribute("if body.get('cost') == 0:\n    1 / body['cost']"),
    ),
    Miniature(
        "makes of an entry what does not fit",
        breaks="contribute-judges-boundaries",
        hooks=contribute("if len(body.get('text', '')) == 1000:\n    return Contribution(body={'text': ''})"),
    ),
    Miniature("a host that drops what does not fit", breaks="contribute-refuses-unfit", host=DropsUnfit),
    Miniature("a host that keeps what it refuses", breaks="contribute-refused-leaves-nothing", host=KeepsRefused),
    Miniature(
        "loses a field of an entry",
        breaks="contribute-keeps-body",
        hooks=contribute("body = {key: value for key, value in body.items() if key != 'cost'}"),
    ),
    Miniature(
        "a host that reverses entries",
        breaks="contribute-keeps-order",
        host=Reverses,
        also=frozenset({"law-entries-keep-order"}),
        because="the law is the same sentence, tried on generated entries",
    ),
    Miniature("a host that counts entries as versions", breaks="contribute-leaves-asset", host=CountsEntries),
    Miniature("a host that lets viewers contribute", breaks="contribute-wants-the-role", host=LetsViewersContribute),
    Miniature(
        "a host that lets strangers contribute", breaks="contribute-refuses-strangers", host=LetsStrangersContribute
    ),
    Miniature("a host that swallows a second entry", breaks="contribute-first-counts", host=SwallowsTheSecond),
    Miniature("a host that keeps both entries", breaks="contribute-latest-counts", host=KeepsBoth),
    Miniature("a host that takes each entry once", breaks="contribute-each-counts", host=TakesOnce),
    Miniature("a host that never closes", breaks="contribute-closed-refuses", host=NeverCloses),
    Miniature("a host that shows every entry", breaks="contribute-hides-others", host=ShowsAll),
    Miniature("a host that marks every entry", breaks="contribute-marks-own", host=MarksAll),
    Miniature("a host that names nobody", breaks="contribute-names-authors", host=NamesNobody),
    Miniature("a host that names everybody", breaks="contribute-keeps-secret", host=NamesEverybody),
    Miniature("a host that shows the time of a vote", breaks="contribute-secret-has-no-time", host=ShowsTimes),
    Miniature("a host with one pseudonym", breaks="contribute-pseudonym-is-of-one-asset", host=OnePseudonym),
)
