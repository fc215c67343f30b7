# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Exported files are read as what they say they are."""

import io
import zipfile

import pytest

from interlink_sdk.conformance.contents import fault_of, formulas_in, languages_of, loaded_by
from interlink_sdk.media import MEDIA_TYPES

ODT, XLSX = MEDIA_TYPES[".odt"], MEDIA_TYPES[".xlsx"]
DOCUMENT = b"<!doctype html><html lang=lv><head><title>T</title></head><body>B</body></html>"
SHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><c>{}</c></worksheet>'


def zipped(**members: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return content.getvalue()


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/json", b'{"a": 1}'),
        ("text/html", DOCUMENT),
        ("text/csv", b"\xef\xbb\xbfa,b\r\n1,2\r\n"),
        ("text/plain", "Žagari".encode()),
        ("application/pdf", b"%PDF-1.7 and more"),
        ("image/svg+xml", b"<svg/>"),
        ("application/x-unheard-of", b"anything"),
        (ODT, zipped(mimetype=ODT, content_xml="<a/>")),
    ],
)
def test_what_is_what_it_says_has_no_fault(media_type: str, content: bytes) -> None:
    assert fault_of(media_type, content) == ""


@pytest.mark.parametrize(
    ("media_type", "content"),
    [
        ("application/json", b"{'a': 1}"),
        ("text/html", b"<p>only a part</p>"),
        ("text/csv", b"a,b\r\n1\r\n"),
        ("text/csv", b'a,"b\r\n'),
        ("text/plain", "Žagari".encode("utf-16")),
        ("application/pdf", b"<html>not found</html>"),
        ("image/svg+xml", b"<svg>"),
        ("application/zip", b"PK and then nothing"),
        (ODT, zipped(content_xml="<a/>")),
        (ODT, zipped(mimetype="text/plain", content_xml="<a/>")),
        (XLSX, zipped(xl__workbook_xml="<a/>")),
    ],
)
def test_what_is_not_what_it_says_has_a_fault(media_type: str, content: bytes) -> None:
    assert fault_of(media_type, content) != ""


def test_cells_that_a_spreadsheet_runs_are_found_in_csv() -> None:
    assert formulas_in("text/csv", b"text,sum\r\n=1+1,-5\r\n'=1+1,+49 30\r\n@SUM(A1),x\r\n") == ["=1+1", "@SUM(A1)"]


def test_formulas_are_found_in_sheets() -> None:
    run, plain = (zipped(xl__worksheets__sheet1_xml=SHEET.format(cell)) for cell in ("<f>1+1</f>", "<v>=1+1</v>"))
    assert formulas_in(XLSX, run) == ["=1+1"]
    assert formulas_in(XLSX, plain) == []


def test_a_document_says_its_language_at_the_root() -> None:
    assert languages_of(DOCUMENT.decode()) == ["lv"]
    assert languages_of('<html><body lang="lv"></body></html>') == []


@pytest.mark.parametrize(
    "part",
    [
        "<script>1</script>",
        '<p onclick="x()">so</p>',
        '<img src="https://count.example.org/p.gif">',
        '<link rel="stylesheet" href="all.css">',
        "<style>@import url(all.css)</style>",
    ],
)
def test_what_a_document_loads_or_runs_is_found(part: str) -> None:
    assert len(loaded_by(f"<html><body>{part}</body></html>")) == 1


def test_a_document_may_hold_its_pictures() -> None:
    assert (
        loaded_by('<html><body><img src="data:image/png;base64,AA"><a href="https://example.org/">x</a></body>') == []
    )
