# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Make an asset: from parameters and uploads to a kept asset with its first version."""

from collections.abc import Sequence

from interlink_runtime.assets.changes import commit_new
from interlink_runtime.assets.drafts import KeptDraft, keep_draft
from interlink_runtime.assets.kept import Kept, file_for
from interlink_runtime.assets.once import Once
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.clock import microseconds
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal, require_person
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import AssetRow
from interlink_runtime.store.files import FileEntry, files_json
from interlink_runtime.store.identifiers import new_id
from interlink_sdk.assets import JsonObject
from interlink_sdk.calls import Instantiate
from interlink_sdk.keeping import check_uploads, require_offer


async def make_asset(
    runtime: Runtime,
    who: Principal,
    interlinker: str,
    params: JsonObject,
    uploads: Sequence[FileEntry] = (),
    *,
    locale: str = "en",
    once: Once | None = None,
    genesis_of: str | None = None,
) -> Kept:
    """Make an asset of *interlinker* that belongs to *who*.

    *uploads* are stored already. *genesis_of* names the catalogue entry that the asset is the
    template of; it then belongs to the platform.
    Raises InvalidParameters with one problem per field, and what the upload rules refuse.
    """
    require_person(who)
    hosted = runtime.host.known(interlinker)
    require_offer(hosted.manifest, "instantiate")
    files = tuple(file_for(runtime, entry) for entry in uploads)
    check_uploads(hosted.manifest, files)
    async with open_scene(runtime, who, hosted, locale=locale) as scene:
        draft = await scene.client.instantiate(Instantiate(params=params, files=files, **scene.fields))
        kept = await keep_draft(runtime, hosted, draft, given=uploads, scratch=scene.scratch, hook="instantiate")
    row = new_row(runtime, who, hosted, kept, locale=locale, knowledge=genesis_of, genesis=genesis_of is not None)
    return await commit_new(runtime, who, row, kept.files, "asset.made", once)


def new_row(
    runtime: Runtime,
    who: Principal,
    hosted: Hosted,
    draft: KeptDraft,
    *,
    locale: str,
    knowledge: str | None = None,
    cloned_from: str | None = None,
    genesis: bool = False,
) -> AssetRow:
    """Return the row of a new asset made of *draft*."""
    at = microseconds(runtime.now())
    return AssetRow(
        id=new_id(),
        interlinker=hosted.id,
        interlinker_version=hosted.manifest.version,
        name=draft.name or hosted.manifest.text(hosted.manifest.name, locale),
        state=draft.state,
        files=files_json(draft.files),
        version=1,
        external_id=draft.external_id,
        owner=who.id,
        created_by=who.id,
        cloned_from=cloned_from,
        knowledge=knowledge,
        genesis=int(genesis),
        language=locale,
        created_at=at,
        updated_at=at,
    )
