# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a file really is: its first bytes decide, not its name and not what was said of it."""

from pathlib import Path
from zipfile import BadZipFile, ZipFile

from interlink_sdk import File

TEXT = "text/plain"
UNKNOWN = "application/octet-stream"
CLOSED = "application/zip"
"""A package that cannot be looked into: damaged, or locked with a password."""

PDF = "application/pdf"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SLIDES = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
SHEETS = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
PACKAGES = frozenset((WORD, SLIDES, SHEETS, OPEN_TEXT))

_HEAD_BYTES = 8_192
_MAX_LIST_BYTES = 1_000_000
_SIGNATURES = {
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xff\xd8\xff": "image/jpeg",
    b"GIF87a": "image/gif",
    b"GIF89a": "image/gif",
    b"%PDF-": PDF,
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": CLOSED,  # how Office locks a document
}
_TEXT_CONTROLS = frozenset(b"\t\n\f\r\x1b")


def media_type_of(path: Path) -> str:
    """Return the media type of the content at *path*: every kind of text is TEXT."""
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if head.startswith(b"PK\x03\x04"):
        return _package_type(path)
    if head.startswith(b"RIFF") and head[8:12] == b"WEBP":
        return "image/webp"
    found = next((media_type for start, media_type in _SIGNATURES.items() if head.startswith(start)), None)
    return found or (TEXT if _is_text(head) else UNKNOWN)


def is_as_declared(file: File) -> bool:
    """Say whether the content of *file* is of its media type, or at least may be."""
    assert file.path is not None  # the platform gives hooks readable files
    found = media_type_of(file.path)
    if found == CLOSED:
        return file.media_type in PACKAGES
    return file.media_type == found or (found == TEXT and file.media_type.startswith("text/"))


def _package_type(path: Path) -> str:
    try:
        with ZipFile(path) as package:
            return _type_said_inside(package)
    except (BadZipFile, OSError, RuntimeError, NotImplementedError):  # damaged, locked, or packed in another way
        return CLOSED


def _type_said_inside(package: ZipFile) -> str:
    names = set(package.namelist())
    name = next((name for name in ("[Content_Types].xml", "mimetype") if name in names), None)
    if name is None or any(name.endswith("vbaProject.bin") for name in names):
        return UNKNOWN  # macros make it another type
    with package.open(name) as member:
        said = member.read(_MAX_LIST_BYTES).decode("utf-8", errors="replace")
    if name == "mimetype":
        return said if said == OPEN_TEXT else UNKNOWN
    return next((media_type for media_type in (WORD, SLIDES, SHEETS) if f"{media_type}.main+xml" in said), UNKNOWN)


def _is_text(head: bytes) -> bool:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True  # UTF-16
    return all(byte >= 0x20 or byte in _TEXT_CONTROLS for byte in head)
