# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is kept, read from the files themselves after the server has ended: no code of the runtime is asked."""

import json
import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

FileKept = tuple[str, str, int]
"""Name, SHA-256, size in bytes."""


@dataclass(frozen=True)
class Version:
    """One version of an asset, as it was acknowledged or as it is kept."""

    version: int
    name: str
    state: dict[str, Any]
    files: tuple[FileKept, ...]


@dataclass(frozen=True)
class Entry:
    """A contribution."""

    id: str
    collection: str
    body: dict[str, Any]
    author: str | None
    pseudonym: str | None

    @property
    def is_claimed(self) -> bool:
        """Whether it came with a bundle."""
        return (self.author or self.pseudonym or "").startswith("claimed:")


@dataclass(frozen=True)
class Event:
    """One event."""

    seq: int
    id: str
    type: str
    asset: str | None
    data: dict[str, Any]


@dataclass(frozen=True)
class Kept:
    """Everything in the database that the checks look at."""

    assets: dict[str, Version]
    versions: dict[str, list[Version]]
    grants: dict[str, dict[str, str]]
    entries: dict[str, list[Entry]]
    events: list[Event]
    tallies: dict[tuple[str, str], int]
    """How many secret entries came of which no event tells yet, by asset and collection."""
    answered: set[str]
    """The assets about which a recorded reply tells."""
    blobs: dict[str, int]
    """Size by SHA-256."""
    named: set[tuple[str, str]]
    """Which asset names which blob."""
    images: set[str]
    """The blobs of catalogue entries."""
    damage: list[str]
    """What SQLite's own checks say."""


def read_kept(database: Path) -> Kept:
    """Return what the database at *database* keeps."""
    with closing(sqlite3.connect(database)) as store:
        return Kept(
            assets={row[0]: _version(row[1:]) for row in _rows(store, "assets", "id, version, name, state, files")},
            versions=_grouped(store, "asset_versions", "asset_id, version, name, state, files", _version),
            grants={
                asset: dict(found)
                for asset, found in _grouped(store, "grants", "asset_id, subject, role", tuple).items()
            },
            entries=_grouped(
                store, "contributions", "asset_id, id, collection, body, author, pseudonym", _entry, "position"
            ),
            events=[
                Event(seq, id_, type_, asset, json.loads(data))
                for seq, id_, type_, asset, data in _rows(store, "events", "seq, id, type, asset_id, data", "seq")
            ],
            tallies={
                (asset, collection): count
                for asset, collection, count in _rows(
                    store, "secret_tallies GROUP BY 1, 2", "asset_id, collection, sum(count)"
                )
            },
            answered={row[0] for row in _rows(store, "idempotency", "asset_id") if row[0]},
            blobs=dict(_rows(store, "blobs", "sha256, size_bytes")),
            named=set(_rows(store, "blob_uses", "asset_id, sha256")),
            images={row[0] for row in _rows(store, "entry_blobs", "sha256")},
            damage=_damage(store),
        )


def _rows(store: sqlite3.Connection, table: str, columns: str, order: str = "1") -> list[Any]:
    return store.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()


def _grouped(store: sqlite3.Connection, table: str, columns: str, of: Any, order: str = "1, 2") -> dict[str, list[Any]]:
    groups: dict[str, list[Any]] = defaultdict(list)
    for row in _rows(store, table, columns, order):
        groups[row[0]].append(of(row[1:]))
    return dict(groups)


def _version(row: tuple[Any, ...]) -> Version:
    version, name, state, files = row
    entries = tuple((file["name"], file["sha256"], file["size_bytes"]) for file in json.loads(files))
    return Version(version, name, json.loads(state), entries)


def _entry(row: tuple[Any, ...]) -> Entry:
    entry, collection, body, author, pseudonym = row
    return Entry(entry, collection, json.loads(body), author, pseudonym)


def _damage(store: sqlite3.Connection) -> list[str]:
    integrity = [str(row[0]) for row in store.execute("PRAGMA integrity_check") if row[0] != "ok"]
    return integrity + [f"foreign key: {row}" for row in store.execute("PRAGMA foreign_key_check")]
