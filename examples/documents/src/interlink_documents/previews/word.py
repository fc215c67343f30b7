# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Word documents: paragraphs, headings, lists and tables; of pictures only the description."""

from pathlib import Path
from typing import Any

from interlink_documents.previews.archive import check_archive
from interlink_documents.previews.preview import Limits, Preview

MAX_TAGS = 150_000
"""Mammoth takes 50 µs and a kilobyte for each."""
_HEADINGS = "\n".join(
    # the page has its title and the word "Preview" above
    [f"p[style-name='Heading {level}'] => h{min(level + 2, 6)}:fresh" for level in range(1, 7)]
    + ["p[style-name='Title'] => h3:fresh", "p[style-name='Subtitle'] => p:fresh"]
)


def read(path: Path, limits: Limits) -> Preview:  # noqa: ARG001 - a flowing text has no pages to count
    """Read the whole text; the caller cuts it."""
    import mammoth

    check_archive(path, max_tags=MAX_TAGS)
    with path.open("rb") as file:
        result = mammoth.convert_to_html(
            file,
            style_map=_HEADINGS,
            include_embedded_style_map=False,
            external_file_access=False,
            convert_image=_described,
        )
    return Preview(html=str(result.value))


def _described(image: Any) -> list[Any]:
    from mammoth import html

    return [html.text(f"[{image.alt_text}]")] if image.alt_text else []
