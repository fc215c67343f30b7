# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A small asset with everything a bundle can hold, and ways to write it honestly or not."""

import asyncio
import hashlib
import io
import json
import zipfile
import zlib
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from interlink_sdk.bundle import BundleCollection, BundleContent, BundleFile, bundle_length, stream_bundle
from interlink_sdk.bundle.content import Stored

ASSET = "0190c1de-7000-7000-8000-000000000001"
ENTRY = b'{"author":{"id":"a-1","name":"Ana"},"body":{"vote":"yes"},"id":"c-1"}\n'


def stored(data: bytes) -> Stored:
    return Stored(sha256=hashlib.sha256(data).hexdigest(), size_bytes=len(data), crc32=zlib.crc32(data))


def file(name: str, data: bytes) -> BundleFile:
    return BundleFile(name=name, **stored(data).model_dump())


@dataclass
class Kept:
    """An asset as a keeper has it: its content, its blobs by digest and its collections' lines."""

    files: dict[str, bytes] = field(default_factory=dict)
    collections: dict[str, bytes] = field(default_factory=dict)
    facts: dict[str, object] = field(default_factory=dict)

    @property
    def content(self) -> BundleContent:
        lines = self.collections.items()
        facts = {
            "asset_id": ASSET,
            "interlinker": "survey",
            "interlinker_version": "1.2.0",
            "manifest_sha256": "0" * 64,
            "name": "Opening hours",
            "created_at": "2026-03-01T10:00:00.000001+01:00",
            "updated_at": "2026-03-05T23:59:59.999999Z",
            "state": {"question": "When?", "open": True},
            "files": [file(name, data) for name, data in self.files.items()],
            "contributions": [
                BundleCollection(name=name, count=data.count(b"\n"), **stored(data).model_dump())
                for name, data in lines
            ],
        }
        return BundleContent.model_validate(facts | self.facts)

    def bundle(self) -> bytes:
        return asyncio.run(self.joined())

    async def joined(self) -> bytes:
        blobs = {hashlib.sha256(data).hexdigest(): data for data in self.files.values()}
        stream = stream_bundle(self.content, once(blobs.__getitem__), once(self.collections.__getitem__))
        whole = b"".join([chunk async for chunk in stream])
        assert len(whole) == bundle_length(self.content)
        return whole


def once(read: Callable[[str], bytes]) -> Callable[[str], AsyncIterator[bytes]]:
    async def chunks(name: str) -> AsyncIterator[bytes]:
        yield read(name)

    return chunks


@dataclass
class Doctor:
    """Writes the members of an honest bundle again, with something wrong."""

    members: dict[str, bytes]
    path: Path
    compression: int = zipfile.ZIP_STORED

    def redigest(self) -> None:
        """Make the manifest agree with the documents again, as an attacker would."""
        manifest = json.loads(self.members["bundle.json"])
        manifest["state_sha256"] = hashlib.sha256(self.members["state.json"]).hexdigest()
        for kind, folder, end in (("files", "files/", ""), ("contributions", "contributions/", ".jsonl")):
            for part in manifest["asset"][kind]:
                part.update(stored(self.members[f"{folder}{part['name']}{end}"]).model_dump())
        self.members["bundle.json"] = json.dumps(manifest).encode()

    def change(self, document: str, edit: Callable[[dict], object]) -> None:
        value = json.loads(self.members[document])
        edit(value)
        self.members[document] = json.dumps(value).encode()

    def write(self, extra: Iterable[tuple[zipfile.ZipInfo | str, bytes]] = ()) -> Path:
        with zipfile.ZipFile(self.path, "w", self.compression) as archive:
            for name, data in [*self.members.items(), *extra]:
                archive.writestr(name, data)
        return self.path


@pytest.fixture
def kept() -> type[Kept]:
    return Kept


@pytest.fixture(scope="session")
def survey() -> Kept:
    return Kept(
        files={"Añexo – पत्र.txt": b"hello", "empty": b""},
        collections={"votes": ENTRY * 3, "comments": b""},
    )


@pytest.fixture
def doctor(survey: Kept, tmp_path: Path) -> Doctor:
    with zipfile.ZipFile(io.BytesIO(survey.bundle())) as archive:
        return Doctor({name: archive.read(name) for name in archive.namelist()}, tmp_path / "doctored.zip")
