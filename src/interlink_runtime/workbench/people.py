# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The people of the workbench, one for each role on the sample assets, and the samples they are shown.

Samples are made once: what somebody deletes does not come back, what somebody changes stays.
"""

import asyncio
import json
import logging
from itertools import cycle
from pathlib import Path

from interlink_runtime.assets.contribute import contribute_to_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.share import share_asset
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import ANONYMOUS, Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Person
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import Role
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest.model import Sample
from interlink_sdk.media import media_type_for

PEOPLE = (
    Person(id="owner", name="Olga Owner", email="owner@example.org", operator=True),
    Person(id="editor", name="Edgar Editor", email="editor@example.org"),
    Person(id="contributor", name="Carla Contributor", email="contributor@example.org"),
    Person(id="viewer", name="Vito Viewer", email="viewer@example.org"),
    Person(id="stranger", name="Stella Stranger", email="stranger@example.org"),
)
NOBODY = "nobody"
SHARED: tuple[Role, ...] = ("editor", "contributor", "viewer")
MADE_NAME = "samples.json"
log = logging.getLogger("interlink.samples")


def principal_called(person_id: str) -> Principal:
    """Return the principal of one of the people, ANONYMOUS for nobody."""
    for person in PEOPLE:
        if person.id == person_id:
            return Principal("person", person.id, person.name, person.email, person.language, person.operator)
    return ANONYMOUS


async def make_samples(runtime: Runtime, hosted: Hosted, folder: Path) -> None:
    """Make each sample of the manifest that was not made yet, and share it."""
    noted = folder / MADE_NAME
    made = await asyncio.to_thread(_read, noted)
    for number, sample in enumerate(hosted.manifest.samples):
        name = f"{hosted.id}/{number}"
        if name in made:
            continue
        try:
            await _make(runtime, hosted, sample)
        except InterlinkError as error:
            log.warning("sample %d is left out until the next save: %s", number + 1, error)
            continue
        made.append(name)
        await asyncio.to_thread(noted.write_text, json.dumps(made))


def _read(noted: Path) -> list[str]:
    try:
        made: list[str] = json.loads(noted.read_text())
    except (OSError, ValueError):
        return []
    return made


async def _make(runtime: Runtime, hosted: Hosted, sample: Sample) -> None:
    assert isinstance(sample.params, dict)  # reading the manifest has put the file in the place of its name
    uploads = [await _stored(runtime, hosted.file.path(name)) for name in sample.files]
    kept = await make_asset(runtime, principal_called("owner"), hosted.id, sample.params, uploads)
    for role in SHARED:
        await share_asset(runtime, principal_called("owner"), kept.id, f"person:{role}", role)
    for collection, bodies in sample.contributions.items():
        for person, body in zip(cycle(("contributor", "editor")), bodies, strict=False):
            try:
                await contribute_to_asset(runtime, principal_called(person), kept.id, collection, body)
            except InterlinkError as error:
                log.warning("a sample entry of %s is left out: %s", collection, error)


async def _stored(runtime: Runtime, path: Path) -> FileEntry:
    blob = await runtime.blobs.put_file(path)
    return FileEntry(path.name, media_type_for(path.name), blob.sha256, blob.size_bytes, blob.crc32)
