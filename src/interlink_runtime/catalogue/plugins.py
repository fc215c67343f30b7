# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Installed interlinkers enter the catalogue, and leave it when they are uninstalled.

An unchanged manifest costs one look into the store. Assets of an uninstalled interlinker stay, and
the digest of its manifest is remembered, so that they can still be exported.
"""

import asyncio
import hashlib
import logging

from interlink_runtime.catalogue.attachments import resources_in, stored_attachments, without_resources
from interlink_runtime.catalogue.manifests import entry_from_manifest
from interlink_runtime.catalogue.rows import entry_steps
from interlink_runtime.catalogue.software import interlinker_for
from interlink_runtime.catalogue.templates import templates_for
from interlink_runtime.clock import microseconds
from interlink_runtime.host import Hosted
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.catalogue import EntryRow, entries_from, entry_by_id, images_of, put_images, remove_entry
from interlink_runtime.store.meta import known_manifest, remember_manifest
from interlink_sdk import __version__

PLUGIN = "plugin"
log = logging.getLogger("interlink.catalogue")


async def enter_plugins(runtime: Runtime) -> None:
    """Bring the catalogue up to the interlinkers that are installed now."""
    known = {row.id: row for row in await entries_from(runtime.store, PLUGIN)}
    steps = [step for gone in known if runtime.host.find(gone) is None for step in remove_entry(gone)]
    for hosted in runtime.host:
        steps += await _manifest_steps(runtime, hosted)
        row = known.get(hosted.id)
        if row is None or row.digest != _digest_of(hosted) or row.origin != hosted.distribution:
            steps += await _entry_steps_or_none(runtime, hosted)
    if steps:
        await runtime.store.commit(steps)


async def _manifest_steps(runtime: Runtime, hosted: Hosted) -> list[Step]:
    if await known_manifest(runtime.store, hosted.id) == hosted.file.digest:
        return []
    return [remember_manifest(hosted.id, hosted.file.digest)]


def _digest_of(hosted: Hosted) -> str:
    """Return what changes with the manifest, its files, and the way in which they become an entry."""
    return hashlib.sha256(f"{__version__} {hosted.file.digest}".encode()).hexdigest()


async def _entry_steps_or_none(runtime: Runtime, hosted: Hosted) -> list[Step]:
    try:
        return await _entry_steps(runtime, hosted)
    except (OSError, ValueError) as error:
        # a file that has gone since the manifest was read must not keep the others from serving
        log.error("%s stays out of the catalogue: %s", hosted.id, error)  # noqa: TRY400 - no defect of ours
        return []


async def _entry_steps(runtime: Runtime, hosted: Hosted) -> list[Step]:
    entry = await asyncio.to_thread(entry_from_manifest, hosted.file)
    attachments = await stored_attachments(runtime, entry, hosted.file.folder)
    before: EntryRow | None = await entry_by_id(runtime.store, entry.id)
    old = resources_in(await images_of(runtime.store, entry.id))
    software = interlinker_for(runtime, entry.software, {}, before.software if before else None)
    templates = await templates_for(runtime, entry, software, resources_in(attachments), old)
    for refusal in templates.refusals:
        log.warning("catalogue entry %s: %s", entry.id, refusal)
    at = microseconds(runtime.now())
    taken = without_resources(attachments, templates.stale)
    return [
        *entry_steps(
            entry,
            source=PLUGIN,
            origin=hosted.distribution,
            software=software,
            before=before,
            at=at,
            digest=_digest_of(hosted),
        ),
        *put_images(entry.id, taken, at),
        *templates.steps,
    ]
