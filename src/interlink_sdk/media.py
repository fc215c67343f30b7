# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the name of a file to its media type, the same on every machine."""

import re
from collections.abc import Mapping
from functools import cache
from mimetypes import MimeTypes
from pathlib import PurePosixPath

UNKNOWN = "application/octet-stream"
_MEDIA_TYPE = re.compile(r"[a-z]+/[a-z0-9][a-z0-9!#$&^_.+-]{0,100}")
"""What a sender may say: it comes back in a header, and in a bundle."""
_OFFICE = "application/vnd.openxmlformats-officedocument"
MEDIA_TYPES: Mapping[str, str] = {
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


def media_type_for(name: str, said: str | None = None) -> str:
    """Return the media type of a file: by its name where that is known, else what the sender *said*."""
    extension = PurePosixPath(name).suffix.lower()
    known = MEDIA_TYPES.get(extension) or _own_table().get(extension)
    plain = (said or "").partition(";")[0].strip().lower()
    return known or (plain if _MEDIA_TYPE.fullmatch(plain) else UNKNOWN)


@cache
def _own_table() -> dict[str, str]:
    # a fresh MimeTypes holds Python's own table, without what the files of this machine add
    return MimeTypes().types_map[True]
