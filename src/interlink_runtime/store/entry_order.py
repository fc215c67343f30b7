# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Sets of entries, put in order as far as a page needs: sets and a place to begin go in, numbers come out.

Orders by name and by age walk an index and stop where the page is full. Ties go by name and
identifier, so that pages stay.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from sqlite3 import Connection
from typing import Any, Literal

from interlink_runtime.store.bits import bytes_of, has, numbers_of
from interlink_runtime.store.catalogue import ENTRY_COLUMNS, EntryRow
from interlink_runtime.store.database import fetch
from interlink_runtime.store.statements import Statement

Order = Literal["name", "newest"]
MAX_SORTED = 1_000
"""So many are looked up and sorted; of more than that, a page is found sooner on a walk through all entries."""
_WEIGHTS = "10.0, 4.0, 1.0"
"""How much a hit counts in name, tags, description."""
_ORDERS: Mapping[Order, tuple[str, str]] = {
    "name": ("(name, id) > (:name, :id)", "name, id"),
    "newest": ("created_at <= :created_at AND (created_at < :created_at OR id > :id)", "created_at DESC, id"),
}
"""Per order what comes after a place, and how it is sorted."""
_RANKED = Statement(
    f"SELECT rowid, bm25(entry_search, {_WEIGHTS}) FROM entry_search "  # noqa: S608 - constants only
    "WHERE entry_search MATCH :match"
)
_PLACE = Statement("SELECT number, name, id, created_at FROM entries WHERE id = :id")
_SORTED = Statement(
    "SELECT entries.number FROM json_each(:ranks) AS ranks JOIN entries ON entries.number = ranks.key + 0 "
    "ORDER BY ranks.value, entries.name, entries.id"
)
_ROWS = Statement(
    f"SELECT number, {', '.join(column.name for column in ENTRY_COLUMNS)} FROM entries "  # noqa: S608 - constants only
    "WHERE number IN (SELECT value FROM json_each(:numbers))"
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page ended: its last entry, and how many came so far, in case that entry has gone."""

    id: str
    seen: int


@dataclass(frozen=True, slots=True)
class Span:
    """How much of an order is wanted, and after what."""

    after: Place | None
    limit: int


@dataclass(frozen=True, slots=True)
class _Start:
    """The entry to begin after; or, where it has gone, how many to pass over."""

    number: int = 0
    key: Mapping[str, Any] | None = None
    skipped: int = 0


def in_order(connection: Connection, parts: Sequence[int], order: Order, span: Span) -> list[int]:
    """Return the numbers of *span* in *parts*, one part after the other, each in *order*."""
    start = _start(connection, span.after)
    first = _part_of(start, parts)
    if first is None:
        first, start = 0, _Start(skipped=span.after.seen if span.after else 0)
    wanted, key, found = span.limit + start.skipped, start.key, list[int]()
    for part in parts[first:]:
        if len(found) < wanted:
            found += _walk(connection, part, order, key, wanted - len(found))
        key = None
    return found[start.skipped :]


def ranked(connection: Connection, match: str, language: int, hits: int, span: Span) -> list[int]:
    """Return the numbers of *span* in *hits*, the best first.

    An entry is as good as its best text, one in the asked *language* counts double.
    """
    raw, best = bytes_of(hits), dict[int, float]()
    for text, rank in fetch(connection, _RANKED, {"match": match}):
        number = text >> 16
        if has(raw, number):  # the better, the more negative
            best[number] = min(best.get(number, 0.0), rank * 2 if text & 0xFFFF == language else rank)
    start = _start(connection, span.after)
    if start.number not in best:
        seen = span.after.seen if span.after else 0
        return _sorted(connection, best, seen + span.limit)[seen:]
    rest = {number: rank for number, rank in best.items() if rank >= best[start.number]}
    ties = sum(rank == best[start.number] for rank in rest.values())
    page = _sorted(connection, rest, ties + span.limit)
    return page[page.index(start.number) + 1 :][: span.limit]


def rows_of(connection: Connection, numbers: Sequence[int]) -> tuple[EntryRow, ...]:
    """Return the rows of *numbers*, in their order."""
    rows = {row[0]: EntryRow(*row[1:]) for row in fetch(connection, _ROWS, {"numbers": json.dumps(numbers)})}
    return tuple(rows[number] for number in numbers)


def _start(connection: Connection, after: Place | None) -> _Start:
    if after is None:
        return _Start()
    found = fetch(connection, _PLACE, {"id": after.id})
    if not found:
        return _Start(skipped=after.seen)
    number, name, entry_id, created_at = found[0]
    return _Start(number, {"name": name, "id": entry_id, "created_at": created_at})


def _part_of(start: _Start, parts: Sequence[int]) -> int | None:
    """Return which of *parts* goes on after *start*; a single one can, even where the entry is not in it any more."""
    if len(parts) == 1:
        return 0
    return next((place for place, part in enumerate(parts) if part >> start.number & 1), None)


def _walk(connection: Connection, hits: int, order: Order, key: Mapping[str, Any] | None, limit: int) -> list[int]:
    """Return the first *limit* of *hits* after *key*."""
    if not hits:
        return []
    conditions, sorting = [_ORDERS[order][0]] if key else [], _ORDERS[order][1]
    params = dict(key or {})
    if is_few := hits.bit_count() <= MAX_SORTED:
        conditions.append("number IN (SELECT value FROM json_each(:numbers))")
        params["numbers"] = json.dumps(numbers_of(hits))
    where = f"WHERE {' AND '.join(conditions)}" if conditions else ""
    walking = connection.execute(f"SELECT number FROM entries {where} ORDER BY {sorting}", params)  # noqa: S608 - constants, values are bound
    raw = bytes_of(hits)
    found = list(islice((row[0] for row in walking if is_few or has(raw, row[0])), limit))
    walking.close()
    return found


def _sorted(connection: Connection, ranks: Mapping[int, float], limit: int) -> list[int]:
    """Return the first *limit* by rank; only where ranks are equal, names must be read."""
    ordered = sorted(ranks, key=ranks.__getitem__)
    if len(ordered) > limit:
        last = ranks[ordered[limit - 1]]
        ordered = [number for number in ordered if ranks[number] <= last]
    places = _dense(ranks[number] for number in ordered)
    numbered = dict(zip(ordered, places, strict=True))
    return [row[0] for row in fetch(connection, _SORTED, {"ranks": json.dumps(numbered)})][:limit]


def _dense(ranks: Iterable[float]) -> list[int]:
    """Return sorted *ranks* as whole numbers, equal ones for equal ranks: what JSON gives back exactly."""
    places, known = list[int](), dict[float, int]()
    for rank in ranks:
        places.append(known.setdefault(rank, len(known)))
    return places
