# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The versions of an asset: every edit keeps the one before it."""

import json
from dataclasses import dataclass
from typing import Any

from interlink_runtime.assets.kept import load
from interlink_runtime.clock import moment
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import VersionRow, asset_version, versions_of
from interlink_runtime.store.files import FileEntry, file_entries
from interlink_runtime.store.people import people_named
from interlink_sdk.errors import NotFound

PAGE = 50


@dataclass(frozen=True, slots=True)
class Version:
    """One version as it was kept, and who made it."""

    row: VersionRow
    actor_name: str

    @property
    def files(self) -> tuple[FileEntry, ...]:
        """The files of this version."""
        return file_entries(self.row.files)

    def as_json(self) -> dict[str, Any]:
        """Return the version as the API shows it."""
        return {
            "version": self.row.version,
            "name": self.row.name,
            "state": json.loads(self.row.state),
            "files": [{"name": entry.name, "size_bytes": entry.size_bytes} for entry in self.files],
            "actor": self.actor_name,
            "at": moment(self.row.at).isoformat(),
        }


@dataclass(frozen=True, slots=True)
class VersionPage:
    """One page of a history; *after* is the cursor of the next, None at the end."""

    items: tuple[Version, ...]
    after: int | None


async def versions_of_asset(
    runtime: Runtime, who: Principal, asset_id: str, *, after: int | None = None, limit: int = PAGE
) -> VersionPage:
    """Return versions of the asset, newest first, after a cursor, to whoever may edit it.

    A viewer sees the present version only: what was taken out of a text was taken out for them.
    """
    kept = await load(runtime, who, asset_id, "edit")
    rows = await versions_of(runtime.store, kept.id, before=after, limit=limit + 1)
    page = rows[:limit]
    found = await people_named(runtime.store, sorted({row.actor for row in page}))
    names = {person.id: person.name for person in found}
    items = tuple(Version(row, names.get(row.actor, row.actor)) for row in page)
    return VersionPage(items, page[-1].version if len(rows) > limit else None)


async def version_of_asset(runtime: Runtime, who: Principal, asset_id: str, version: int) -> Version:
    """Return one version of the asset, to whoever may edit it."""
    kept = await load(runtime, who, asset_id, "edit")
    row = await asset_version(runtime.store, kept.id, version)
    if row is None:
        raise NotFound(f"the asset has no version {version}", version=version)
    return Version(row, row.actor)
