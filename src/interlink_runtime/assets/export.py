# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Export an asset: a format of its interlinker, or the portable bundle, which reaches no hook.

The bundle can therefore be made of every asset, also when its interlinker is gone.
"""

import shutil
from collections.abc import AsyncIterator
from dataclasses import dataclass
from io import BufferedReader
from pathlib import Path

from interlink_runtime.assets.drafts import inside
from interlink_runtime.assets.kept import Kept, hosted_for, load
from interlink_runtime.assets.readers import chunks_of, write_lines
from interlink_runtime.assets.scene import open_scene
from interlink_runtime.clock import moment
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.contributions import ContributionRow, contribution_counts, contributions_of
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.incoming import on_thread
from interlink_runtime.store.meta import known_manifest
from interlink_sdk.assets import Author, File
from interlink_sdk.bundle import (
    BundleCollection,
    BundleContent,
    BundledContribution,
    BundleFile,
    Tally,
    bundle_length,
    contribution_line,
    stream_bundle,
)
from interlink_sdk.calls import Export
from interlink_sdk.errors import NotOffered
from interlink_sdk.keeping import BUNDLE_FORMAT, offered_formats, require_offer

CHUNK_BYTES = 64 * 1024
BUNDLE_MEDIA_TYPE = "application/zip"


@dataclass(frozen=True, slots=True)
class Exported:
    """Bytes on their way out: what they are, how many, and the stream, which is run to its end or closed."""

    name: str
    media_type: str
    size_bytes: int
    sha256: str | None
    """Known where the bytes are a stored file's; ranges can then be served."""
    chunks: AsyncIterator[bytes]
    sources: tuple[BufferedReader, ...] = ()
    """Open files behind the stream; their names are gone already, so that nothing is left after a crash."""

    def close(self) -> None:
        """Let go of the bytes unread."""
        for source in self.sources:
            source.close()


async def export_asset(
    runtime: Runtime, who: Principal, asset_id: str, format_id: str | None = None, *, locale: str = "en"
) -> Exported:
    """Return the asset in *format_id*; None means the interlinker's download format.

    Raises NotOffered with the formats there are.
    """
    kept = await load(runtime, who, asset_id, "export")
    if format_id == BUNDLE_FORMAT:
        return await export_bundle(runtime, kept)
    hosted = hosted_for(runtime, kept)
    require_offer(hosted.manifest, "export")
    wanted = format_id or hosted.manifest.download_format
    if wanted == BUNDLE_FORMAT:
        return await export_bundle(runtime, kept)
    formats = offered_formats(hosted.manifest)
    if wanted not in formats:
        raise NotOffered(f"{hosted.id!r} exports {', '.join(formats)}, not {wanted!r}", formats=list(formats))
    async with open_scene(runtime, who, hosted, locale=locale, kept=kept) as scene:
        file = await scene.client.export(Export(format=wanted, **scene.fields))
        return _exported(runtime, kept, file, scene.scratch)


async def export_bundle(runtime: Runtime, kept: Kept) -> Exported:
    """Return the portable bundle of an asset that the asker may export.

    Raises FileLost before a byte of it is made: a receiver must not find out in the middle.
    """
    await on_thread(lambda: _require_files(runtime, kept))
    folder = runtime.scratch / new_id()
    folder.mkdir(mode=0o700)
    try:
        content = await _content(runtime, kept, await _written_collections(runtime, kept, folder))
        lines = {collection.name: (folder / collection.name).open("rb") for collection in content.contributions}
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    name = f"{_stem(kept.row.name) or kept.id}.interlink.zip"
    chunks = stream_bundle(content, runtime.blobs.open, lambda collection: _read(lines[collection]))
    return Exported(name, BUNDLE_MEDIA_TYPE, bundle_length(content), None, chunks, tuple(lines.values()))


def _exported(runtime: Runtime, kept: Kept, file: File, scratch: Path) -> Exported:
    if file.content is not None:
        return Exported(file.name, file.media_type, len(file.content), None, _once(file.content))
    stored = {entry.sha256: entry for entry in kept.files}.get(file.sha256 or "")
    if stored is not None:
        runtime.blobs.require(stored.sha256, stored.size_bytes)
        chunks = runtime.blobs.open(stored.sha256)
        return Exported(file.name, file.media_type, stored.size_bytes, stored.sha256, chunks)
    path = inside(scratch, file.path)
    size_bytes, source = path.stat().st_size, path.open("rb")
    return Exported(file.name, file.media_type, size_bytes, None, _read(source), (source,))


def _require_files(runtime: Runtime, kept: Kept) -> None:
    for entry in kept.files:
        runtime.blobs.require(entry.sha256, entry.size_bytes)


async def _once(content: bytes) -> AsyncIterator[bytes]:
    yield content


async def _read(source: BufferedReader) -> AsyncIterator[bytes]:
    with source:
        while chunk := source.read(CHUNK_BYTES):
            yield chunk


async def _content(runtime: Runtime, kept: Kept, collections: tuple[BundleCollection, ...]) -> BundleContent:
    row = kept.row
    hosted = runtime.host.find(row.interlinker)
    digest = hosted.file.digest if hosted else await known_manifest(runtime.store, row.interlinker)
    return BundleContent(
        asset_id=row.id,
        interlinker=row.interlinker,
        interlinker_version=row.interlinker_version,
        manifest_sha256=digest,
        name=row.name,
        language=row.language,
        version=row.version,
        created_at=moment(row.created_at),
        updated_at=moment(row.updated_at),
        cloned_from=row.cloned_from,
        knowledge=row.knowledge,
        files=tuple(
            BundleFile(
                name=entry.name,
                media_type=entry.media_type,
                sha256=entry.sha256,
                size_bytes=entry.size_bytes,
                crc32=entry.crc32,
            )
            for entry in kept.files
        ),
        contributions=collections,
        state=kept.state,
    )


async def _written_collections(runtime: Runtime, kept: Kept, folder: Path) -> tuple[BundleCollection, ...]:
    written = []
    for name in sorted(await contribution_counts(runtime.store, kept.id)):
        path, rows = folder / name, contributions_of(runtime.store, kept.id, name)
        count = await write_lines(path, rows, lambda row: contribution_line(bundled(row)))
        tally = Tally.of(chunks_of(path))
        written.append(BundleCollection(name=name, count=count, **tally.stored.model_dump()))
    return tuple(written)


def bundled(row: ContributionRow) -> BundledContribution:
    """Return a contribution as the bundle has it: its author, its pseudonym, or nobody."""
    return BundledContribution(
        id=row.id,
        body=row.body_json(),
        author=Author(id=row.author, name=row.author_name) if row.author else None,
        pseudonym=row.pseudonym,
        created_at=moment(row.created_at),
    )


def _stem(name: str) -> str:
    kept = "".join(ch for ch in name if ch.isprintable() and ch not in '/\\:*?"<>|').strip(". ")
    while len(kept.encode()) > 150:
        kept = kept[:-1]
    return kept
