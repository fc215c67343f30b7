# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the catalogue: full text, facets, order, and pages that stay where they are."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from interlink_runtime.store.catalogue import ENTRY_COLUMNS, EntryRow
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.store import Store

Order = Literal["relevance", "name", "newest"]
MAX_WORDS = 12
MAX_VALUES = 50
_WORD = re.compile(r"\w+", re.UNICODE)
_COLUMNS = ", ".join(f"entries.{column.name}" for column in ENTRY_COLUMNS)
_WEIGHTS = "0.0, 0.0, 10.0, 4.0, 1.0"
"""How much a hit counts in entry_id, language, name, tags, description."""
# an entry is as good as its best language, the asked one counts double (the better, the more negative);
# the limit keeps SQLite from merging the two queries, because bm25 works in the inner one only
_RANKED = (
    "(SELECT entry_id, min(rank * CASE language WHEN :language THEN 2.0 ELSE 1.0 END) AS rank FROM "  # noqa: S608
    f"(SELECT entry_id, language, bm25(entry_search, {_WEIGHTS}) AS rank FROM entry_search "
    "WHERE entry_search MATCH :match LIMIT -1) GROUP BY entry_id) AS found JOIN entries ON entries.id = found.entry_id"
)
_MATCHES = "entries.id IN (SELECT entry_id FROM entry_search WHERE entry_search MATCH :match)"


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
        return {facet: values for facet, values in sorted((self.facets or {}).items()) if values}


async def search_entries(store: Store, query: Query, *, offset: int, limit: int) -> tuple[list[EntryRow], int]:
    """Return a page of the entries that fit *query*, and how many fit altogether."""
    if query.is_hopeless:
        return [], 0
    where, params = _where(query), _params(query)
    total = await store.fetch_one(Statement(f"SELECT count(*) FROM entries {where}"), **params)  # noqa: S608 - constants, values are bound
    source, order = _ordered(query)
    # the page is found first and read then: a sort would carry every document along
    page = f"SELECT entries.id FROM {source} {where} ORDER BY {order} LIMIT :limit OFFSET :offset"  # noqa: S608 - as above
    ids = [row[0] for row in await store.fetch(Statement(page), **params, limit=limit, offset=offset)]
    reading = f"SELECT {_COLUMNS} FROM entries WHERE id IN (SELECT value FROM json_each(:ids))"  # noqa: S608 - as above
    rows = [EntryRow(*row) for row in await store.fetch(Statement(reading), ids=json.dumps(ids))]
    return sorted(rows, key=lambda row: ids.index(row.id)), total[0] if total else 0


async def facet_counts(store: Store, query: Query, facets: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return how many entries each value of *facets* has; a facet's own selection does not narrow it."""
    counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
    if query.is_hopeless:
        return counts
    for together in _counted_together(query, facets):
        others = {facet: values for facet, values in query.chosen.items() if facet not in together}
        narrowed = replace(query, facets=others)
        counting = (
            "SELECT counted.facet, counted.value, count(*) FROM entries "  # noqa: S608 - as above
            "CROSS JOIN entry_facets AS counted ON counted.entry_id = entries.id "
            "AND counted.facet IN (SELECT value FROM json_each(:counted)) "
            f"{_where(narrowed)} GROUP BY 1, 2 ORDER BY 3 DESC, 2"
        )
        rows = await store.fetch(Statement(counting), **_params(narrowed), counted=json.dumps(together))
        for facet, value, count in rows:
            counts[facet][value] = count
    return counts


def _counted_together(query: Query, facets: Sequence[str]) -> Iterator[Sequence[str]]:
    """Yield the facets that are narrowed by the same: all without a choice at once, the others one by one."""
    unchosen = [facet for facet in facets if facet not in query.chosen]
    if unchosen:
        yield unchosen
    yield from ([facet] for facet in facets if facet in query.chosen)


def _where(query: Query) -> str:
    conditions = [_MATCHES] if query.match is not None else []
    conditions += (
        "EXISTS (SELECT 1 FROM entry_facets WHERE entry_facets.entry_id = entries.id "  # noqa: S608 - as above
        f"AND entry_facets.facet = :facet_{number} "
        f"AND entry_facets.value IN (SELECT value FROM json_each(:values_{number})))"
        for number in range(len(query.chosen))
    )
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _params(query: Query) -> dict[str, Any]:
    params: dict[str, Any] = {"match": query.match, "language": query.language}
    for number, (facet, values) in enumerate(query.chosen.items()):
        params |= {f"facet_{number}": facet, f"values_{number}": json.dumps(values[:MAX_VALUES])}
    return params


def _ordered(query: Query) -> tuple[str, str]:
    """Return what is read and in which order; ties go by name and identifier, so that pages stay."""
    if query.order == "newest":
        return "entries", "entries.created_at DESC, entries.id"
    if query.order == "relevance" and query.match is not None:
        return _RANKED, "found.rank, entries.name COLLATE NOCASE, entries.id"
    return "entries", "entries.name COLLATE NOCASE, entries.id"
