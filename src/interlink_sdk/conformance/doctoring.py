# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the sound bundle of an asset to one that says something else, or that was damaged on its way."""

import hashlib
import io
import zipfile
import zlib
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.bundle import (
    BundleContent,
    BundledContribution,
    OpenedBundle,
    read_bundle,
    stream_bundle,
    write_collection,
)

STATE, MANIFEST = "state.json", "bundle.json"
STRANGER = "files/never-declared.txt"
OUTSIDE = "../outside.txt"


async def rewritten(
    bundle: bytes,
    folder: Path,
    *,
    entries: Mapping[str, Sequence[BundledContribution]] | None = None,
    **fields: Any,
) -> bytes:
    """Return *bundle* with other *fields* of its content, or other *entries*; in itself it is sound."""
    with _opened(bundle, folder) as opened:
        content = opened.content.model_copy(update=fields)
        files = {file.sha256: b"".join(opened.open(file.name)) for file in opened.content.files}
        lines = {one.name: b"".join(opened.open_contributions(one.name)) for one in opened.content.contributions}
    for name, written in (entries or {}).items():
        said = write_collection(name, written, folder / name)
        lines[name] = (folder / name).read_bytes()
        others = tuple(one for one in content.contributions if one.name != name)
        content = content.model_copy(update={"contributions": (*others, said)})
    chunks = stream_bundle(content, lambda sha256: _once(files[sha256]), lambda name: _once(lines[name]))
    return b"".join([chunk async for chunk in chunks])


def content_of(bundle: bytes, folder: Path) -> BundleContent:
    """Return what *bundle* says."""
    with _opened(bundle, folder) as opened:
        return opened.content


def entries_of(bundle: bytes, folder: Path) -> dict[str, list[BundledContribution]]:
    """Return the contributions in *bundle* by collection, in their order."""
    with _opened(bundle, folder) as opened:
        return {one.name: list(opened.contributions(one.name)) for one in opened.content.contributions}


def with_member(bundle: bytes, name: str, content: bytes | None) -> bytes:
    """Return *bundle* with other *content* of the member called *name*, or without it."""
    members = {member.filename: data for member, data in _members(bundle)}
    if content is None:
        del members[name]
    else:
        members[name] = content
    changed = io.BytesIO()
    with zipfile.ZipFile(changed, "w") as archive:
        for member, data in members.items():
            archive.writestr(zipfile.ZipInfo(member), data)
    return changed.getvalue()


def member_of(bundle: bytes, name: str) -> bytes:
    """Return the content of the member called *name*."""
    return next(data for member, data in _members(bundle) if member.filename == name)


def entry_of(body: JsonObject, number: int) -> BundledContribution:
    """Return the entry of somebody, with *body*; another *number*, another entry of another person."""
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    identifier = f"{zlib.crc32(digest.encode()):08x}-0000-7000-8000-{number:012x}"
    return BundledContribution.model_validate(
        {
            "id": identifier,
            "body": body,
            "author": {"id": f"person-{number}", "name": f"Person {number}"},
            "created_at": "2026-01-02T03:04:05Z",
        }
    )


def _members(bundle: bytes) -> Iterator[tuple[zipfile.ZipInfo, bytes]]:
    with zipfile.ZipFile(io.BytesIO(bundle)) as archive:
        for member in archive.infolist():
            yield member, archive.read(member)


def _opened(bundle: bytes, folder: Path) -> OpenedBundle:
    path = folder / "bundle.zip"
    path.write_bytes(bundle)
    return read_bundle(path)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content
