# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Previews of what people really upload: the office and PDF documents of the INTERLINK catalogue."""

from pathlib import Path

import pytest
from interlink_documents.media import PDF, SHEETS, SLIDES, WORD, is_as_declared
from interlink_documents.previews import VIEW, preview_of, text_of

from interlink_sdk import File

TYPES = {".docx": WORD, ".pptx": SLIDES, ".xlsx": SHEETS, ".pdf": PDF}

pytestmark = pytest.mark.filterwarnings("ignore::UserWarning:openpyxl")


def documents_in(folder: Path, kind: str) -> list[File]:
    paths = sorted(path for path in folder.glob(f"catalogue/interlinkers/knowledge/*/*{kind}") if path.name[0] != "~")
    assert paths, f"no {kind} in {folder}"
    return [File(name=path.name, media_type=TYPES[kind], path=path) for path in paths]


@pytest.mark.parametrize("kind", TYPES)
def test_every_real_document_is_what_it_says_and_has_a_preview(shared_data: Path, kind: str):
    for file in documents_in(shared_data, kind):
        assert file.path is not None
        preview = preview_of(file, VIEW)
        assert is_as_declared(file), file.path
        assert preview is not None, file.path
        assert len(text_of(preview.html)) > 100, file.path
        assert "<script" not in preview.html
        assert "javascript:" not in preview.html


def test_the_lock_file_of_an_open_document_has_no_preview(shared_data: Path):
    lock = shared_data / "catalogue/interlinkers/knowledge/Business-Plan-Template/~$source.docx"
    assert preview_of(File(name="lock.docx", media_type=WORD, path=lock), VIEW) is None


def test_a_long_document_says_how_much_is_shown(shared_data: Path):
    folder = shared_data / "catalogue/interlinkers/knowledge/Focus-Group-Template-Co-production"
    pages = preview_of(File(name="long.pdf", media_type=PDF, path=folder / "resource.pdf"), VIEW)
    slides = preview_of(File(name="long.pptx", media_type=SLIDES, path=folder / "resource.pptx"), VIEW)
    assert pages is not None
    assert (pages.pages, pages.shown) == (26, ("pages", 20))
    assert slides is not None
    assert (slides.pages, slides.shown) == (26, ("slides", 20))
