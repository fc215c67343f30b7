# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The people of the demo, and the sample assets of each interlinker's manifest, made and shared by them.

Each interlinker's samples are made once: what somebody deletes does not come back.
"""

import json
import logging
from itertools import cycle, islice
from pathlib import Path

from interlink_runtime.assets.contribute import contribute_to_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.share import share_asset
from interlink_runtime.host import Hosted
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Person
from interlink_runtime.store.files import FileEntry
from interlink_sdk.assets import Role
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest.model import Sample
from interlink_sdk.media import media_type_for

PEOPLE = (
    Person(id="ana", name="Ana García", email="ana@example.org", language="es"),
    Person(id="bruno", name="Bruno Rossi", email="bruno@example.org", language="it"),
    Person(id="ilze", name="Ilze Kalniņa", email="ilze@example.org", language="lv"),
    Person(id="olivia", name="Olivia Martin", email="olivia@example.org", language="en", operator=True),
)
MADE_NAME = "samples.json"
"""The file in the demo's folder that lists the interlinkers whose samples were made."""
SHARED_ROLES: tuple[Role, ...] = ("editor", "contributor", "contributor")
log = logging.getLogger("interlink.demo")


async def make_samples(runtime: Runtime, folder: Path) -> int:
    """Make the samples that were not made yet and return how many assets that were."""
    noted = folder / MADE_NAME
    made: list[str] = json.loads(noted.read_text()) if noted.exists() else []
    count = 0
    for hosted in runtime.host:
        if hosted.id not in made and hosted.state != "disabled":
            count += await _make_all(runtime, hosted)
            made.append(hosted.id)
            noted.write_text(json.dumps(made))
    return count


def principal_for(person: Person) -> Principal:
    """Return the principal that somebody of the demo is."""
    return Principal("person", person.id, person.name, person.email, person.language, person.operator)


async def _make_all(runtime: Runtime, hosted: Hosted) -> int:
    count = 0
    for number, sample in enumerate(hosted.manifest.samples):
        maker, *others = islice(cycle(map(principal_for, PEOPLE)), number, number + len(PEOPLE))
        try:
            await _make(runtime, hosted, sample, maker, others)
            count += 1
        except InterlinkError as error:
            log.warning("sample %d of %s is left out: %s", number + 1, hosted.id, error)
    return count


async def _make(runtime: Runtime, hosted: Hosted, sample: Sample, maker: Principal, others: list[Principal]) -> None:
    assert isinstance(sample.params, dict)  # reading the manifest has put the file in the place of its name
    uploads = [await _stored(runtime, hosted.file.path(name)) for name in sample.files]
    kept = await make_asset(runtime, maker, hosted.id, sample.params, uploads)
    for person, role in zip(others, SHARED_ROLES, strict=True):
        await share_asset(runtime, maker, kept.id, f"person:{person.id}", role)
    for collection, bodies in sample.contributions.items():
        for person, body in zip(cycle(others), bodies, strict=False):
            await contribute_to_asset(runtime, person, kept.id, collection, body)


async def _stored(runtime: Runtime, path: Path) -> FileEntry:
    blob = await runtime.blobs.put_file(path)
    return FileEntry(path.name, media_type_for(path.name), blob.sha256, blob.size_bytes, blob.crc32)
