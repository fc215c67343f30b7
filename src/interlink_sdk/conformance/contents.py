# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the bytes of an exported file to what is wrong with them for their media type, by the standard library."""

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
import zipfile
from collections.abc import Callable, Iterator

from interlink_sdk.conformance.pages import PageElements, addresses_in_styles
from interlink_sdk.media import MEDIA_TYPES

OFFICE_PARTS = {".docx": "word/document.xml", ".pptx": "ppt/presentation.xml", ".xlsx": "xl/workbook.xml"}
"""Where each kind of Office Open XML keeps its content. Source: ISO/IEC 29500-1, 8 to 10."""
SIGNATURES = {
    "application/pdf": b"%PDF-",
    "image/png": b"\x89PNG\r\n\x1a\n",
    "image/jpeg": b"\xff\xd8\xff",
    "image/gif": b"GIF8",
}
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
"""A cell that begins so is run by spreadsheets. Source: OWASP, CSV Injection."""
MAX_SHEET_BYTES = 50_000_000
_NUMBER = re.compile(r"[-+]?[0-9][0-9.,\u00a0 ]*%?")
_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")


def fault_of(media_type: str, content: bytes) -> str:
    """Return what is wrong with *content* as a *media_type*; nothing where the type is not one that is known here."""
    try:
        for fault in _faults(media_type, content):
            return fault
    except (ValueError, csv.Error, zipfile.BadZipFile, ET.ParseError, KeyError) as error:
        return f"{type(error).__name__}: {error}"[:200]
    return ""


def formulas_in(media_type: str, content: bytes) -> list[str]:
    """Return the cells of a table that a spreadsheet would run."""
    if media_type != "text/csv":
        return list(_formulas_in_sheets(content))
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    return [cell for row in rows for cell in row if cell.startswith(FORMULA_SIGNS) and not _NUMBER.fullmatch(cell)]


def languages_of(document: str) -> list[str]:
    """Return what the root of an HTML document says of its language."""
    roots = PageElements(document).named("html")
    return [root.attributes["lang"] for root in roots if root.attributes.get("lang")]


def loaded_by(document: str) -> list[str]:
    """Return what a browser would load or run with an HTML document, besides the document itself."""
    page = PageElements(document)
    found = [str(element) for element in page.named("script", "iframe", "object", "embed", "base")]
    found += [str(one) for one in page.elements if any(name.startswith("on") for name in one.attributes)]
    for element in page.named("link", "img", "video", "audio", "source", "track", "image", "use"):
        found += [str(element) for address in element.addresses() if not address.startswith(("data:", "#"))]
    for style in page.named("style"):
        found += [address for address in addresses_in_styles(style.text) if not address.startswith(("data:", "#"))]
    return found


def _faults(media_type: str, content: bytes) -> Iterator[str]:
    if media_type.startswith("text/"):
        content.decode("utf-8")
    if signature := SIGNATURES.get(media_type):
        if not content.startswith(signature):
            yield f"it begins with {content[:8]!r}"
    elif reader := _READERS.get(media_type):
        yield from reader(content)
    elif media_type == "application/json" or media_type.endswith("+json"):
        json.loads(content)
    elif media_type.endswith(("/xml", "+xml")):
        ET.fromstring(content)  # noqa: S314 - written by the interlinker that is examined, bounded by its own limits


def _html_faults(content: bytes) -> Iterator[str]:
    page = PageElements(content.decode("utf-8"))
    for tag in ("html", "title", "body"):
        if not any(page.named(tag)):
            yield f"it has no <{tag}>"


def _csv_faults(content: bytes) -> Iterator[str]:
    rows = [row for row in csv.reader(io.StringIO(content.decode("utf-8-sig")), strict=True) if row]
    widths = sorted({len(row) for row in rows})
    if len(widths) > 1:
        yield f"its rows have {widths[0]} to {widths[-1]} cells"  # RFC 4180, section 2.4


def _open_document_faults(media_type: str) -> Callable[[bytes], Iterator[str]]:
    def faults(content: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            first = archive.infolist()[0]
            if first.filename != "mimetype" or archive.read(first) != media_type.encode():
                yield "its first part is not its media type"  # OpenDocument 1.3, part 2, section 3.3
            ET.fromstring(archive.read("content.xml"))  # noqa: S314 - as above

    return faults


def _office_faults(part: str) -> Callable[[bytes], Iterator[str]]:
    def faults(content: bytes) -> Iterator[str]:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            archive.getinfo("[Content_Types].xml")
            ET.fromstring(archive.read(part))  # noqa: S314 - as above
            if damaged := archive.testzip():
                yield f"its part {damaged!r} is damaged"

    return faults


def _zip_faults(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if damaged := archive.testzip():
            yield f"its part {damaged!r} is damaged"


def _formulas_in_sheets(content: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheets = [one for one in archive.infolist() if _SHEET.fullmatch(one.filename)]
        for sheet in sheets:
            if sheet.file_size > MAX_SHEET_BYTES:
                continue
            for element in ET.fromstring(archive.read(sheet)).iter():  # noqa: S314 - as above
                if element.tag.rpartition("}")[2] == "f":
                    yield f"={element.text or ''}"


_READERS: dict[str, Callable[[bytes], Iterator[str]]] = {
    "text/html": _html_faults,
    "text/csv": _csv_faults,
    "application/zip": _zip_faults,
    **{MEDIA_TYPES[extension]: _office_faults(part) for extension, part in OFFICE_PARTS.items()},
    **{MEDIA_TYPES[extension]: _open_document_faults(MEDIA_TYPES[extension]) for extension in (".odt", ".ods", ".odp")},
}
