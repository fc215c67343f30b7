# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The circumstances of one call to a hook: client, context, scratch folder, contributions.

Everything here ends with the call; what the hook made must have been kept by then.
"""

import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from interlink_runtime.assets.kept import Kept, asset_for
from interlink_runtime.assets.readers import written_for
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.identifiers import new_id
from interlink_sdk.client import Client
from interlink_sdk.context import Actor, Context
from interlink_sdk.keeping import opaque_actor
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
    context = Context(
        actor=_actor(runtime, who, hosted.manifest) if private else None,
        role=kept.role if kept and private else None,
        locale=locale,
        now=runtime.now(),
        deadline_s=deadline_s,
        operation_id=operation_id,
        settings=hosted.settings,
    )
    scratch = runtime.scratch / operation_id
    fields: dict[str, Any] = {"interlinker": hosted.id, "context": context, "scratch": scratch}
    # a manifest alone writes no files: it is spared the folder
    has_folder = bool(hosted.own_hooks or (kept and hosted.manifest.collections))
    if has_folder:
        scratch.mkdir(mode=0o700)
    try:
        if kept:
            reader = who if private else None
            fields["asset"] = asset_for(runtime, kept)
            fields["contributions"] = await written_for(runtime, reader, hosted.manifest, kept, scratch)
        yield Scene(client, fields, scratch)
    finally:
        if has_folder:
            _discard(scratch)


def _discard(folder: Path) -> None:
    try:
        folder.rmdir()  # most calls write nothing
    except OSError:
        shutil.rmtree(folder, ignore_errors=True)


def _actor(runtime: Runtime, who: Principal, manifest: Manifest) -> Actor | None:
    if who.kind != "person":
        return None
    name = who.name if manifest.permissions.display_name else None
    return Actor(id=opaque_actor(runtime.key, who.id, manifest.id), name=name)
