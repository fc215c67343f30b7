# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The one transaction of a verb: the change, its event, its recorded reply.

Other modules say what changes; here it becomes rows, so that no verb can forget a part.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from interlink_runtime.assets.drafts import KeptDraft
from interlink_runtime.assets.kept import Kept
from interlink_runtime.assets.once import Once
from interlink_runtime.clock import microseconds
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.assets import (
    AssetRow,
    insert_asset,
    insert_version,
    name_blob,
    name_kept_blob,
    update_asset,
)
from interlink_runtime.store.events import insert_event
from interlink_runtime.store.files import FileEntry, files_json
from interlink_runtime.store.grants import put_grant


async def commit_new(
    runtime: Runtime,
    who: Principal,
    row: AssetRow,
    files: Sequence[FileEntry],
    event: str,
    once: Once | None,
    *,
    known: Sequence[FileEntry] = (),
    more: Sequence[Step] = (),
) -> Kept:
    """Commit a new asset with its first version, its owner's grant, its event, and *more* that belongs to it.

    *known* are files that another asset names. Raises StaleWrite where one of them is gone by now,
    FileLost where one that was stored for this asset is.
    """
    kept = Kept(row, "owner")
    await _hold(runtime, files, known)
    steps = [insert_asset(row), *version_steps(row, who, files, known)]
    if not row.genesis:
        steps.append(
            put_grant(
                asset_id=row.id,
                subject=f"person:{row.owner}",
                role="owner",
                interlinker=row.interlinker,
                granted_by=who.id,
                created_at=row.created_at,
            )
        )
    await commit(runtime, [*steps, *more], event=event, row=row, actor=who.id, once=once, outcome=kept)
    return kept


async def commit_change(
    runtime: Runtime, who: Principal, before: Kept, draft: KeptDraft, interlinker_version: str, once: Once | None
) -> Kept:
    """Commit the next version of an asset; StaleWrite when somebody was faster."""
    row = replace(
        before.row,
        name=draft.name or before.row.name,
        state=draft.state,
        files=files_json(draft.files),
        external_id=draft.external_id or before.row.external_id,
        interlinker_version=interlinker_version,
        version=before.row.version + 1,
        updated_at=microseconds(runtime.now()),
    )
    kept = Kept(row, before.role)
    await _hold(runtime, draft.files, before.files)
    versions = version_steps(row, who, draft.files, before.files)
    steps = [update_asset(row, expected_version=before.row.version), *versions]
    await commit(runtime, steps, event="asset.edited", row=row, actor=who.id, once=once, outcome=kept)
    return kept


def version_steps(
    row: AssetRow, who: Principal, files: Sequence[FileEntry], known: Sequence[FileEntry] = ()
) -> list[Step]:
    """Return the steps that keep this version of *row* and name its blobs; those of *known* must have rows."""
    had = {entry.sha256 for entry in known}
    named = [
        name_kept_blob(row.id, entry) if digest in had else name_blob(row.id, entry, row.updated_at)
        for digest, entry in {entry.sha256: entry for entry in files}.items()
    ]
    return [*(step for steps in named for step in steps), insert_version(row, actor=who.id)]


async def commit(
    runtime: Runtime,
    steps: Sequence[Step],
    *,
    event: str,
    row: AssetRow,
    actor: str | None,
    once: Once | None,
    outcome: Any,
    data: dict[str, Any] | None = None,
) -> None:
    """Commit *steps* with their event and, where the request has a key, its reply."""
    noted = insert_event(
        type=event,
        asset_id=row.id,
        interlinker=row.interlinker,
        actor=actor,
        at=microseconds(runtime.now()),
        data=data or {},
    )
    replies = [once.step(runtime, outcome, asset_id=row.id)] if once else []
    await runtime.store.commit([*replies, *steps, noted])


async def _hold(runtime: Runtime, files: Sequence[FileEntry], known: Sequence[FileEntry]) -> None:
    """Keep the sweep from what was stored so long ago, and is named by nothing, that it looks forgotten."""
    await runtime.blobs.hold({entry.sha256 for entry in files} - {entry.sha256 for entry in known})
