# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The ZIP file around an office document, judged before any reader opens it."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 200_000_000
_CHUNK_BYTES = 1 << 20
_ENTITY = b"<!ENTITY"
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


class UnsafeArchive(Exception):
    """Unpacking or parsing it might take what others need."""


def check_archive(path: Path, *, max_markup_bytes: int) -> None:
    """Raise UnsafeArchive for a bomb, too much markup, or markup with entities of its own.

    Office Open XML forbids document type declarations (ECMA-376 part 2, 10.2.1), and OpenDocument does not use them.
    """
    with ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnsafeArchive("it unpacks to too much")
        if sum(_markup_bytes(archive, part) for part in parts) > max_markup_bytes:
            raise UnsafeArchive("it holds too much markup")


def _markup_bytes(archive: ZipFile, part: ZipInfo) -> int:
    """Return the size of *part* if it is markup, whatever it is called."""
    with archive.open(part) as member:
        before = member.read(_CHUNK_BYTES)
        if not before.lstrip(_BEFORE_MARKUP).startswith(b"<"):
            return 0
        while before:
            chunk = member.read(_CHUNK_BYTES)
            if _ENTITY in (before + chunk).replace(b"\0", b""):  # without zeros UTF-16 looks the same
                raise UnsafeArchive("its markup declares entities")
            before = chunk
    return part.file_size
