# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""OpenDocument texts: headings, paragraphs, lists and tables."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from xml.etree import ElementTree as ET
from zipfile import ZipFile

from interlink_documents.previews.archive import check_archive
from interlink_documents.previews.preview import Limits, Preview

_TAGS = {"list": "ul", "list-item": "li", "table": "table", "table-row": "tr", "table-cell": "td"}
_LEFT_OUT = frozenset(("annotation", "tracked-changes"))


def read(path: Path, limits: Limits) -> Preview:  # noqa: ARG001 - a flowing text has no pages to count
    """Read the whole text; the caller cuts it."""
    check_archive(path)
    with ZipFile(path) as package, package.open("content.xml") as content:
        # no entities are left in it, see check_archive
        body = ET.parse(content).getroot().find("{*}body/{*}text")  # noqa: S314
    return Preview("".join(_blocks(body)) if body is not None else "")


def _blocks(parent: ET.Element) -> Iterator[str]:
    for element in parent:
        namespace, _, name = element.tag.partition("}")
        if name == "h":
            level = min(int(element.get(f"{namespace}}}outline-level", "1")) + 2, 6)
            yield f"<h{level}>{escape(''.join(element.itertext()))}</h{level}>"
        elif name == "p":
            yield f"<p>{escape(''.join(element.itertext()))}</p>"
        elif tag := _TAGS.get(name):
            yield f"<{tag}>{''.join(_blocks(element))}</{tag}>"
        elif name not in _LEFT_OUT:
            yield from _blocks(element)
