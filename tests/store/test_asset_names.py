# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The index of names: it finds what a walk through the assets finds, follows every change, and forgets."""

import random
import re
import sqlite3
from contextlib import closing

import pytest

from interlink_runtime.store import asset_names, asset_pages
from interlink_runtime.store.asset_names import rewrite_after_erasure
from interlink_runtime.store.asset_pages import _all_among, _held_among
from interlink_runtime.store.assets import all_assets_page, assets_page, delete_asset, update_asset
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.sweep import sweep

ANA = ["person:ana", "team:parks"]
WORDS = ["Park", "park bench", "São José", "Straße", "Plan 100%", 'the "old" school', "ab", "🌳🌳🌳 trees"]
ROLES = [
    {"person:ana": "owner"},
    {"team:parks": "viewer"},
    {"person:ana": "viewer", "team:parks": "editor"},
    {"b": "owner"},
]
SEARCHES = [
    "park",
    "PARK B",
    "sao jose",
    "strasse",
    "100%",
    '"old"',
    "ab",
    "🌳🌳🌳",
    "trees",
    "nowhere",
    "arkpar",
    "a\0b",
]


async def ids_of(store, search, **filters) -> list[str]:
    return [asset.id for asset, _ in await assets_page(store, ANA, search=search, **{"limit": 50} | filters)]


@pytest.fixture
def indexed(monkeypatch):
    """Let even the owner of a single asset look the index up, and refuse the walk."""

    def refuse(_filters) -> Statement:
        raise AssertionError("the assets were walked through")

    monkeypatch.setattr(asset_pages, "FEW_ASSETS", 0)
    monkeypatch.setattr(asset_pages, "_held", refuse)
    monkeypatch.setattr(asset_pages, "_all", refuse)


async def test_whoever_has_many_assets_is_answered_from_the_index(store, keep, indexed):
    row = await keep(name="Plan of the harbour")
    await keep(name="Plan of the station")
    assert await ids_of(store, "HARBOUR") == [row.id]
    assert await all_assets_page(store, search="harbour", limit=5) == [row]


async def test_a_page_that_is_full_needs_no_older_hits(store, keep, indexed, monkeypatch):
    monkeypatch.setattr(asset_names, "MAX_HITS", 2)
    rows = [await keep(name="Plan of the harbour") for _ in range(4)]
    assert await ids_of(store, "harbour", limit=2) == [rows[3].id, rows[2].id]


async def test_whoever_has_few_assets_is_answered_by_a_walk(store, keep, monkeypatch):
    row = await keep(name="Plan of the harbour")
    monkeypatch.setattr(asset_pages, "wanted_hits", None)
    assert await ids_of(store, "harbour") == [row.id]


@pytest.mark.parametrize("most", [1, 3, 1_000])
async def test_the_index_finds_what_a_walk_finds(store, keep, monkeypatch, most):
    chance = random.Random(most)
    for _ in range(60):
        name = f"{chance.choice(WORDS)} {chance.choice(WORDS)}"
        await keep(name=name, interlinker=chance.choice(["poll", "documents"]), roles=chance.choice(ROLES))
    monkeypatch.setattr(asset_names, "MAX_HITS", most)
    for search in SEARCHES:
        for role in (None, "owner", "editor", "viewer"):
            for interlinker in (None, "poll"):
                filters = {"role": role, "interlinker": interlinker}
                pages = []
                for few in (0, 1_000):
                    monkeypatch.setattr(asset_pages, "FEW_ASSETS", few)
                    pages.append(await all_pages(store, search, **filters))
                assert pages[0] == pages[1]


async def all_pages(store, search, **filters):
    found, after = [], None
    while page := await assets_page(store, ANA, search=search, after=after, limit=4, **filters):
        found += page
        after = page[-1][0].id
    return found


async def test_letters_that_stand_apart_are_no_part_of_a_name(store, keep, indexed):
    await keep(name="abc bcd")
    assert await ids_of(store, "abcd") == []


@pytest.mark.parametrize("filters", [set(), {"interlinker", "strength"}])
def test_what_the_index_found_is_looked_up_and_nothing_else(migrated, filters):
    wanted = dict.fromkeys(["interlinker", "strength", "subjects", "search"], "x") | {
        "match": "x",
        "newest": 1,
        "most": 1,
        "after": "~",
    }
    plan = []
    for statement in (_held_among(frozenset(filters)), _all_among(frozenset(filters) - {"strength"})):
        with closing(sqlite3.connect(migrated)) as connection:
            explained = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", {**wanted, "limit": 1})
            plan += [row[3] for row in explained]
    assert not [line for line in plan if re.match(r"SCAN (assets|grants)\b", line)]
    assert sum("(id>? AND id<?)" in line for line in plan) == 2


@pytest.mark.parametrize("search", ["rare", "often"])
def test_the_cost_does_not_grow_with_the_assets_behind_a_hit(migrated, tmp_path, search):
    costs = []
    for count in (100, 5_000):
        path = tmp_path / f"{count}.sqlite3"
        path.write_bytes(migrated.read_bytes())
        ids = filled(path, count)
        costs.append(work(path, search, ids[9]))
    assert costs[1] <= costs[0] * 1.5 + 1


def filled(path, count: int) -> list[str]:
    """Fill the database and return the identifiers, the oldest first."""
    ids = [new_id() for _ in range(count)]
    columns = "id, interlinker, interlinker_version, name, folded_name, state, files, version, owner, created_by"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executemany(
            f"INSERT INTO assets ({columns}, genesis, created_at, updated_at) "
            "VALUES (?, 'poll', '1', 'often', 'often', '{}', '[]', 1, 'ana', 'ana', 0, 1, 1)",
            [(asset,) for asset in ids],
        )
        connection.executemany(
            "INSERT INTO grants VALUES (?, 'person:ana', 'owner', 'poll', 'ana', 1)", [(asset,) for asset in ids]
        )
    return ids


def work(path, search: str, newest: str) -> int:
    """Count the instructions that SQLite needs to look hits up, in hundreds."""
    hundreds = []
    number = int(newest[:19].replace("-", ""), 16) - 2**63
    wanted = {"search": search, "subjects": '["person:ana"]', "match": '"oft"', "newest": number, "most": 100}
    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(lambda: hundreds.append(1), 100)
        connection.execute(_held_among(frozenset()).sql, {**wanted, "after": "~", "limit": 51}).fetchall()
    return len(hundreds)


async def test_a_new_name_is_found_and_the_old_one_is_not(store, keep, asset_row, indexed):
    row = await keep(name="Old harbour")
    changed = asset_row(id=row.id, name="New station", version=2)
    await store.commit([update_asset(changed, expected_version=1)])
    assert (await ids_of(store, "station"), await ids_of(store, "harbour")) == ([row.id], [])


async def test_an_erased_asset_is_not_found(store, keep, indexed):
    row = await keep(name="Old harbour")
    await store.commit(delete_asset(row.id))
    assert await ids_of(store, "harbour") == []


async def test_assets_whose_identifiers_begin_alike_do_not_hide_each_other(store, keep, indexed):
    mine = await keep(name="Old harbour")
    twin = await keep(id=mine.id[:19] + "-0000-000000000000", name="Old harbour wall")
    assert set(await ids_of(store, "harbour")) == {mine.id, twin.id}
    assert await ids_of(store, "harbour", after=mine.id) == [twin.id]
    await store.commit(delete_asset(twin.id))
    assert await ids_of(store, "old harbour") == [mine.id]


async def test_identifiers_of_every_kind_are_listed_in_their_order(store, keep, indexed):
    first = [f"{digit}{new_id()[1:]}" for digit in "0789af"]
    for id_ in random.Random(1).sample(first, len(first)):
        await keep(id=id_, name="Old harbour")
    assert await ids_of(store, "harbour") == sorted(first, reverse=True)
    assert await ids_of(store, "harbour", after=first[2]) == [first[1], first[0]]


@pytest.mark.parametrize("after", ["", "~", "x", "zzzz", "0" * 36, "01890000-0000-7000-8000"])
async def test_a_cursor_that_was_never_an_asset_is_no_error(store, keep, monkeypatch, after):
    monkeypatch.setattr(asset_pages, "FEW_ASSETS", 0)
    row = await keep(name="Old harbour")
    assert await ids_of(store, "harbour", after=after) in ([], [row.id])


async def index_of(store) -> bytes:
    rows = await store.fetch(Statement("SELECT block FROM asset_names_data WHERE id > 10"))
    return b"".join(row[0] for row in rows)


async def test_the_sweep_leaves_no_letter_of_an_erased_name(store, blobs, keep, indexed):
    kept = await keep(name="Harbour")
    erased = [await keep(name=f"Xylophone {number}") for number in range(3)]
    for row in erased:
        await store.commit(delete_asset(row.id))
    assert b"xyl" in await index_of(store)
    await sweep(store, blobs, now_s=1e9, grace_s=1)
    assert b"xyl" not in await index_of(store)
    assert await ids_of(store, "harbour") == [kept.id]


async def test_an_index_without_traces_is_not_written_anew(store, keep, monkeypatch):
    await keep(name="Harbour")
    await rewrite_after_erasure(store)
    monkeypatch.setattr(store, "commit", None)
    await rewrite_after_erasure(store)
