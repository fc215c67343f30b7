# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a stored file to safe HTML: a reader for each kind, and one sanitiser after all of them.

Nothing here raises: a file that is damaged, locked or hostile has no preview, and can still be downloaded.
"""

import logging
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from interlink_documents.media import OPEN_TEXT, PDF, SHEETS, SLIDES, TEXT, WORD, media_type_of
from interlink_documents.previews import open_text, pages, sheets, slides, texts, word
from interlink_documents.previews.cleaning import cleaned, text_of
from interlink_documents.previews.preview import Limits, Preview
from interlink_sdk import File

__all__ = ["EXPORT", "VIEW", "Limits", "Preview", "preview_of", "text_of"]

VIEW = Limits(pages=20, sheets=5, rows=100, columns=20, characters=200_000)
EXPORT = Limits(pages=1_000, sheets=100, rows=10_000, columns=100, characters=5_000_000)

_READERS: dict[str, Callable[[Path, Limits], Preview]] = {
    WORD: word.read,
    SLIDES: slides.read,
    SHEETS: sheets.read,
    OPEN_TEXT: open_text.read,
    PDF: pages.read,
    TEXT: texts.read_plain,
    "text/markdown": texts.read_markdown,
    "text/csv": texts.read_table,
}

log = logging.getLogger(__name__)


def preview_of(file: File, limits: Limits) -> Preview | None:
    """Return the beginning of *file*, or None where it has none that can be shown."""
    assert file.path is not None  # the platform gives hooks readable files
    found = media_type_of(file.path)
    reader = _READERS.get(file.media_type if found == TEXT else found, texts.read_plain if found == TEXT else None)
    if reader is None:
        return None
    try:
        preview = reader(file.path, limits)
        html = cleaned(preview.html[: limits.characters])
    except Exception as error:  # noqa: BLE001 - hostile files make the readers raise anything
        log.info("no preview of %s content: %s", found, type(error).__name__)
        return None
    if len(preview.html) > limits.characters:
        return Preview(html, preview.pages, ("characters", limits.characters))
    return replace(preview, html=html)
