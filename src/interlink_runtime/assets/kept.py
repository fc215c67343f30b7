# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An asset as the store has it, with the role of whoever asks: where every verb begins.

This is the one place that decides whether somebody may do something with an asset. Without any
role the asset does not exist for them, so that nothing betrays that it does.
"""

from dataclasses import dataclass
from functools import cached_property

from interlink_runtime.clock import moment
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import AssetRow, asset_with_roles
from interlink_runtime.store.files import FileEntry, file_entries
from interlink_sdk.assets import Asset, File, JsonObject, Role
from interlink_sdk.errors import InterlinkerUnavailable, NotFound
from interlink_sdk.keeping import Operation, require_role, strongest


@dataclass(frozen=True)
class Kept:
    """An asset and the asker's role on it, as they were when loaded."""

    row: AssetRow
    role: Role | None

    @property
    def id(self) -> str:
        """The asset's identifier."""
        return self.row.id

    @property
    def etag(self) -> str:
        """The strong entity tag of this version (RFC 9110, section 8.8.3)."""
        return f'"{self.row.version}"'

    @cached_property
    def state(self) -> JsonObject:
        """The state, parsed once."""
        return self.row.state_json()

    @cached_property
    def files(self) -> tuple[FileEntry, ...]:
        """The files of this version."""
        return file_entries(self.row.files)


async def load(runtime: Runtime, who: Principal, asset_id: str, operation: Operation) -> Kept:
    """Return the asset if *who* may do *operation* with it.

    Raises NotFound where there is none or *who* has no role on it, Forbidden where the role is
    too weak.
    """
    kept = await find(runtime, who, asset_id)
    if kept is None:
        raise NotFound(f"there is no asset {asset_id!r}, or it is not shared with you", asset=asset_id)
    require_role(kept.role, operation)
    return kept


async def find(runtime: Runtime, who: Principal, asset_id: str) -> Kept | None:
    """Return the asset if *who* has any role on it."""
    found = await asset_with_roles(runtime.store, asset_id, who.subjects)
    if found is None:
        return None
    row, roles = found
    role = _role_of(who, row, roles)
    return Kept(row, role) if role else None


def _role_of(who: Principal, row: AssetRow, roles: frozenset[Role]) -> Role | None:
    if who.kind == "system":
        return "owner"
    if row.genesis:
        return "viewer"
    if "read_summaries" in who.may:  # of a service, which reaches nothing but the summary
        return strongest((*roles, "viewer"))
    return strongest(roles)


def hosted_for(runtime: Runtime, kept: Kept) -> Hosted:
    """Return the interlinker of an asset; raises InterlinkerUnavailable where it is not installed any more."""
    name = kept.row.interlinker
    hosted = runtime.host.find(name)
    if hosted is None:
        raise InterlinkerUnavailable(f"the asset is of {name!r}, which is not installed here", interlinker=name)
    return hosted


def asset_for(runtime: Runtime, kept: Kept) -> Asset:
    """Return the value that hooks see, its files with readable paths."""
    row = kept.row
    return Asset.model_construct(
        id=row.id,
        interlinker=row.interlinker,
        interlinker_version=row.interlinker_version,
        name=row.name,
        state=kept.state,
        files=tuple(file_for(runtime, entry) for entry in kept.files),
        version=row.version,
        external_id=row.external_id,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
    )


def file_for(runtime: Runtime, entry: FileEntry) -> File:
    """Return the value that hooks see of a stored file."""
    return File.model_construct(
        name=entry.name,
        media_type=entry.media_type,
        path=runtime.blobs.path(entry.sha256),
        content=None,
        sha256=entry.sha256,
        size_bytes=entry.size_bytes,
    )
