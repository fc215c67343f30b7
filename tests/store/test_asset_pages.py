# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Lists of assets: whose they are, how they are filtered, and that their cost does not grow."""

import random
import sqlite3
from contextlib import closing

import pytest

from interlink_runtime.store import open_store
from interlink_runtime.store.asset_pages import _all, _held
from interlink_runtime.store.assets import assets_page, delete_asset
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.statements import Statement

MAX_HUNDREDS = 350
"""Of instructions that a page may cost: half a millisecond."""
ANA = ["person:ana", "email:ana@example.org", "team:parks"]


async def ids_of(store, subjects=ANA, limit=100, **filters) -> list[str]:
    return [asset.id for asset, _ in await assets_page(store, subjects, limit=limit, **filters)]


async def test_only_what_a_subject_has_a_role_on_is_listed_newest_first(store, keep):
    mine = await keep()
    await keep(roles={"person:bruno": "owner", "everyone": "viewer"})
    shared = await keep(roles={"person:bruno": "owner", "team:parks": "editor"})
    page = await assets_page(store, ANA, limit=10)
    assert page == [(shared, "editor"), (mine, "owner")]
    assert await ids_of(store, []) == []


async def test_an_asset_is_listed_once_with_the_strongest_role(store, keep):
    row = await keep(roles={"person:ana": "viewer", "team:parks": "editor", "email:ana@example.org": "contributor"})
    assert await assets_page(store, [*ANA, *ANA], limit=10) == [(row, "editor")]


async def test_a_role_asks_for_those_where_it_is_the_strongest(store, keep):
    owned = await keep(roles={"person:ana": "owner", "team:parks": "viewer"})
    edited = await keep(roles={"person:ana": "editor", "team:parks": "viewer"})
    viewed = await keep(roles={"team:parks": "viewer"})
    for role, row in (("owner", owned), ("editor", edited), ("viewer", viewed)):
        assert await assets_page(store, ANA, role=role, limit=10) == [(row, role)]
    assert await ids_of(store, role="contributor") == []


async def test_filters_narrow_together(store, keep):
    wanted = await keep(interlinker="documents", knowledge="guide", name="Plan")
    await keep(interlinker="documents", knowledge="guide", name="Map")
    await keep(interlinker="poll", knowledge="guide", name="Plan")
    await keep(interlinker="documents", name="Plan")
    await keep(interlinker="documents", knowledge="guide", name="Plan", roles={"team:parks": "viewer"})
    found = await ids_of(store, interlinker="documents", knowledge="guide", search="plan", role="owner")
    assert found == [wanted.id]


@pytest.mark.parametrize("search", ["sao jose", "SÃO", "José ", "100%_\\", "ß'\"", "strasse"])
async def test_a_part_of_the_name_is_found_whatever_its_case_and_accents(store, keep, search):
    row = await keep(name="Plano de São José 100%_\\ Straße ß'\"")
    await keep(name="100 other")
    assert await ids_of(store, search=search) == [row.id]


@pytest.mark.parametrize("search", ["", "  ", None])
async def test_an_empty_search_is_none(store, keep, search):
    row = await keep()
    assert await ids_of(store, search=search) == [row.id]


async def test_pages_follow_each_other_without_gap_or_repetition_while_assets_come_and_go(store, keep):
    roles = [{"person:ana": "owner"}, {"team:parks": "viewer"}, {"person:ana": "editor", "team:parks": "viewer"}]
    rows = [await keep(roles=roles[number % 3]) for number in range(31)]
    newest = [row.id for row in reversed(rows)]
    seen, after = [], None
    while page := await ids_of(store, limit=5, after=after):
        seen += page
        after = page[-1]
        await keep()  # newer than the page: not in the way
        await store.commit(delete_asset(page[0]))
    assert seen == newest


@pytest.fixture(scope="module")
def sizes(tmp_path_factory, migrated):
    """Fill small and large databases, with and without statistics (negative) for the planner.

    One person has it all, part of it through two teams as well.
    """
    paths = {}
    for count in (1_000, 30_000):
        paths[count] = tmp_path_factory.mktemp("sizes") / f"{count}.sqlite3"
        paths[count].write_bytes(migrated.read_bytes())
        with closing(sqlite3.connect(paths[count])) as connection, connection:
            connection.execute("PRAGMA synchronous = OFF")
            fill(connection, count)
        analysed = paths[count].with_suffix(".analysed")
        paths[-count] = analysed
        analysed.write_bytes(paths[count].read_bytes())
        with closing(sqlite3.connect(analysed)) as connection, connection:
            connection.execute("ANALYZE")
    return paths


def fill(connection: sqlite3.Connection, count: int) -> None:
    chance = random.Random(7)
    columns = "id, interlinker, interlinker_version, name, folded_name, state, files, version, owner, created_by"
    for number in range(count):
        asset, interlinker = new_id(), chance.choice("abcde")
        values = (asset, interlinker, "1", f"Name {number}", f"name {number}", "{}", "[]", 1, "ana", "ana")
        connection.execute(
            f"INSERT INTO assets ({columns}, genesis, created_at, updated_at) VALUES ({'?,' * 10} 0, 1, 1)", values
        )
        grants = [("person:ana", chance.choice(["owner", "editor", "viewer"]))]
        grants += [("team:a", "viewer")] * (number % 2) + [("team:b", "editor")] * (number % 3 == 0)
        connection.executemany(
            "INSERT INTO grants VALUES (?, ?, ?, ?, 'ana', 1)",
            [(asset, subject, role, interlinker) for subject, role in grants],
        )


def work(path, statement: Statement, **params) -> int:
    """Count the instructions that SQLite needs, in hundreds: the same on every machine."""
    hundreds = []
    with closing(sqlite3.connect(path)) as connection:
        connection.set_progress_handler(lambda: hundreds.append(1), 100)
        connection.execute(statement.sql, {**statement.bound, **params}).fetchall()
    return len(hundreds)


CASES = {
    "no filter": {},
    "one interlinker": {"interlinker": "b"},
    "one role": {"roles": '["viewer"]', "stronger": '["owner", "editor"]'},
    "interlinker and role": {"interlinker": "b", "roles": '["owner"]'},
}


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("start", ["first page", "in the middle"])
def test_a_page_costs_the_same_among_many_assets_as_among_few(sizes, case, start):
    costs = []
    for path in sizes.values():
        with closing(sqlite3.connect(path)) as connection:
            middle = connection.execute("SELECT id FROM assets ORDER BY id LIMIT 1 OFFSET 500").fetchone()[0]
        usual = {"subjects": '["person:ana", "email:a@b", "team:a", "team:b"]', "limit": 51}
        usual |= {"roles": '["owner", "editor", "contributor", "viewer"]'}
        usual |= {"after": "~" if start == "first page" else middle}
        filters = frozenset(CASES[case]) - {"roles"}
        costs.append(work(path, _held(filters), **{**usual, **CASES[case]}))
    assert max(costs) < MAX_HUNDREDS


@pytest.mark.parametrize("filters", [set(), {"interlinker"}])
def test_the_list_of_all_walks_an_index(sizes, filters):
    statement = _all(frozenset(filters))
    costs = [work(path, statement, after="~", limit=50, interlinker="b") for path in sizes.values()]
    assert max(costs) < MAX_HUNDREDS


@pytest.mark.parametrize("filters", [set(), {"interlinker"}, {"stronger"}, {"search", "knowledge"}])
def test_no_page_scans_a_table(sizes, filters):
    statement = _held(frozenset(filters))
    params = dict.fromkeys(["interlinker", "knowledge", "search", "after"], "x")
    params |= dict.fromkeys(["subjects", "roles", "stronger"], "[]") | {"limit": 1}
    plan = []
    for path in sizes.values():
        with closing(sqlite3.connect(path)) as connection:
            plan += [row[3] for row in connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", params)]
    scans = {line.split()[1] for line in plan if line.startswith("SCAN")}
    assert scans <= {"subject", "role", "json_each", "held"}  # lists that were bound, and the page itself


async def test_any_number_of_subjects_can_be_asked_for(sizes):
    store = await open_store(sizes[1_000])
    subjects = ["person:ana", *(f"team:{number}" for number in range(1_000))]
    assert len(await ids_of(store, subjects, limit=20)) == 20
    await store.close()
