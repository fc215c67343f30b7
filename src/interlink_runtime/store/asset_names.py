# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a part of a name to the newest assets whose names have it: the index of migration 0008.

The index knows three letters that stand together, and assets by the first half of their
identifiers, which is their age. So what it finds has all letters, but perhaps not in this order,
and must be looked at; and it comes newest first, so that a few are enough.
"""

import re
from typing import Any

from interlink_runtime.store.meta import forget_value, value_of
from interlink_runtime.store.statements import Statement, Step
from interlink_runtime.store.store import Store

MAX_HITS = 1_000
"""How many are looked at before a walk through somebody's own assets is the better bet."""
PART_CHARACTERS = 3
MAX_PARTS = 16
ERASED = "names_erased"
"""The key under which the index says that traces of an erased name are left in it."""

_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HALF = 1 << 63
_FOUND = "FROM asset_names WHERE asset_names MATCH :match AND rowid <= :newest ORDER BY rowid DESC LIMIT :most"
# the number without its turned sign (x ^ y is (x | y) - (x & y)), and that as an identifier begins
HITS = (
    "(SELECT printf('%08x-%04x-%04x-', (half >> 32) & 4294967295, (half >> 16) & 65535, half & 65535) AS beginning "  # noqa: S608 - constants
    f"FROM (SELECT (rowid | {-_HALF}) - (rowid & {-_HALF}) AS half {_FOUND}))"
)
"""The table of hits, newest first, which is read only as far as it is needed; `beginning` is half an identifier."""
_REWRITE = Statement("INSERT INTO asset_names (asset_names) VALUES ('optimize')")
_COUNT = Statement(f"SELECT count(*) FROM (SELECT 1 {_FOUND})")  # noqa: S608 - as above


def wanted_hits(part: str, after: str) -> dict[str, Any] | None:
    """Return what HITS asks for: the letters of the folded *part*, in assets older than the cursor.

    None where the index cannot say: for one or two letters, and for a cursor that is no identifier.
    """
    match, newest = _match(part), _number(after)
    return None if match is None or newest is None else {"match": match, "newest": newest, "most": MAX_HITS}


async def are_all(store: Store, wanted: dict[str, Any]) -> bool:
    """Say whether no older hits are left than those that HITS gives."""
    row = await store.fetch_one(_COUNT, **wanted)
    return row is not None and row[0] < wanted["most"]


async def rewrite_after_erasure(store: Store) -> None:
    """Write the index anew where a name was erased: until then its letters could be put together from it."""
    erased = await value_of(store, ERASED)
    if erased is not None:
        # a name that is erased meanwhile leaves another value, and that one stays
        await store.commit([Step(_REWRITE, {}, rows=None, is_long=True), forget_value(ERASED, erased)])


def _match(part: str) -> str | None:
    """Return the query for everything that has the letters of *part*."""
    parts = dict.fromkeys(part[first : first + PART_CHARACTERS] for first in range(len(part) - PART_CHARACTERS + 1))
    if not parts or "\0" in part:
        return None
    return " AND ".join('"{}"'.format(letters.replace('"', '""')) for letters in list(parts)[:MAX_PARTS])


def _number(cursor: str) -> int | None:
    """Return the number that the index has for the newest asset after *cursor*."""
    if cursor == "~":
        return _HALF - 1
    return int(cursor[:19].replace("-", ""), 16) - _HALF if _IDENTIFIER.fullmatch(cursor) else None
