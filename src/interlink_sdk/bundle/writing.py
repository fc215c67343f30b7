# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an asset's content to the bytes of its bundle, chunk by chunk."""

import hashlib
import zlib
from collections.abc import AsyncIterator, Callable
from typing import assert_never

from interlink_sdk.bundle.archive import Member, archive_length, directory, local_header
from interlink_sdk.bundle.content import (
    FORMAT,
    MANIFEST,
    STATE,
    BundleAttachment,
    BundleCollection,
    BundleContent,
    BundleFile,
    BundleManifest,
    Part,
)
from interlink_sdk.bundle.crate import CRATE, crate_for
from interlink_sdk.bundle.documents import canonical_json
from interlink_sdk.errors import FileLost

Opener = Callable[[str], AsyncIterator[bytes]]
"""Opens bytes by name: a file by its SHA-256, a collection by its name."""


def bundle_length(content: BundleContent) -> int:
    """Return how many bytes `stream_bundle` will give for *content*, for Content-Length."""
    return archive_length(_members(content, _documents(content)), content.updated_at)


async def stream_bundle(content: BundleContent, open_file: Opener, open_contributions: Opener) -> AsyncIterator[bytes]:
    """Yield the bundle of *content*; memory does not grow with its files or contributions.

    Raises `FileLost` in mid-stream where stored bytes are not what *content* says of them:
    the receiver then has fewer bytes than announced and knows that the bundle is broken.
    """
    documents, at = _documents(content), content.updated_at
    members = _members(content, documents)
    for member, document in zip(members, documents.values(), strict=False):
        yield local_header(member, at) + document
    for part, member in zip(content.parts, members[len(documents) :], strict=True):
        yield local_header(member, at)
        async for chunk in _checked(_opened(part, open_file, open_contributions), member):
            yield chunk
    yield directory(members, at)


def _documents(content: BundleContent) -> dict[str, bytes]:
    description = content.description
    crate, state = canonical_json(crate_for(description)), canonical_json(content.state)
    digests = {"crate_sha256": hashlib.sha256(crate).hexdigest(), "state_sha256": hashlib.sha256(state).hexdigest()}
    manifest = BundleManifest(format=FORMAT, asset=description, **digests)
    return {CRATE: crate, MANIFEST: canonical_json(manifest.model_dump(mode="json")), STATE: state}


def _members(content: BundleContent, documents: dict[str, bytes]) -> list[Member]:
    first = [Member(name, len(document), zlib.crc32(document)) for name, document in documents.items()]
    return first + [Member(part.member, part.size_bytes, part.crc32) for part in content.parts]


def _opened(part: Part, open_file: Opener, open_contributions: Opener) -> AsyncIterator[bytes]:
    match part:
        case BundleCollection():
            return open_contributions(part.name)
        case BundleFile() | BundleAttachment():
            return open_file(part.sha256)
        case _:
            assert_never(part)


async def _checked(chunks: AsyncIterator[bytes], member: Member) -> AsyncIterator[bytes]:
    size, crc = 0, 0
    async for chunk in chunks:
        size, crc = size + len(chunk), zlib.crc32(chunk, crc)
        yield chunk
    if (size, crc) != (member.size_bytes, member.crc32):
        raise FileLost(
            f"what is stored as {member.name!r} is damaged: it has {size} bytes with the CRC-32 {crc:08x}, "
            f"it should have {member.size_bytes} with {member.crc32:08x}; restore it from a backup"
        )
