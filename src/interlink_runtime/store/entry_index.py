# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is held in memory of the catalogue: which entries there are, and which have which value of a facet.

Each is a set of entries' numbers (`bits`). Changes of any process are in `entry_changes`, so that
only what changed since the last search is read again, in the same snapshot as the search itself.
"""

import json
from collections.abc import Iterator, Mapping
from sqlite3 import Connection

from interlink_runtime.store.bits import bits_of
from interlink_runtime.store.database import fetch
from interlink_runtime.store.statements import Statement

_NEWEST = Statement("SELECT coalesce(max(seq), 0) FROM entry_changes")
_CHANGED = Statement("SELECT number FROM entry_changes WHERE seq > :seq")
_PRESENT = Statement("SELECT group_concat(number) FROM entries WHERE number IN (SELECT value FROM json_each(:numbers))")
_VALUES = Statement(
    "SELECT facet, value, group_concat(number) FROM entry_facets "
    "WHERE number IN (SELECT value FROM json_each(:numbers)) GROUP BY facet, value"
)
_ALL_PRESENT = Statement("SELECT group_concat(number) FROM entries")
_ALL_VALUES = Statement("SELECT facet, value, group_concat(number) FROM entry_facets GROUP BY facet, value")


class EntryIndex:
    """The sets of one store; it lives as long as the store and belongs to the thread that searches."""

    def __init__(self) -> None:
        self.present = 0
        """The entries that there are."""
        self._seq = 0
        self._facets: dict[str, dict[str, int]] = {}

    def values(self, facet: str) -> Mapping[str, int]:
        """Return per value of *facet* the entries that have it."""
        return self._facets.get(facet, {})

    def refresh(self, connection: Connection) -> None:
        """Take in what has changed since the last time."""
        newest = fetch(connection, _NEWEST, {})[0][0]
        if newest < self._seq:  # another database lies in its place
            self.present, self._seq, self._facets = 0, 0, {}
        if newest > self._seq:
            self._take_in(connection)
            self._seq = newest

    def _take_in(self, connection: Connection) -> None:
        if self._seq == 0:
            present, values, numbers = _ALL_PRESENT, _ALL_VALUES, {}
        else:
            changed = [row[0] for row in fetch(connection, _CHANGED, {"seq": self._seq})]
            self._forget(bits_of(changed))
            present, values, numbers = _PRESENT, _VALUES, {"numbers": json.dumps(changed)}
        self.present |= bits_of(listed_numbers(fetch(connection, present, numbers)[0][0]))
        for facet, value, listed in fetch(connection, values, numbers):
            known = self._facets.setdefault(facet, {})
            known[value] = known.get(value, 0) | bits_of(listed_numbers(listed))

    def _forget(self, changed: int) -> None:
        self.present &= ~changed
        kept = {facet: dict(_without(values, changed)) for facet, values in self._facets.items()}
        self._facets = {facet: values for facet, values in kept.items() if values}


def listed_numbers(listed: str | None) -> list[int]:
    """Return the numbers that `group_concat` gave: one text costs half of what as many rows cost."""
    numbers: list[int] = json.loads(f"[{listed or ''}]")
    return numbers


def _without(values: Mapping[str, int], changed: int) -> Iterator[tuple[str, int]]:
    for value, bits in values.items():
        if left := bits & ~changed:
            yield value, left
