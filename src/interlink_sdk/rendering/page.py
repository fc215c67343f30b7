# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of an asset whose interlinker has none of its own: state, files and contributions in, HTML out.

The result is the content of `<body>`, without scripts, styles or identifiers. All text is escaped,
links lead to http(s) or to the asset's own files, and a value that the schema does not describe is
shown under its own name, so that nothing that is kept stays unseen.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from html import escape
from itertools import islice
from typing import Final
from urllib.parse import quote, urlsplit

from pydantic import JsonValue

from interlink_sdk.assets import MAX_HTML_CHARACTERS, Contribution, File, JsonObject
from interlink_sdk.forms.shapes import Kind, Shape, choice_title, shape_of, title_for

MAX_ENTRIES = 200
MAX_DEPTH = 32
MAX_COLUMNS = 8
EMPTY = "–"

WORDS: Final[dict[str, dict[str, str]]] = {
    "en": {
        "files": "Files",
        "yes": "yes",
        "no": "no",
        "more": "and {count} more",
        "large": "too large to be shown",
        "point": ".",
    },
    "es": {
        "files": "Archivos",
        "yes": "sí",
        "no": "no",
        "more": "y {count} más",
        "large": "demasiado grande para mostrarse",
        "point": ",",
    },
    "it": {
        "files": "File",
        "yes": "sì",
        "no": "no",
        "more": "e altri {count}",
        "large": "troppo grande per essere mostrato",
        "point": ",",
    },
    "lv": {
        "files": "Faili",
        "yes": "jā",
        "no": "nē",
        "more": "un vēl {count}",
        "large": "pārāk liels, lai parādītu",
        "point": ",",
    },
}
"""The few words of the page itself, by language; another language is shown in English."""

_NESTED = frozenset({"group", "list", "choices", "json", "long_text"})
_UNKNOWN = Shape(kind="json", name="", path="", schema={})
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d):\d\d(?:\.\d+)?(Z|[+-]\d\d:\d\d)", re.ASCII)
_PARAGRAPH = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Entries:
    """The contributions of one collection as they are to be shown, with the texts of their schema."""

    title: str
    entries: Iterable[Contribution]
    schema: JsonObject
    labels: Mapping[str, str] = field(default_factory=dict)


def render_state(
    schema: JsonObject,
    state: JsonObject,
    files: Sequence[File] = (),
    *,
    labels: Mapping[str, str] | None = None,
    locale: str = "en",
    contributions: Sequence[Entries] = (),
) -> str:
    """Return the page of an asset with this *state*; *labels* are the schema's texts in the reader's language."""
    words = WORDS.get(locale.partition("-")[0], WORDS["en"])
    page = _Page(labels or {}, words)
    linked = page.files(files)
    parts = [page.group(shape_of(schema), state, 0) if state else "", linked]
    parts += [_Page(shown.labels, words).entries(shown) for shown in contributions]
    html = "".join(parts)
    return html if len(html) <= MAX_HTML_CHARACTERS else f"<p>{page.word('large')}</p>{linked}"


def human_size(size_bytes: int, point: str = ".") -> str:
    """Return *size_bytes* in the largest unit of which there is at least one; *point* stands before the decimal."""
    size, unit = float(size_bytes), "B"
    for larger in ("kB", "MB", "GB", "TB"):
        if size < 1000:
            break
        size, unit = size / 1000, larger
    return f"{size_bytes} B" if unit == "B" else f"{size:.1f} {unit}".replace(".", point)


def web_address(text: str) -> str | None:
    """Return *text* if it is an address of the web that may be linked to."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    return text if parts.scheme in {"http", "https"} and parts.netloc and text.isprintable() else None


class _Page:
    """One page in one language; lives as long as it is rendered."""

    def __init__(self, labels: Mapping[str, str], words: Mapping[str, str]) -> None:
        self._labels = labels
        self._words = words

    def word(self, name: str, **facts: object) -> str:
        """Return one of the page's own words."""
        return escape(self._words[name].format(**facts))

    def files(self, files: Sequence[File]) -> str:
        """Return the asset's files as links."""
        if not files:
            return ""
        rows = "".join(f"<li>{_file_link(file, self.word('point'))}</li>" for file in files)
        return f"<section><h2>{self.word('files')}</h2><ul>{rows}</ul></section>"

    def entries(self, collection: Entries) -> str:
        """Return the first entries of *collection* in their order, and how many there are beside them."""
        shape, waiting = shape_of(collection.schema), iter(collection.entries)
        rows = "".join(f"<li>{self._entry(shape, entry)}</li>" for entry in islice(waiting, MAX_ENTRIES))
        left = sum(1 for _ in waiting)
        more = f"<p>{self.word('more', count=left)}</p>" if left else ""
        return f"<section><h2>{escape(collection.title)}</h2><ol>{rows}</ol>{more}</section>" if rows else ""

    def group(self, shape: Shape, value: Mapping[str, JsonValue], depth: int) -> str:
        """Return an object as a list of descriptions: what the schema knows in its order, then the rest."""
        known = [(part, value[name]) for name, part in shape.properties.items() if name in value]
        unknown = [(replace(_UNKNOWN, name=name), value[name]) for name in value if name not in shape.properties]
        parts = "".join(
            f"<dt>{escape(title_for(part, self._labels))}</dt><dd>{self._value(part, inner, depth + 1)}</dd>"
            for part, inner in [*known, *unknown]
        )
        return f"<dl>{parts}</dl>" if parts else EMPTY

    def _entry(self, shape: Shape, entry: Contribution) -> str:
        who = f"<strong>{escape(entry.author.name)}</strong>" if entry.author and entry.author.name else ""
        when = _time_tag(entry.created_at.date().isoformat()) if entry.created_at else ""
        origin = f"<p>{' '.join(part for part in (who, when) if part)}</p>" if who or when else ""
        names = "".join(f"<li>{escape(file.name)}{_size(file, self.word('point'))}</li>" for file in entry.files)
        body = self.group(shape, entry.body, 0) if entry.body else ""
        return origin + body + (f"<ul>{names}</ul>" if names else "")

    def _value(self, shape: Shape, value: JsonValue, depth: int) -> str:
        match value:
            case dict() | list() if depth > MAX_DEPTH:
                return "…"
            case dict():
                return self.group(shape, value, depth)
            case list() if shape.items and _is_table(shape.items, value):
                return self._table(shape, shape.items, value, depth)
            case list():
                rows = "".join(f"<li>{self._value(shape.items or _UNKNOWN, row, depth + 1)}</li>" for row in value)
                return f"<ul>{rows}</ul>" if rows else EMPTY
            case _:
                return self._plain(shape, value)

    def _table(self, shape: Shape, row: Shape, values: Sequence[JsonValue], depth: int) -> str:
        columns = row.properties.items()
        head = "".join(f'<th scope="col">{escape(title_for(part, self._labels))}</th>' for _, part in columns)
        body = "".join(
            "<tr>"
            + "".join(f"<td>{self._value(part, value.get(name), depth)}</td>" for name, part in columns)
            + "</tr>"
            for value in values
            if isinstance(value, dict)
        )
        label = escape(title_for(shape, self._labels))
        return f'<table aria-label="{label}"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'

    def _plain(self, shape: Shape, value: JsonValue) -> str:
        for choice in shape.choices:
            if choice.value == value and type(choice.value) is type(value):
                return escape(choice_title(shape, choice, self._labels))
        match value:
            case None | "":
                return EMPTY
            case bool():
                return self.word("yes" if value else "no")
            case str():
                return _text(shape.kind, value)
            case _:
                return escape(str(value))


def _is_table(row: Shape, values: Sequence[JsonValue]) -> bool:
    """Say whether *values* are objects whose parts all fit into the cells of a table."""
    parts = row.properties
    if not values or not 0 < len(parts) <= MAX_COLUMNS or any(part.kind in _NESTED for part in parts.values()):
        return False
    return all(isinstance(value, dict) and value.keys() <= parts.keys() for value in values)


def _text(kind: Kind, text: str) -> str:
    match kind:
        case "url" if address := web_address(text):
            return f'<a href="{escape(address)}" rel="noopener noreferrer nofollow">{escape(text)}</a>'
        case "file":
            return f'<a href="files/{quote(text, safe="")}">{escape(text)}</a>'
        case "date" | "time" | "date_time":
            return _time_tag(text)
        case _ if "\n" in text or kind == "long_text":
            blocks = (escape(block.strip()).replace("\n", "<br>") for block in _PARAGRAPH.split(text))
            return "".join(f"<p>{block}</p>" for block in blocks if block)
        case _:
            return escape(text)


def _time_tag(text: str) -> str:
    match = _MOMENT.fullmatch(text)
    zone = "UTC" if match and match[3] == "Z" else match and match[3]
    shown = f"{match[1]} {match[2]} {zone}" if match else text
    return f'<time datetime="{escape(text)}">{escape(shown)}</time>'


def _file_link(file: File, point: str) -> str:
    return f'<a href="files/{quote(file.name, safe="")}">{escape(file.name)}</a>{_size(file, point)}'


def _size(file: File, point: str) -> str:
    return f" ({human_size(file.size_bytes, point)})" if file.size_bytes is not None else ""
