# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One asset with its people and its contributions, and what one person may read of these."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from uuid import uuid4

from interlink_sdk.assets import Asset, Author, Contribution, ContributionFile, JsonObject, Role
from interlink_sdk.errors import AlreadyContributed
from interlink_sdk.keeping import at_least, day_of, opaque_actor, pseudonym, secret_place
from interlink_sdk.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Entry:
    """A contribution as it is kept: its author is a person's name, a pseudonym, or nobody."""

    contribution: Contribution
    once_key: str | None
    """The same for all entries of one person where each person has one."""


@dataclass(slots=True)
class Shelf:
    """One asset as it is kept, from make to delete."""

    asset: Asset
    roles: dict[str, Role]
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    """Per collection, oldest first."""

    def in_order(self, collection: str) -> list[Entry]:
        """Return the entries as everybody reads them: the secret ones by lot, then the named, oldest first."""
        return sorted(self.entries.get(collection, ()), key=_place_of)


@dataclass(frozen=True, slots=True)
class Reader:
    """One person, or nobody in particular, before one shelf; lives for one call."""

    manifest: Manifest
    key: bytes
    shelf: Shelf
    person: str | None
    role: Role | None

    def add(self, collection: str, body: JsonObject, now: datetime) -> Contribution:
        """Put an entry of the person onto the shelf and return it as it is kept.

        Raises AlreadyContributed where the first entry counts.
        """
        rules, secret = self.manifest.collections[collection], self._pseudonym(collection)
        is_named, name = rules.identity == "named", self.person or ""
        author = {"named": Author(id=name, name=name), "pseudonymous": Author(id=secret), "anonymous": None}
        entries = self.shelf.entries.setdefault(collection, [])
        once_key = secret if rules.one_per_person else None
        earlier = next((index for index, entry in enumerate(entries) if once_key and entry.once_key == once_key), None)
        if earlier is not None and rules.one_per_person == "first":
            raise AlreadyContributed(f"your entry in {collection!r} was added before", collection=collection)
        contribution = Contribution(
            body=body,
            id=str(uuid4()) if earlier is None else entries[earlier].contribution.id,
            collection=collection,
            author=author[rules.identity],
            created_at=now if is_named else day_of(now),
        )
        place = len(entries) if earlier is None else earlier
        entries[place : place + 1] = [Entry(contribution, once_key)]
        return contribution.model_copy(update={"mine": True})

    def write(self, folder: Path) -> dict[str, ContributionFile]:
        """Write what the person may read of each collection into *folder*, as JSON lines."""
        written = {}
        for collection in self.shelf.entries:
            lines = [entry.model_dump_json(exclude_none=True) + "\n" for entry in self.read(collection)]
            path = folder / f"contributions-{collection}.jsonl"
            path.write_text("".join(lines), encoding="utf-8")
            written[collection] = ContributionFile(path=path, count=len(lines))
        return written

    def read(self, collection: str) -> Iterator[Contribution]:
        """Yield what the person may read of a collection, in its order."""
        reads_all = at_least(self.role, self.manifest.collections[collection].read_role)
        for entry in self.shelf.in_order(collection):
            contribution = self._as_read(entry.contribution)
            if reads_all or contribution.mine:
                yield contribution

    def _as_read(self, kept: Contribution) -> Contribution:
        """Return an entry as hooks see it: people behind opaque names, and whether it is the reader's own."""
        author = kept.author
        if author is None or self.person is None:
            mine = False
        else:
            mine = author.id == (self.person if author.name else self._pseudonym(str(kept.collection)))
        if author is not None and author.name is not None:
            name = author.name if self.manifest.permissions.display_name else None
            author = Author(id=opaque_actor(self.key, author.id, self.manifest.id), name=name)
        return kept.model_copy(update={"author": author, "mine": mine})

    def _pseudonym(self, collection: str) -> str:
        return pseudonym(self.key, self.person or "", self.shelf.asset.id, collection)


def _place_of(entry: Entry) -> int:
    author = entry.contribution.author
    is_named = author is not None and author.name is not None
    return 0 if is_named else secret_place(str(entry.contribution.id))
