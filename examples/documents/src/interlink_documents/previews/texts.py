# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Plain text, Markdown and CSV."""

import codecs
import csv
import io
from html import escape
from itertools import islice
from pathlib import Path

from interlink_documents.previews.preview import Limits, Preview
from interlink_documents.previews.tables import table

_MOST_BYTES_PER_CHARACTER = 4
_SEPARATORS = ",;\t|"
_HEADINGS = {f"h{level}": f"h{min(level + 2, 6)}" for level in range(1, 7)}


def read_plain(path: Path, limits: Limits) -> Preview:
    """Read the text as it is."""
    return Preview(f"<pre>{escape(_decoded(path, limits))}</pre>")


def read_markdown(path: Path, limits: Limits) -> Preview:
    """Read CommonMark with tables; HTML inside stays text."""
    from markdown_it import MarkdownIt

    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    tokens = markdown.parse(_decoded(path, limits))
    for token in tokens:
        token.tag = _HEADINGS.get(token.tag, token.tag)  # the page has its title and the word "Preview" above
    return Preview(markdown.renderer.render(tokens, markdown.options, {}))


def read_table(path: Path, limits: Limits) -> Preview:
    """Read the first rows, whatever of the usual separators stands between the cells."""
    text = _decoded(path, limits)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    rows = list(islice(csv.reader(io.StringIO(text), delimiter=separator), limits.rows + 1))
    html = table([row[: limits.columns] for row in rows[: limits.rows]])
    return Preview(html, shown=("rows", limits.rows) if len(rows) > limits.rows else None)


def _decoded(path: Path, limits: Limits) -> str:
    with path.open("rb") as file:
        content = file.read(_MOST_BYTES_PER_CHARACTER * limits.characters)
    encoding = "utf-16" if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) else "utf-8-sig"
    try:
        return codecs.getincrementaldecoder(encoding)().decode(content)  # the last character may be cut
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
