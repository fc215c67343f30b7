# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the catalogue: words and filters go in, a page of localised entries comes out."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlink_runtime.catalogue.entries import KnownEntry, known_entry
from interlink_runtime.catalogue.rows import FACETS, plain
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.entry_order import Place
from interlink_runtime.store.search import Order, Query, search_entries
from interlink_sdk.errors import InvalidParameters, MalformedRequest, Problem
from interlink_sdk.metadata import text_for

MAX_PAGE = 100
_CURSOR = re.compile(r"(?P<seen>[0-9]{1,9})\.(?P<last>[a-z0-9-]{1,300})")


@dataclass(frozen=True, slots=True)
class FoundEntry:
    """An entry in the language that was asked for, as far as it exists."""

    known: KnownEntry
    name: str
    description: str
    """Plain text."""


@dataclass(frozen=True, slots=True)
class CataloguePage:
    """One page of results; *after* is the cursor of the next, None at the end."""

    items: tuple[FoundEntry, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]]
    """Per facet and value how many results it would give; a facet does not narrow itself."""
    after: str | None


async def search_catalogue(
    runtime: Runtime,
    text: str = "",
    language: str = "en",
    facets: Mapping[str, Sequence[str]] | None = None,
    order: Order = "relevance",
    after: str | None = None,
    limit: int = 24,
) -> CataloguePage:
    """Return the entries that fit *text* and, for each facet, one of its values, after a cursor.

    Raises InvalidParameters for an unknown facet, MalformedRequest for what was never a cursor.
    """
    chosen = _checked(facets or {})
    query, place = Query(text, language, chosen, order), _place(after)
    limit = max(1, min(limit, MAX_PAGE))
    found = await search_entries(runtime.store, query, FACETS, after=place, limit=limit)
    items = tuple([found_in(await known_entry(runtime, row), language) for row in found.rows])
    seen = (place.seen if place else 0) + len(items)
    return CataloguePage(items, found.total, found.counts, f"{seen}.{found.rows[-1].id}" if found.has_more else None)


def found_in(known: KnownEntry, language: str) -> FoundEntry:
    """Return an entry with its texts in *language*, else in English, else in any."""
    names, descriptions = known.entry.names, known.entry.descriptions
    return FoundEntry(known, text_for(names, (language,)), plain(text_for(descriptions, (language,))).strip())


def _checked(facets: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    problems = [
        Problem(
            code="unknown_facet",
            key=facet,
            found=f"the facet {facet!r}",
            expected=f"one of {', '.join(FACETS)}",
            fix="correct the name or leave it out",
        )
        for facet in facets
        if facet not in FACETS
    ]
    if problems:
        raise InvalidParameters("the catalogue is not filtered by this", problems=problems)
    return {facet: [value for value in values if value] for facet, values in facets.items() if any(values)}


def _place(cursor: str | None) -> Place | None:
    if cursor is None:
        return None
    if not (read := _CURSOR.fullmatch(cursor)):
        raise MalformedRequest(f"{cursor[:40]!r} is no cursor of the catalogue; take the `after` of the page before")
    return Place(id=read["last"], seen=int(read["seen"]))
