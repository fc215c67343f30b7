# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""PDF: the text of the first pages; a scan has none."""

from html import escape
from pathlib import Path
from threading import Lock
from typing import Any

from interlink_documents.previews.preview import Limits, Preview

MAX_PAGE_CHARACTERS = 20_000
_one_at_a_time = Lock()
"""PDFium must not be called from two threads."""


def read(path: Path, limits: Limits) -> Preview:
    """Read the text of the first pages."""
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]  # it has no types

    with _one_at_a_time, PdfDocument(path) as document:
        count = len(document)
        texts = [_text(document, index) for index in range(min(count, limits.pages))]
    html = "".join(f"<li><pre>{escape(text)}</pre></li>" for text in texts) if any(texts) else ""
    return Preview(f"<ol>{html}</ol>" if html else "", count, ("pages", limits.pages) if count > limits.pages else None)


def _text(document: Any, index: int) -> str:
    page = document[index]
    try:
        text_page = page.get_textpage()
        try:
            text: str = text_page.get_text_range(0, min(text_page.count_chars(), MAX_PAGE_CHARACTERS))
        finally:
            text_page.close()
    finally:
        page.close()
    return text.replace("\r\n", "\n").strip()
