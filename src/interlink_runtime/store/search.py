# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the catalogue: full text, facets, order, and pages that stay where they are.

SQLite finds the texts and keeps the orders; which of the found entries have which facets is
counted on sets in memory (`entry_index`).
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from sqlite3 import Connection
from typing import Literal

from interlink_runtime.store.bits import bits_of
from interlink_runtime.store.catalogue import EntryRow
from interlink_runtime.store.database import fetch
from interlink_runtime.store.entry_index import EntryIndex, listed_numbers
from interlink_runtime.store.entry_order import Place, Span, in_order, ranked, rows_of
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.store import Store

Order = Literal["relevance", "name", "newest"]
MAX_WORDS = 12
MAX_VALUES = 50
MAX_RANKED_TEXTS = 5_000
"""Up to here each text is weighed, a microsecond each; what more have than that tells little of any."""
TEXTS_AT_ONCE = 50_000
"""What is parsed at one go holds the interpreter, and so the event loop: one or two milliseconds."""
_WORD = re.compile(r"\w+", re.UNICODE)
_FOUND = Statement(
    "SELECT group_concat(text >> 16), count(*), max(text) FROM (SELECT rowid AS text FROM entry_search "
    "WHERE entry_search MATCH :match AND rowid > :after ORDER BY rowid LIMIT :limit)"
)
_NAMED = Statement(
    "SELECT group_concat(rowid >> 16) FILTER (WHERE rowid & 65535 = :language), group_concat(rowid >> 16) "
    "FROM entry_search WHERE entry_search MATCH :match"
)
_LANGUAGE = Statement("SELECT number FROM entry_languages WHERE tag = :tag")


@dataclass(frozen=True, slots=True)
class Query:
    """What is searched for; it lives as long as one search."""

    text: str = ""
    language: str = "en"
    facets: Mapping[str, Sequence[str]] | None = None
    """Per facet the values of which one must fit; all facets must."""
    order: Order = "relevance"

    @property
    def match(self) -> str | None:
        """The words as an FTS5 query that cannot be malformed: all of them, the last as a prefix."""
        words = _WORD.findall(self.text)[:MAX_WORDS]
        if not words:
            return None
        return " ".join([*(f'"{word}"' for word in words[:-1]), f'"{words[-1]}"*'])

    @property
    def is_hopeless(self) -> bool:
        """Whether there is text but no word in it: then nothing is found, rather than everything."""
        return bool(self.text.strip()) and self.match is None

    @property
    def chosen(self) -> dict[str, Sequence[str]]:
        """The facets in which something is chosen."""
        return {facet: values[:MAX_VALUES] for facet, values in sorted((self.facets or {}).items()) if values}


@dataclass(frozen=True, slots=True)
class Results:
    """One page of what was found, and what is known of the whole."""

    rows: tuple[EntryRow, ...]
    total: int
    counts: Mapping[str, Mapping[str, int]]
    """Per facet and value how many entries it would give; a facet's own selection does not narrow it."""
    has_more: bool


async def search_entries(
    store: Store, query: Query, facets: Sequence[str] = (), *, after: Place | None = None, limit: int
) -> Results:
    """Return the entries that fit *query*, *limit* of them from *after* on, and the counts of *facets*."""
    if query.is_hopeless:
        return Results((), 0, {facet: {} for facet in facets}, has_more=False)
    return await store.searches.ask(partial(_answer, query, facets, Span(after, limit + 1)))


def _answer(query: Query, facets: Sequence[str], span: Span, connection: Connection, index: EntryIndex) -> Results:
    texts = _found_texts(connection, query.match)
    matched = index.present if texts is None else bits_of(texts)
    masks = {facet: _any_of(index, facet, values) for facet, values in query.chosen.items()}
    hits = _narrowed(matched, masks)
    if texts is None or query.order != "relevance":
        page = in_order(connection, [hits], "newest" if query.order == "newest" else "name", span)
    elif len(texts) <= MAX_RANKED_TEXTS:
        page = ranked(connection, str(query.match), _language(connection, query), hits, span)
    else:
        page = in_order(connection, _by_name_first(connection, query, hits), "name", span)
    return Results(
        rows_of(connection, page[: span.limit - 1]),
        hits.bit_count(),
        {facet: _counted(index.values(facet), _narrowed(matched, masks, facet)) for facet in facets},
        has_more=len(page) == span.limit,
    )


def _found_texts(connection: Connection, match: str | None) -> list[int] | None:
    """Return the entry of each text that fits, None where everything does."""
    if match is None:
        return None
    texts, count, last = list[int](), TEXTS_AT_ONCE, 0
    while count == TEXTS_AT_ONCE:
        params = {"match": match, "after": last, "limit": TEXTS_AT_ONCE}
        listed, count, last = fetch(connection, _FOUND, params)[0]
        texts += listed_numbers(listed)
    return texts


def _any_of(index: EntryIndex, facet: str, values: Sequence[str]) -> int:
    known, found = index.values(facet), 0
    for value in values:
        found |= known.get(value, 0)
    return found


def _narrowed(matched: int, masks: Mapping[str, int], besides: str | None = None) -> int:
    for facet, mask in masks.items():
        if facet != besides:
            matched &= mask
    return matched


def _counted(values: Mapping[str, int], within: int) -> dict[str, int]:
    """Return how many of *within* each value has, the most frequent first."""
    counts = ((value, (bits & within).bit_count()) for value, bits in values.items())
    return dict(sorted((pair for pair in counts if pair[1]), key=lambda pair: (-pair[1], pair[0])))


def _by_name_first(connection: Connection, query: Query, hits: int) -> list[int]:
    """Return *hits* in parts: named so in the asked language, named so in any, and the others."""
    params = {"match": f"{{name}} : ({query.match})", "language": _language(connection, query)}
    asked, named = (bits_of(listed_numbers(listed)) & hits for listed in fetch(connection, _NAMED, params)[0])
    return [asked, named & ~asked, hits & ~named]


def _language(connection: Connection, query: Query) -> int:
    found = fetch(connection, _LANGUAGE, {"tag": query.language})
    return found[0][0] if found else 0
