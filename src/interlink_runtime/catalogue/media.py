# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the name of a catalogue's file to its media type, the same on every machine."""

from collections.abc import Mapping
from mimetypes import MimeTypes
from pathlib import Path, PurePosixPath

from interlink_sdk.metadata.content import kind_by_content

UNKNOWN = "application/octet-stream"
_OFFICE = "application/vnd.openxmlformats-officedocument"
_BY_EXTENSION: Mapping[str, str] = {
    ".csv": "text/csv",
    ".docx": f"{_OFFICE}.wordprocessingml.document",
    ".md": "text/markdown",
    ".odp": "application/vnd.oasis.opendocument.presentation",
    ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pptx": f"{_OFFICE}.presentationml.presentation",
    ".webp": "image/webp",
    ".xlsx": f"{_OFFICE}.spreadsheetml.sheet",
}
"""What Python's own table does not know everywhere."""
_IMAGES: Mapping[str | None, str] = {
    "png": "image/png",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "bmp": "image/bmp",
    "tiff": "image/tiff",
    "svg": "image/svg+xml",
}


def media_type_by_name(name: str) -> str:
    """Return the media type that the extension of *name* stands for."""
    extension = PurePosixPath(name).suffix.lower()
    # types_map of a fresh MimeTypes is Python's own table, without the files of this machine
    return _BY_EXTENSION.get(extension) or MimeTypes().types_map[True].get(extension) or UNKNOWN


def image_type_of(path: Path) -> str | None:
    """Return the media type of the image at *path* as its first bytes tell it, None if it is none."""
    return _IMAGES.get(kind_by_content(path))
