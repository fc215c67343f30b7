# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a part of a name to the newest assets whose names have it: the index of migration 0008.

The index knows three letters that stand together, and assets by the first half of their
identifiers, which is their age. So what it finds has all letters, but perhaps not in this order,
and must be looked at; and it comes newest first, so that a few are enough.
"""

import re
from dataclasses import dataclass

from interlink_runtime.store.meta import forget_value, value_of
from interlink_runtime.store.statements import Statement, Step
from interlink_runtime.store.store import Store

PART_CHARACTERS = 3
MAX_PARTS = 16
ERASED = "names_erased"
"""The key under which the index says that traces of an erased name are left in it."""

_IDENTIFIER = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
_HALF = 1 << 63
_HITS = Statement(
    "SELECT rowid FROM asset_names WHERE asset_names MATCH :match AND rowid <= :newest ORDER BY rowid DESC LIMIT :most"
)
_REWRITE = Statement("INSERT INTO asset_names (asset_names) VALUES ('optimize')")


@dataclass(frozen=True, slots=True)
class Hits:
    """What the index found, newest first."""

    beginnings: tuple[str, ...]
    """The first halves of identifiers."""
    are_all: bool
    """Whether no older ones are left."""


async def hits_after(store: Store, part: str, after: str, most: int) -> Hits | None:
    """Return what has the letters of the folded *part* and is older than the cursor; None where the index cannot say.

    That is so for one or two letters, and for a cursor that is no identifier.
    """
    match, newest = _match(part), _number(after)
    if match is None or newest is None:
        return None
    rows = await store.fetch(_HITS, match=match, newest=newest, most=most)
    return Hits(tuple(_beginning(row[0]) for row in rows), len(rows) < most)


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


def _beginning(number: int) -> str:
    digits = f"{number + _HALF:016x}"
    return f"{digits[:8]}-{digits[8:12]}-{digits[12:]}-"
