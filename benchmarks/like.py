# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How INTERLINK's existing catalogue searches: a part of a word in name, description or tags, found with LIKE.

It looks at one language, counts all, and has neither facets nor an order. Here it gets the same
texts in the same database engine, plain, and nothing that the rows would have to be converted from.
"""

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from corpus import LANGUAGES

from interlink_sdk.metadata import CatalogueEntry

_COLUMNS = [f"{kind}_{language}" for kind in ("name", "description", "tags") for language in LANGUAGES]


class LikeCatalogue:
    """A table of entries in a file of its own."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute(f"CREATE TABLE IF NOT EXISTS entries (id, languages, {', '.join(_COLUMNS)})")

    def put(self, entries: Iterable[CatalogueEntry]) -> None:
        """Add *entries*."""
        marks = ", ".join("?" * (len(_COLUMNS) + 2))
        self._connection.execute("BEGIN")
        self._connection.executemany(f"INSERT INTO entries VALUES ({marks})", map(_row, entries))
        self._connection.execute("COMMIT")

    def search(self, text: str, language: str, offset: int, limit: int) -> int:
        """Return how many entries fit, after reading a page of them."""
        fits = " OR ".join(f"{kind}_{language} LIKE :part" for kind in ("name", "description", "tags"))
        where = f"WHERE languages LIKE :language AND ({fits})"
        params = {"part": f"%{text}%", "language": f"%{language}%", "offset": offset, "limit": limit}
        total = self._connection.execute(f"SELECT count(*) FROM entries {where}", params).fetchone()[0]
        page = f"SELECT * FROM entries {where} LIMIT :limit OFFSET :offset"
        self._connection.execute(page, params).fetchall()
        return int(total)


def _row(entry: CatalogueEntry) -> list[str]:
    tags = {language: " ".join(words) for language, words in entry.tags.items()}
    texts = [table.get(language, "") for table in (entry.names, entry.descriptions, tags) for language in LANGUAGES]
    return [entry.id, " ".join(entry.languages), *texts]
