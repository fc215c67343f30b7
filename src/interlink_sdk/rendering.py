# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of an asset whose interlinker has none of its own: state, files and contributions in, HTML out.

The result is the content of `<body>`, without scripts, styles or identifiers. All text is escaped,
links lead to http(s) or to the asset's own files, and a value that the schema does not describe is
shown under its own name, so that nothing that is kept stays unseen.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import islice
from typing import Final
from urllib.parse import quote, urlsplit

from pydantic import JsonValue

from interlink_sdk.assets import MAX_HTML_CHARACTERS, Contribution, File, JsonObject
from interlink_sdk.forms.shapes import Shape, choice_title, shape_of, title_for

MAX_ENTRIES = 200
MAX_DEPTH = 32
MAX_COLUMNS = 8

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {"files": "Files", "yes": "yes", "no": "no", "more": "and {count} more", "large": "too large to be shown"},
    "es": {"files": "Archivos", "yes": "sí", "no": "no", "more": "y {count} más", "large": "demasiado grande para mostrarse"},
    "it": {"files": "File", "yes": "sì", "no": "no", "more": "e altri {count}", "large": "troppo grande per essere mostrato"},
    "lv": {"files": "Faili", "yes": "jā", "no": "nē", "more": "un vēl {count}", "large": "pārāk liels, lai parādītu"},
}
"""The few words of the page itself, by language; another language is shown in English."""

_FLAT = frozenset({"group", "list", "choices", "json", "long_text"})
_UNKNOWN = Shape(kind="json", name="", path="", schema={})


def render_state(
    schema: JsonObject,
    state: JsonObject,
    files: Sequence[File] = (),
    *,
    labels: Mapping[str, str] | None = None,
    locale: str = "en",
    contributions: Mapping[str, Iterable[Contribution]] | None = None,
    collections: Mapping[str, JsonObject] | None = None,
) -> str:
    """Return the page of an asset with this *state*.

    *labels* are the schema's texts in the reader's language by key path, those of a collection's
    schema after `collections.NAME.`; *collections* are the schemas of contributions by name.
    """
    page = _Page(labels or {}, locale)
    html = page.state(schema, state) + page.files(files)
    for name, entries in (contributions or {}).items():
        html += page.entries(name, entries, (collections or {}).get(name, {}))
    return html if len(html) <= MAX_HTML_CHARACTERS else f"<p>{page.word('large')}</p>{page.files(files)}"


def human_size(size_bytes: int) -> str:
    """Return *size_bytes* in the largest unit of which there is at least one."""
    size, unit = float(size_bytes), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:  # noqa: PLR2004 - SI prefixes
            break
        size, unit = size / 1000, larger
    return f"{size_bytes} B" if unit == "B" else f"{size:.1f} {unit}"


def web_address(text: str) -> str | None:
    """Return *text* if it is an address of the web that may be linked to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc and text.isprintable() else None


class _Page:
    """One page in one language; lives as long as it is rendered."""

    def __init__(self, labels: Mapping[str, str], locale: str) -> None:
        self._labels = labels
        self._words = WORDS.get(locale.partition("-")[0], WORDS["en"])

    def word(self, name: str, **facts: object) -> str:
        """Return one of the page's own words."""
        return escape(self._words[name].format(**facts))

    def state(self, schema: JsonObject, state: JsonObject) -> str:
        """Return the state as a list of descriptions."""
        return self._group(shape_of(schema), state, depth=0)

    def files(self, files: Sequence[File]) -> str:
        """Return the asset's files as links."""
        if not files:
            return ""
        rows = "".join(f"<li>{_file_link(file)}</li>" for file in files)
        return f"<section><h2>{self.word('files')}</h2><ul>{rows}</ul></section>"

    def entries(self, name: str, entries: Iterable[Contribution], schema: JsonObject) -> str:
        """Return the first entries of a collection in their order, and how many there are beside them."""
        page = _Page(_below(self._labels, f"collections.{name}."), "en")
        page._words = self._words
        shape, waiting = shape_of(schema), iter(entries)
        rows = "".join(f"<li>{page._entry(shape, entry)}</li>" for entry in islice(waiting, MAX_ENTRIES))
        title = self._labels.get(f"collections.{name}.title") or title_for(shape, {}) or name.replace("_", " ").capitalize()
        left = sum(1 for _ in waiting)
        more = f"<p>{self.word('more', count=left)}</p>" if left else ""
        return f"<section><h2>{escape(title)}</h2><ol>{rows}</ol>{more}</section>" if rows else ""
