# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The files of an asset as its row names them."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class FileEntry:
    """A file by what is known of its bytes, which lie in the blob store."""

    name: str
    media_type: str
    sha256: str
    size_bytes: int
    crc32: int


def files_json(entries: Sequence[FileEntry]) -> str:
    """Return *entries* as a column holds them."""
    return (
        "[]"
        if not entries
        else json.dumps([asdict(entry) for entry in entries], ensure_ascii=False, separators=(",", ":"))
    )


def file_entries(column: str) -> tuple[FileEntry, ...]:
    """Return the entries that a column holds."""
    return tuple(FileEntry(**entry) for entry in json.loads(column)) if column != "[]" else ()
