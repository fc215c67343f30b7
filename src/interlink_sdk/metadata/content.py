# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about the bytes of a file: there are some, not too many, and they are what the name says."""

from collections.abc import Iterator
from pathlib import Path

from interlink_sdk.metadata.bundle import Bundle
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.places import METADATA_NAME, printable

MAX_FILE_BYTES = 200_000_000
SNIFFED_BYTES = 4_096

_EXTENSIONS_BY_KIND = {
    "png": (".png",),
    "jpeg": (".jpg", ".jpeg"),
    "gif": (".gif",),
    "bmp": (".bmp",),
    "tiff": (".tiff", ".tif"),
    "webp": (".webp",),
    "svg": (".svg",),
    "pdf": (".pdf",),
    "zip": (".docx", ".pptx", ".xlsx", ".odt", ".odp", ".ods", ".zip"),
}
_MAGIC = {
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"GIF87a": "gif",
    b"GIF89a": "gif",
    b"BM": "bmp",
    b"II*\0": "tiff",
    b"MM\0*": "tiff",
    b"PK\x03\x04": "zip",
}


def content_defects(
    bundle: Bundle, path: Path, key: str = "", *, file: str = METADATA_NAME, limit: int = MAX_FILE_BYTES
) -> Iterator[Finding]:
    """Yield what is wrong with the content of the file at *path*."""
    size = path.stat().st_size
    promised = kind_by_extension(path.name)
    if size == 0:
        yield bundle.finding(
            "empty_file", key, file=file, found="an empty file", expected="content", fix="fill or replace the file"
        )
    elif size > limit:
        yield bundle.finding(
            "file_too_large",
            key,
            file=file,
            found=f"{size} bytes",
            expected=f"at most {limit} bytes",
            fix="make the file smaller, or link to it",
        )
    elif promised and kind_by_content(path) != promised:
        yield bundle.finding(
            "content_type_mismatch",
            key,
            file=file,
            found=f"{kind_by_content(path) or 'something else'} in {printable(path.name)!r}",
            expected=f"{promised}, as the extension says",
            why="browsers and programs trust the extension and show nothing",
            fix="rename the file to what it is, or save it as what its name says",
        )


def kind_by_extension(name: str) -> str | None:
    """Return the kind of file that the extension of *name* promises, if it is one that can be told."""
    suffix = Path(name).suffix.lower()
    return next((kind for kind, suffixes in _EXTENSIONS_BY_KIND.items() if suffix in suffixes), None)


def kind_by_content(path: Path) -> str | None:
    """Return the kind of file that the first bytes of *path* show, if they show one."""
    with path.open("rb") as file:
        start = file.read(SNIFFED_BYTES)
    if start[:4] == b"RIFF" and start[8:12] == b"WEBP":
        return "webp"
    if kind := next((kind for magic, kind in _MAGIC.items() if start.startswith(magic)), None):
        return kind
    if b"%PDF-" in start[:1_024]:
        return "pdf"
    return "svg" if b"<svg" in start else None
