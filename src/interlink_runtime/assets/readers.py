# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Contributions on their way to one reader: which may be seen, of whom they are, in which order.

They come in the order of the store: the secret ones by lot, since who voted first must not be told
by the first line, then the named in the order they were made.
"""

from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path

from interlink_runtime.assets.kept import Kept
from interlink_runtime.clock import moment
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.contributions import ContributionRow, contribution_counts, contributions_of
from interlink_sdk.assets import Author, Contribution, ContributionFile
from interlink_sdk.keeping import at_least, opaque_actor, pseudonym
from interlink_sdk.manifest import Manifest

CHUNK_BYTES = 64 * 1024


class Reader:
    """Turns rows of one collection into what one person may read; lives for one walk through them."""

    def __init__(
        self, runtime: Runtime, who: Principal | None, manifest: Manifest, kept: Kept, collection: str
    ) -> None:
        self._key = runtime.key
        self._manifest = manifest
        self._person = who.id if who and who.kind == "person" else None
        self._pseudonym = pseudonym(runtime.key, self._person, kept.id, collection) if self._person else None
        # a page that is the same for everybody shows what the weakest role may see
        role = kept.role if who else "viewer"
        self._sees_all = at_least(role, manifest.collections[collection].read_role)

    def read(self, row: ContributionRow) -> Contribution | None:
        """Return *row* as the person may see it, None if they may not."""
        mine = self._is_mine(row)
        if not (mine or self._sees_all):
            return None
        return Contribution.model_construct(
            id=row.id,
            collection=row.collection,
            body=row.body_json(),
            author=self._author(row),
            mine=mine,
            created_at=moment(row.created_at),
        )

    def line(self, row: ContributionRow) -> bytes | None:
        """Return *row* as one line of JSON, None if the person may not see it."""
        entry = self.read(row)
        return entry.model_dump_json(exclude_none=True).encode() + b"\n" if entry else None

    def _author(self, row: ContributionRow) -> Author | None:
        if row.pseudonym:
            return Author(id=row.pseudonym)
        if row.author is None:
            return None
        name = row.author_name if self._manifest.permissions.display_name else None
        return Author(id=opaque_actor(self._key, row.author, self._manifest.id), name=name)

    def _is_mine(self, row: ContributionRow) -> bool:
        if row.pseudonym:
            return row.pseudonym == self._pseudonym
        return row.author is not None and row.author == self._person


async def written_for(
    runtime: Runtime, who: Principal | None, manifest: Manifest, kept: Kept, folder: Path
) -> dict[str, ContributionFile]:
    """Write each collection into *folder* as hooks read it, for the eyes of *who*."""
    written: dict[str, ContributionFile] = {}
    for collection in await contribution_counts(runtime.store, kept.id) if manifest.collections else ():
        if collection in manifest.collections:
            reader = Reader(runtime, who, manifest, kept, collection)
            path = folder / f"contributions-{collection}.jsonl"
            rows = contributions_of(runtime.store, kept.id, collection)
            written[collection] = ContributionFile(path=path, count=await write_lines(path, rows, reader.line))
    return written


async def write_lines(
    path: Path, rows: AsyncIterator[ContributionRow], line_for: Callable[[ContributionRow], bytes | None]
) -> int:
    """Write the line of each row and return how many there are."""
    count = 0
    with path.open("wb") as lines:
        async for row in rows:
            if line := line_for(row):
                lines.write(line)
                count += 1
    return count


def chunks_of(path: Path) -> Iterator[bytes]:
    """Yield the content of the file at *path*."""
    with path.open("rb") as source:
        while chunk := source.read(CHUNK_BYTES):
            yield chunk
