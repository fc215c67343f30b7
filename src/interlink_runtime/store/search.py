# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the catalogue: full text, facets, order, and pages that stay where they are."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
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


async def search_entries(store: Store, query: Query, *, offset: int, limit: int) -> tuple[list[EntryRow], int]:
    """Return a page of the entries that fit *query*, and how many fit altogether."""
    if query.is_hopeless:
        return [], 0
    source, conditions, params = _parts(query)
    where = _where(conditions)
    counting = Statement(f"SELECT count(*) FROM {source} {where}")  # noqa: S608 - constants, values are bound
    paging = f"SELECT {_COLUMNS} FROM {source} {where} {_order(query)} LIMIT :limit OFFSET :offset"  # noqa: S608 - as above
    total = await store.fetch_one(counting, **params)
    rows = await store.fetch(Statement(paging), **params, limit=limit, offset=offset)
    return [EntryRow(*row) for row in rows], total[0] if total else 0


async def facet_counts(store: Store, query: Query, facets: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return how many entries each value of *facets* has; a facet's own selection does not narrow it."""
    counts: dict[str, dict[str, int]] = {facet: {} for facet in facets}
    if query.is_hopeless:
        return counts
    chosen = {name: values for name, values in (query.facets or {}).items() if values}
    open_facets = [facet for facet in facets if facet not in chosen]
    # those without a selection of their own are narrowed by the same, so they are counted together
    for together in ([open_facets] if open_facets else []) + [[facet] for facet in facets if facet in chosen]:
        narrowing = {name: values for name, values in chosen.items() if name not in together}
        rows = await store.fetch(*_counting(replace(query, facets=narrowing), together))
        for facet, value, count in rows:
            counts[facet][value] = count
    return counts


def _parts(query: Query) -> tuple[str, list[str], dict[str, Any]]:
    params: dict[str, Any] = {}
    source, conditions = "entries", []
    if query.match is not None:
        params |= {"match": query.match, "language": query.language}
        # the limit keeps SQLite from merging the two queries: bm25 works in the inner one only
        hits = (
            f"SELECT entry_id, language, bm25(entry_search, {_WEIGHTS}) AS rank FROM entry_search "  # noqa: S608 - constants
            "WHERE entry_search MATCH :match LIMIT -1"
        )
        rank = "min(rank * CASE language WHEN :language THEN 2.0 ELSE 1.0 END)"
        found = f"SELECT entry_id, {rank} AS rank FROM ({hits}) GROUP BY entry_id"  # noqa: S608 - constants
        source = f"({found}) AS found JOIN entries ON entries.id = found.entry_id"
    for number, (facet, values) in enumerate(sorted((query.facets or {}).items())):
        names = [f"value_{number}_{index}" for index in range(len(values[:MAX_VALUES]))]
        if not names:
            continue
        params |= {f"facet_{number}": facet, **dict(zip(names, values, strict=False))}
        conditions.append(
            "EXISTS (SELECT 1 FROM entry_facets WHERE entry_facets.entry_id = entries.id "  # noqa: S608 - constants
            f"AND entry_facets.facet = :facet_{number} AND entry_facets.value IN "
            f"({', '.join(f':{name}' for name in names)}))"
        )
    return source, conditions, params


def _where(conditions: Sequence[str]) -> str:
    return f"WHERE {' AND '.join(conditions)}" if conditions else ""


def _order(query: Query) -> str:
    if query.order == "newest":
        return "ORDER BY entries.created_at DESC, entries.id"
    if query.order == "relevance" and query.match is not None:
        return "ORDER BY found.rank, entries.name COLLATE NOCASE, entries.id"
    return "ORDER BY entries.name COLLATE NOCASE, entries.id"
