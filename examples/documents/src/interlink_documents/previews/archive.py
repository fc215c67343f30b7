# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The ZIP file around an office document, judged before any reader opens it."""

from pathlib import Path
from zipfile import ZipFile, ZipInfo

MAX_PARTS = 5_000
MAX_UNPACKED_BYTES = 200_000_000
MAX_MARKUP_BYTES = 60_000_000
MAX_TAGS = 500_000
"""Readers take up to 15 µs and 600 bytes for each."""
_CHUNK_BYTES = 1 << 20
_ENTITY = b"<!ENTITY"
_BEFORE_MARKUP = b"\xef\xbb\xbf\xff\xfe\x00 \t\r\n"


class UnsafeArchive(Exception):
    """Unpacking or parsing it might take what others need."""


def check_archive(path: Path, *, max_tags: int = MAX_TAGS) -> None:
    """Raise UnsafeArchive for a bomb, too much markup, or markup with entities of its own.

    Office Open XML forbids document type declarations (ECMA-376 part 2, 10.2.1), and OpenDocument does not use them.
    """
    with ZipFile(path) as archive:
        parts = archive.infolist()
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED_BYTES:
            raise UnsafeArchive("it unpacks to too much")
        markup = [part for part in parts if _is_markup(archive, part)]
        if sum(part.file_size for part in markup) > MAX_MARKUP_BYTES:
            raise UnsafeArchive("it holds too much markup")
        if sum(_count_tags(archive, part) for part in markup) > max_tags:
            raise UnsafeArchive("it holds too many elements")


def _is_markup(archive: ZipFile, part: ZipInfo) -> bool:
    # what a part is called says nothing of what a reader takes it for
    with archive.open(part) as member:
        return member.read(_CHUNK_BYTES).lstrip(_BEFORE_MARKUP).startswith(b"<")


def _count_tags(archive: ZipFile, part: ZipInfo) -> int:
    count, before = 0, b""
    with archive.open(part) as member:
        while chunk := member.read(_CHUNK_BYTES).replace(b"\0", b""):  # without zeros UTF-16 looks the same
            if _ENTITY in before + chunk:
                raise UnsafeArchive("its markup declares entities")
            count, before = count + chunk.count(b"<"), chunk[-len(_ENTITY) :]
    return count
