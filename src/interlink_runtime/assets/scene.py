# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The circumstances of one call to a hook: client, context, scratch folder, contributions.

Everything here ends with the call; what the hook made must have been kept by then.
"""

import json
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlink_runtime.assets.kept import Kept, asset_for
from interlink_runtime.clock import moment
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.contributions import ContributionRow, contribution_counts, contributions_of
from interlink_runtime.store.identifiers import new_id
from interlink_sdk.assets import Author, Contribution, ContributionFile
from interlink_sdk.calls import Actor, Context
from interlink_sdk.client import Client
from interlink_sdk.keeping import at_least, opaque_actor, pseudonym
from interlink_sdk.manifest import Manifest


@dataclass(frozen=True, slots=True)
class Scene:
    """One call's client and the fields that every call to it has."""

    client: Client
    fields: dict[str, Any]
    scratch: Path


@asynccontextmanager
async def open_scene(
    runtime: Runtime, who: Principal, hosted: Hosted, *, locale: str, kept: Kept | None = None, private: bool = True
) -> AsyncIterator[Scene]:
    """Open the circumstances of one call; with *kept*, they include the asset and its contributions.

    *private* is False for a page that is the same for everybody: its hook learns of no actor.
    """
    deadline_s = runtime.settings.limits.deadline_s
    client = await runtime.host.client(hosted.id, deadline_s)
    operation_id = new_id()
    scratch = runtime.scratch / operation_id
    context = Context(
        actor=_actor(runtime, who, hosted.manifest) if private else None,
        role=kept.role if kept and private else None,
        locale=locale,
        now=runtime.now(),
        deadline_s=deadline_s,
        operation_id=operation_id,
        settings=hosted.settings,
    )
    fields: dict[str, Any] = {"interlinker": hosted.id, "context": context, "scratch": scratch}
    scratch.mkdir(mode=0o700)
    try:
        if kept:
            fields["asset"] = asset_for(runtime, kept)
            fields["contributions"] = await _written(runtime, who if private else None, hosted.manifest, kept, scratch)
        yield Scene(client, fields, scratch)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _actor(runtime: Runtime, who: Principal, manifest: Manifest) -> Actor | None:
    if who.kind != "person":
        return None
    name = who.name if manifest.permissions.display_name else None
    return Actor(id=opaque_actor(runtime.key, who.id, manifest.id), name=name)


async def _written(
    runtime: Runtime, who: Principal | None, manifest: Manifest, kept: Kept, folder: Path
) -> dict[str, ContributionFile]:
    """Write each collection as JSON lines into *folder*, as its reader may see it."""
    if not manifest.collections:
        return {}
    counts = await contribution_counts(runtime.store, kept.id)
    written: dict[str, ContributionFile] = {}
    for collection, count in counts.items():
        if collection not in manifest.collections:
            continue
        reader = _Reader(runtime, who, manifest, kept, collection)
        path = folder / f"contributions-{collection}.jsonl"
        with path.open("w", encoding="utf-8") as lines:
            async for row in contributions_of(runtime.store, kept.id, collection):
                if reader.sees(row):
                    lines.write(reader.line(row))
        written[collection] = ContributionFile(path=path, count=count if reader.sees_all else reader.seen)
    return written


class _Reader:
    """Turns rows of one collection into what one person may read; lives for one walk through them."""

    def __init__(
        self, runtime: Runtime, who: Principal | None, manifest: Manifest, kept: Kept, collection: str
    ) -> None:
        self._key = runtime.key
        self._manifest = manifest
        self._person = who.id if who and who.kind == "person" else None
        self._pseudonym = pseudonym(runtime.key, self._person, kept.id, collection) if self._person else None
        self.sees_all = at_least(kept.role, manifest.collections[collection].read_role)
        self.seen = 0

    def sees(self, row: ContributionRow) -> bool:
        """Say whether *row* may be read here; what was seen is counted."""
        visible = self.sees_all or self._is_mine(row)
        self.seen += visible
        return visible

    def line(self, row: ContributionRow) -> str:
        """Return *row* as one line of JSON."""
        entry = Contribution.model_construct(
            id=row.id,
            collection=row.collection,
            body=json.loads(row.body),
            author=self._author(row),
            mine=self._is_mine(row),
            created_at=moment(row.created_at),
        )
        return entry.model_dump_json(exclude_none=True) + "\n"

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
