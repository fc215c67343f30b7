# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Edit an asset: the next version, if nobody else made one meanwhile."""

from collections.abc import Sequence

from interlink_runtime.assets.changes import commit_change
from interlink_runtime.assets.drafts import keep_draft
from interlink_runtime.assets.kept import Kept, file_for, hosted_for, load
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import StaleWrite
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Edit
from interlink_sdk.errors import StaleVersion
from interlink_sdk.keeping import check_uploads, require_offer


async def edit_asset(
    runtime: Runtime,
    who: Principal,
    asset_id: str,
    params: JsonObject,
    uploads: Sequence[FileEntry] = (),
    *,
    version: int,
    locale: str = "en",
    once: Once | None = None,
) -> Kept:
    """Change the *version* of the asset that *who* has seen.

    Raises StaleVersion when there is a newer one; its number is in the detail.
    """
    kept = await load(runtime, who, asset_id, "edit")
    if kept.row.version != version:
        raise stale(kept.row.version, version)
    hosted = hosted_for(runtime, kept)
    require_offer(hosted.manifest, "edit")
    files = tuple(file_for(runtime, entry) for entry in uploads)
    check_uploads(hosted.manifest, files)
    async with open_scene(runtime, who, hosted, locale=locale, kept=kept) as scene:
        draft = await scene.client.edit(Edit(params=params, files=files, **scene.fields))
        given = (*kept.files, *uploads)
        kept_draft = await keep_draft(runtime, hosted, draft, given=given, scratch=scene.scratch, hook="edit")
    try:
        return await commit_change(runtime, who, kept, kept_draft, hosted.manifest.version, once)
    except StaleWrite:
        newer = await load(runtime, who, asset_id, "edit")
        raise stale(newer.row.version, version) from None


def stale(present: int, given: int) -> StaleVersion:
    """Return the refusal of a change to version *given* while *present* is the newest."""
    return StaleVersion(f"the asset is at version {present}, the change was made to {given}", present=present)
