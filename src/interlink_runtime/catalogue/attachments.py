# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The files of an entry: its logo, its snapshots in order, and the resource of each language.

Their bytes go to the blob store under names of ours: `logo`, `snapshot-01`, `resource-en`.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from interlink_runtime.runtime import Runtime
from interlink_runtime.store.catalogue import EntryImage
from interlink_runtime.store.files import FileEntry
from interlink_sdk.media import media_type_for
from interlink_sdk.metadata import CatalogueEntry
from interlink_sdk.metadata.content import kind_by_content

LOGO = "logo"
SNAPSHOT = "snapshot-"
RESOURCE = "resource-"
_IMAGES: Mapping[str | None, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "svg": "image/svg+xml",
}
"""Media types by what the first bytes of a file tell."""


async def stored_attachments(runtime: Runtime, entry: CatalogueEntry, folder: Path) -> list[EntryImage]:
    """Store the files that *entry* names in *folder* and return what is known of each.

    What should be an image and is none is passed over: the entry is better without it.
    """
    stored = []
    for name, path, media_type in _named(entry, folder):
        if media_type:
            blob = await runtime.blobs.put_file(path)
            file = FileEntry(path.name, media_type, blob.sha256, blob.size_bytes, blob.crc32)
            stored.append(EntryImage(name, file))
    return stored


def resources_in(attachments: Sequence[EntryImage]) -> dict[str, FileEntry]:
    """Return the resource of each language among *attachments*."""
    return {
        attachment.name.removeprefix(RESOURCE): attachment.file
        for attachment in attachments
        if attachment.name.startswith(RESOURCE)
    }


def without_resources(attachments: Sequence[EntryImage], languages: Iterable[str]) -> list[EntryImage]:
    """Return *attachments* without the resources of *languages*."""
    left_out = {f"{RESOURCE}{language}" for language in languages}
    return [attachment for attachment in attachments if attachment.name not in left_out]


def pictures_in(attachments: Sequence[EntryImage]) -> list[EntryImage]:
    """Return the images among *attachments*, which anybody may see."""
    return [attachment for attachment in attachments if not attachment.name.startswith(RESOURCE)]


def _named(entry: CatalogueEntry, folder: Path) -> Iterator[tuple[str, Path, str | None]]:
    if entry.logo:
        yield LOGO, folder / entry.logo, _image_type(folder / entry.logo)
    for number, snapshot in enumerate(entry.snapshots, 1):
        yield f"{SNAPSHOT}{number:02}", folder / snapshot, _image_type(folder / snapshot)
    for language, resource in entry.resources.items():
        yield f"{RESOURCE}{language}", folder / resource, media_type_for(resource)


def _image_type(path: Path) -> str | None:
    return _IMAGES.get(kind_by_content(path))
