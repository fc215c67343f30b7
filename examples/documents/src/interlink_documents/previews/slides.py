# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Presentations: a numbered list of slides with their titles, texts and tables."""

from collections.abc import Iterator
from html import escape
from itertools import islice
from pathlib import Path
from typing import Any

from interlink_documents.previews.archive import check_archive
from interlink_documents.previews.preview import Limits, Preview
from interlink_documents.previews.tables import table

MAX_SHAPES = 200
"""Of one slide or group."""
MAX_NESTING = 5


def read(path: Path, limits: Limits) -> Preview:
    """Read the first slides."""
    from pptx import Presentation

    check_archive(path)
    slides = Presentation(str(path)).slides
    items = "".join(f"<li>{_slide(slide, limits)}</li>" for slide in islice(slides, limits.pages))
    is_cut = len(slides) > limits.pages
    return Preview(f"<ol>{items}</ol>", pages=len(slides), shown=("slides", limits.pages) if is_cut else None)


def _slide(slide: Any, limits: Limits) -> str:
    title = slide.shapes.title
    heading = f"<h3>{escape(_line(title.text))}</h3>" if title is not None and title.text.strip() else ""
    others = (shape for shape in slide.shapes if title is None or shape.shape_id != title.shape_id)
    return heading + "".join(_parts(others, limits, MAX_NESTING))


def _parts(shapes: Any, limits: Limits, nesting: int) -> Iterator[str]:
    for shape in islice(shapes, MAX_SHAPES):
        if shape.has_text_frame and (lines := _lines(shape)):
            yield f"<p>{escape(lines[0])}</p>" if len(lines) == 1 else f"<ul>{''.join(map(_item, lines))}</ul>"
        elif getattr(shape, "has_table", False):
            rows = ([cell.text for cell in islice(row.cells, limits.columns)] for row in shape.table.rows)
            yield table(list(islice(rows, limits.rows)))
        elif nesting and hasattr(shape, "shapes"):
            yield from _parts(shape.shapes, limits, nesting - 1)


def _lines(shape: Any) -> list[str]:
    lines = (_line(paragraph.text) for paragraph in shape.text_frame.paragraphs)
    return [line for line in lines if line]


def _item(line: str) -> str:
    return f"<li>{escape(line)}</li>"


def _line(text: str) -> str:
    return " ".join(text.split())
