# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Files that mean harm: no preview, or a harmless one, and never an exception."""

import logging
from collections.abc import Callable
from pathlib import Path
from zipfile import ZipFile

import pytest
from interlink_documents.media import OPEN_TEXT, PDF, SHEETS, UNKNOWN, WORD, media_type_of
from interlink_documents.previews import VIEW, Preview, preview_of
from interlink_documents.previews.archive import MAX_MARKUP_BYTES, MAX_TAGS, MAX_UNPACKED_BYTES

from interlink_sdk import File

Rewrite = Callable[[str, dict[str, bytes]], Path]

W = b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
R = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
LAUGHS = b"".join(b'<!ENTITY l%d "%s">' % (level, b"&l%d;" % (level - 1) * 10) for level in range(1, 10))
BOMB = b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY l0 "ha">' + LAUGHS + b"]>"
LOCKED_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\n"
    b"4 0 obj<</Filter/Standard/V 1/R 2/P -4/O<" + b"28" * 32 + b">/U<" + b"17" * 32 + b">>>endobj\n"
    b"trailer<</Root 1 0 R/Encrypt 4 0 R/ID[<00><00>]>>\n%%EOF"
)


@pytest.fixture
def refused(caplog: pytest.LogCaptureFixture) -> Callable[[Path, str], str]:
    """Return a function that says why there is no preview."""
    caplog.set_level(logging.INFO, "interlink_documents.previews")

    def reason(path: Path, media_type: str) -> str:
        caplog.clear()
        assert preview_of(File(name=path.name, media_type=media_type, path=path), VIEW) is None
        return caplog.messages[-1].rpartition(": ")[2] if caplog.messages else ""

    return reason


def shown(path: Path, media_type: str) -> Preview:
    preview = preview_of(File(name=path.name, media_type=media_type, path=path), VIEW)
    assert preview is not None
    return preview


def written(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_an_archive_that_unpacks_to_too_much_is_left_alone(rewrite: Rewrite, refused: Callable[[Path, str], str]):
    path = rewrite("invitation.docx", {"word/media/image1.bin": bytes(MAX_UNPACKED_BYTES)})
    assert path.stat().st_size < 1_000_000
    assert refused(path, WORD) == "UnsafeArchive"


@pytest.mark.parametrize("markup", [b" <x>" + bytes(MAX_MARKUP_BYTES), b"<x>" + b"<p/>" * MAX_TAGS])
def test_too_much_markup_is_left_alone_whatever_it_is_called(
    rewrite: Rewrite, refused: Callable[[Path, str], str], markup: bytes
):
    assert refused(rewrite("budget.xlsx", {"xl/media/image1.png": markup}), SHEETS) == "UnsafeArchive"


def test_an_archive_of_too_many_parts_is_left_alone(rewrite: Rewrite, refused: Callable[[Path, str], str]):
    path = rewrite("invitation.docx", {f"word/{number}": b"" for number in range(5_001)})
    assert refused(path, WORD) == "UnsafeArchive"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
@pytest.mark.parametrize(
    ("sample", "part", "media_type"),
    [
        ("invitation.docx", "word/document.xml", WORD),
        ("budget.xlsx", "xl/sharedStrings.xml", SHEETS),
        ("budget.xlsx", "xl/workbook.xml", SHEETS),
    ],
)
def test_entities_are_not_expanded(
    rewrite: Rewrite, refused: Callable[[Path, str], str], sample: str, part: str, media_type: str, encoding: str
):
    path = rewrite(sample, {part: (BOMB + b"<d>&l9;</d>").decode().encode(encoding)})
    assert refused(path, media_type) == "UnsafeArchive"


def test_an_entity_from_elsewhere_is_not_fetched(rewrite: Rewrite, refused: Callable[[Path, str], str]):
    document = b'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>' + W + R + b"&x;</w:document>"
    assert refused(rewrite("invitation.docx", {"word/document.xml": document}), WORD) == "UnsafeArchive"


def test_a_document_with_macros_is_no_word_document(rewrite: Rewrite):
    assert media_type_of(rewrite("invitation.docx", {"word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})) == UNKNOWN


def test_a_macro_document_under_another_name_is_no_word_document(rewrite: Rewrite):
    types = b'<Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/>'
    assert media_type_of(rewrite("invitation.docx", {"[Content_Types].xml": types})) == UNKNOWN


@pytest.mark.parametrize("address", ["javascript:alert(1)", "JAVASCRIPT:alert(1)", "data:text/html,x", "contribute/x"])
def test_a_link_that_acts_is_shown_as_text(rewrite: Rewrite, address: str):
    link = b'<w:body><w:p><w:hyperlink r:id="rId9"><w:r><w:t>Click</w:t></w:r></w:hyperlink></w:p></w:body>'
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId9" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink" '
        f'Target="{address}" TargetMode="External"/></Relationships>'
    )
    parts = {"word/document.xml": W + R + link + b"</w:document>", "word/_rels/document.xml.rels": relations.encode()}
    html = shown(rewrite("invitation.docx", parts), WORD).html
    assert "Click" in html
    assert "href" not in html


def test_markup_in_a_document_is_text(rewrite: Rewrite):
    text = b"<w:body><w:p><w:r><w:t>&lt;script&gt;alert(1)&lt;/script&gt;</w:t></w:r></w:p></w:body></w:document>"
    html = shown(rewrite("invitation.docx", {"word/document.xml": W + R + text}), WORD).html
    assert html == "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>"


def test_deep_nesting_has_no_preview(rewrite: Rewrite, refused: Callable[[Path, str], str]):
    nested = b"<w:body>" + b"<w:sdt><w:sdtContent>" * 20_000 + b"</w:sdtContent></w:sdt>" * 20_000 + b"</w:body>"
    path = rewrite("invitation.docx", {"word/document.xml": W + R + nested + b"</w:document>"})
    assert refused(path, WORD) == "RecursionError"


def test_a_pdf_with_a_password_has_no_preview(tmp_path: Path, refused: Callable[[Path, str], str]):
    assert refused(written(tmp_path / "blob", LOCKED_PDF), PDF) == "PdfiumError"


@pytest.mark.parametrize("part", [0.1, 0.5, 0.9, 0.99])
@pytest.mark.parametrize(("sample", "media_type"), [("invitation.docx", WORD), ("budget.xlsx", SHEETS)])
def test_a_truncated_office_document_has_no_preview(
    tmp_path: Path, samples: Path, sample: str, media_type: str, part: float
):
    content = (samples / sample).read_bytes()
    path = written(tmp_path / "blob", content[: int(len(content) * part)])
    assert preview_of(File(name=sample, media_type=media_type, path=path), VIEW) is None


def test_a_truncated_pdf_raises_nothing(tmp_path: Path, shared_data: Path):
    content = (shared_data / "catalogue/interlinkers/knowledge/Business-Plan-Template/resource.pdf").read_bytes()
    for size in (5, 100, len(content) // 2, len(content) - 100):
        path = written(tmp_path / "blob", content[:size])
        preview_of(File(name="cut.pdf", media_type=PDF, path=path), VIEW)


def test_a_sheet_that_claims_to_be_huge_is_read_in_part(rewrite: Rewrite):
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><dimension ref="A1:XFD1048576"/>'
        b'<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>2</v></c></row>'
        b"</sheetData></worksheet>"
    )
    html = shown(rewrite("budget.xlsx", {"xl/worksheets/sheet1.xml": sheet}), SHEETS).html
    assert html.count("<tr>") == 1


def test_an_open_document_is_read_without_its_objects(tmp_path: Path):
    names = 'xmlns:office="o" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:script="s"'
    content = (
        f"<office:document-content {names}><office:scripts><script:x>alert(1)</script:x></office:scripts><office:body>"
        '<office:text><text:h text:outline-level="1">Rules</text:h><text:p>Be &lt;kind&gt;.</text:p></office:text>'
        "</office:body></office:document-content>"
    )
    path = tmp_path / "blob"
    with ZipFile(path, "w") as package:
        package.writestr("mimetype", OPEN_TEXT)
        package.writestr("content.xml", content)
    assert shown(path, OPEN_TEXT).html == "<h3>Rules</h3><p>Be &lt;kind&gt;.</p>"
