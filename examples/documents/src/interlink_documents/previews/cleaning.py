# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""HTML of strangers: in with anything, out with text, tables and links, and nothing that acts."""

import re
from html.parser import HTMLParser

_TAGS = frozenset(
    "a b blockquote br caption code dd dl dt em h3 h4 h5 h6 hr i li ol p pre s strong sub sup "
    "table tbody td th thead tr u ul".split()
)
_ATTRIBUTES = {
    "a": {"href"},
    "ol": {"start"},
    "td": {"colspan", "rowspan"},
    "th": {"colspan", "rowspan", "scope"},
}
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(r"\s+")
_LINES = frozenset("blockquote caption dd dt h3 h4 h5 h6 li p pre tr".split())


def cleaned(html: str) -> str:
    """Return *html* with harmless tags only, all of them closed; links lead to the web and open a new window."""
    import nh3

    return nh3.clean(
        html,
        tags=set(_TAGS),
        attributes=_ATTRIBUTES,
        set_tag_attribute_values={"a": {"target": "_blank"}},
        url_schemes={"http", "https", "mailto"},
        url_relative="deny",
    )


def text_of(html: str) -> str:
    """Return the text of clean *html*: a line for each block, tabs between cells."""
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    text = "".join(reader.parts).replace(" \t", "\t")
    lines = (line.lstrip(" ").rstrip() for line in text.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


class _TextReader(HTMLParser):
    """Collects the text of one page."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag == "br":
            self._end_line()
        elif tag in _CELLS or tag == "pre":
            self._open.append(tag)

    def handle_data(self, data: str) -> None:
        if "pre" in self._open:
            self.parts.append(data)
        elif data.strip() or "\n" not in data:  # what only lays out the HTML is no text
            self.parts.append(_SPACES.sub(" ", data))

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            self._open.remove(tag)
        if tag in _CELLS:
            self.parts.append("\t")
        elif tag in _LINES:
            self._end_line()

    def _end_line(self) -> None:
        # a row stays one line whatever is in its cells
        self.parts.append("\n" if _CELLS.isdisjoint(self._open) else " ")
