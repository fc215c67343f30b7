# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: entries, their genesis assets and images, problem profiles."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, fields
from functools import cache

from sqlalchemy import bindparam, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from interlink_runtime.store import tables
from interlink_runtime.store.blob_rows import put_blob
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.statements import Statement, Step, compiled
from interlink_runtime.store.store import Store


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A catalogue entry; `document` is its JSON."""

    id: str
    nature: str
    source: str
    """`plugin` or `import`."""
    origin: str
    """The distribution or the bundle's folder that it came from."""
    digest: str
    document: str
    software: str | None
    """The interlinker that a knowledge entry is instantiated through."""
    name: str
    created_at: int
    updated_at: int


@dataclass(frozen=True, slots=True)
class SearchText:
    """What full-text search reads of an entry in one language."""

    language: str
    name: str
    tags: str
    description: str


@dataclass(frozen=True, slots=True)
class EntryImage:
    """An image of an entry: `logo`, or `snapshot-N` in order."""

    name: str
    file: FileEntry


ENTRY_COLUMNS = [tables.entries.c[field.name] for field in fields(EntryRow)]


async def entry_by_id(store: Store, entry_id: str) -> EntryRow | None:
    """Return one entry."""
    row = await store.fetch_one(_entry_by_id(), entry_id=entry_id)
    return EntryRow(*row) if row else None


async def entries_from(store: Store, source: str) -> list[EntryRow]:
    """Return every entry of one source, by identifier."""
    return [EntryRow(*row) for row in await store.fetch(_entries_from(), source=source)]


async def genesis_of(store: Store, entry_id: str) -> dict[str, str]:
    """Return the genesis asset per language."""
    return dict(await store.fetch(_genesis_of(), entry_id=entry_id))


async def images_of(store: Store, entry_id: str) -> list[EntryImage]:
    """Return the images of an entry, by name."""
    rows = await store.fetch(_images_of(), entry_id=entry_id)
    return [EntryImage(row[0], FileEntry(row[0], row[1], row[2], row[3], row[4])) for row in rows]


async def problem_profiles(store: Store) -> dict[str, str]:
    """Return the JSON of every problem profile by its identifier."""
    return dict(await store.fetch(_problem_profiles()))


def put_entry(row: EntryRow, facets: Mapping[str, Iterable[str]], texts: Iterable[SearchText]) -> list[Step]:
    """Add an entry or replace all that is known of it, except when it was first added."""
    pairs = {(facet, value) for facet, values in facets.items() for value in values}
    texts = list(texts)
    return [
        Step(_put_entry(), asdict(row)),
        _note_change(row.id),
        *_forget_details(row.id),
        *(
            Step(_insert_facet(), {"entry_id": row.id, "facet": facet, "value": value})
            for facet, value in sorted(pairs)
        ),
        *(Step(_put_language(), {"tag": text.language}, rows=None) for text in texts),
        *(Step(_insert_search(), {"entry_id": row.id, **asdict(text)}) for text in texts),
    ]


def put_images(entry_id: str, images: Iterable[EntryImage], at: int) -> list[Step]:
    """Replace the images of an entry, whose blobs are stored already."""
    steps = [Step(_forget_images(), {"entry": entry_id}, rows=None)]
    for image in images:
        file = image.file
        use = {"entry_id": entry_id, "name": image.name, "sha256": file.sha256, "media_type": file.media_type}
        steps += [put_blob(file, at), Step(_insert_image(), use)]
    return steps


def put_genesis(entry_id: str, language: str, asset_id: str) -> Step:
    """Say which asset is the template in *language*."""
    return Step(_put_genesis(), {"entry_id": entry_id, "language": language, "asset_id": asset_id})


def remove_genesis(entry_id: str, language: str) -> Step:
    """Say that there is no template in *language* any more."""
    return Step(_remove_genesis(), {"entry": entry_id, "tag": language}, rows=None)


def remove_entry(entry_id: str) -> list[Step]:
    """Take an entry out of the catalogue; its genesis assets stay."""
    return [_note_change(entry_id), *_forget_details(entry_id), Step(_remove_entry(), {"entry": entry_id})]


def put_profile(profile_id: str, document: str) -> Step:
    """Add or replace a problem profile."""
    return Step(_put_profile(), {"id": profile_id, "document": document})


def _note_change(entry_id: str) -> Step:
    """Say that what is held in memory of the entry is no longer true (`entry_index`)."""
    return Step(_put_change(), {"entry": entry_id}, rows=None)


def _forget_details(entry_id: str) -> list[Step]:
    return [Step(statement, {"entry": entry_id}, rows=None) for statement in (_forget_facets(), _forget_search())]


@cache
def _entry_by_id() -> Statement:
    return compiled(select(*ENTRY_COLUMNS).where(tables.entries.c.id == bindparam("entry_id")))


@cache
def _entries_from() -> Statement:
    table = tables.entries
    return compiled(select(*ENTRY_COLUMNS).where(table.c.source == bindparam("source")).order_by(table.c.id))


@cache
def _genesis_of() -> Statement:
    table = tables.entry_genesis
    return compiled(
        select(table.c.language, table.c.asset_id)
        .where(table.c.entry_id == bindparam("entry_id"))
        .order_by(table.c.language)
    )


@cache
def _images_of() -> Statement:
    table, blobs = tables.entry_blobs, tables.blobs
    return compiled(
        select(table.c.name, table.c.media_type, table.c.sha256, blobs.c.size_bytes, blobs.c.crc32)
        .join(blobs, blobs.c.sha256 == table.c.sha256)
        .where(table.c.entry_id == bindparam("entry_id"))
        .order_by(table.c.name)
    )


@cache
def _problem_profiles() -> Statement:
    table = tables.problem_profiles
    return compiled(select(table.c.id, table.c.document).order_by(table.c.id))


@cache
def _put_entry() -> Statement:
    numbered = select(func.coalesce(func.max(tables.entry_changes.c.number), 0) + 1).scalar_subquery()
    statement = upsert(tables.entries).values(
        {"number": numbered, **{column.name: bindparam(column.name) for column in ENTRY_COLUMNS}}
    )
    changing = [column.name for column in ENTRY_COLUMNS if column.name not in {"id", "created_at"}]
    new = {name: statement.excluded[name] for name in changing}
    return compiled(statement.on_conflict_do_update(index_elements=["id"], set_=new))


@cache
def _put_change() -> Statement:
    return Statement(
        "INSERT INTO entry_changes (number, seq) "
        "SELECT number, (SELECT coalesce(max(seq), 0) + 1 FROM entry_changes) FROM entries WHERE id = :entry "
        "ON CONFLICT (number) DO UPDATE SET seq = excluded.seq"
    )


@cache
def _insert_facet() -> Statement:
    return Statement(
        "INSERT INTO entry_facets (facet, value, number) "
        "SELECT :facet, :value, number FROM entries WHERE id = :entry_id"
    )


@cache
def _put_language() -> Statement:
    return compiled(upsert(tables.entry_languages).values(tag=bindparam("tag")).on_conflict_do_nothing())


@cache
def _insert_search() -> Statement:
    return Statement(
        "INSERT INTO entry_search (rowid, name, tags, description) "
        "SELECT entries.number << 16 | entry_languages.number, :name, :tags, :description "
        "FROM entries JOIN entry_languages ON entry_languages.tag = :language WHERE entries.id = :entry_id"
    )


@cache
def _forget_facets() -> Statement:
    return Statement("DELETE FROM entry_facets WHERE number = (SELECT number FROM entries WHERE id = :entry)")


@cache
def _forget_search() -> Statement:
    return Statement(
        "DELETE FROM entry_search WHERE rowid BETWEEN (SELECT number << 16 FROM entries WHERE id = :entry) "
        "AND (SELECT number << 16 | 65535 FROM entries WHERE id = :entry)"
    )


@cache
def _forget_images() -> Statement:
    return compiled(delete(tables.entry_blobs).where(tables.entry_blobs.c.entry_id == bindparam("entry")))


@cache
def _insert_image() -> Statement:
    return compiled(insert(tables.entry_blobs))


@cache
def _put_genesis() -> Statement:
    names = ("entry_id", "language", "asset_id")
    statement = upsert(tables.entry_genesis).values({name: bindparam(name) for name in names})
    new = {"asset_id": statement.excluded.asset_id}
    return compiled(statement.on_conflict_do_update(index_elements=["entry_id", "language"], set_=new))


@cache
def _remove_genesis() -> Statement:
    table = tables.entry_genesis
    return compiled(delete(table).where(table.c.entry_id == bindparam("entry"), table.c.language == bindparam("tag")))


@cache
def _remove_entry() -> Statement:
    return compiled(delete(tables.entries).where(tables.entries.c.id == bindparam("entry")))


@cache
def _put_profile() -> Statement:
    statement = upsert(tables.problem_profiles).values({name: bindparam(name) for name in ("id", "document")})
    new = {"document": statement.excluded.document}
    return compiled(statement.on_conflict_do_update(index_elements=["id"], set_=new))
