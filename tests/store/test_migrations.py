# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The schema: migrations and tables agree, old databases are brought along, newer ones are refused."""

import re
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import NullPool, create_engine

from interlink_runtime.store import open_store
from interlink_runtime.store.assets import all_assets_page, assets_page, delete_asset
from interlink_runtime.store.catalogue import EntryRow, entries_from, genesis_of
from interlink_runtime.store.contributions import contributions_of
from interlink_runtime.store.events import events_after
from interlink_runtime.store.idempotency import known_reply, reply_id
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.migrating import HEAD, VERSIONS, bring_up_to_date
from interlink_runtime.store.search import Query, search_entries
from interlink_runtime.store.secret_tallies import tallies_before
from interlink_runtime.store.statements import Statement
from interlink_runtime.store.tables import metadata
from interlink_sdk.errors import SettingsInvalid
from interlink_sdk.keeping import secret_place


def scripts() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    return ScriptDirectory.from_config(config)


def engine_for(path: Path):
    return create_engine(f"sqlite:///{path}", poolclass=NullPool)


def migrate_to(path: Path, revision: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(VERSIONS.parent))
    with engine_for(path).begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)


def set_revision(path: Path, revision: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", (revision,))


def test_head_is_the_newest_revision():
    assert scripts().get_current_head() == HEAD


def test_a_migration_is_found_by_the_name_of_its_file():
    names = {Path(script.path).name.partition("_")[0] for script in scripts().walk_revisions()}
    assert names == {script.revision for script in scripts().walk_revisions()}


def test_migrations_and_tables_agree(migrated):
    def is_ours(_object, name, kind, _reflected, _compared):
        return not (kind == "table" and re.match(r"(entry_search|asset_names)(_|$)", name))

    with engine_for(migrated).connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_new_database_keeps_a_log_beside_it(migrated):
    with closing(sqlite3.connect(migrated)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_a_current_database_is_opened_without_alembic(database):
    check = (
        "import asyncio, sys; from pathlib import Path; from interlink_runtime.store import open_store\n"
        "async def main(): await (await open_store(Path(sys.argv[1]))).close()\n"
        "asyncio.run(main()); sys.exit('alembic' in sys.modules)"
    )
    subprocess.run([sys.executable, "-c", check, database], check=True, timeout=30)


async def test_a_newer_database_is_refused_with_both_versions(database):
    set_revision(database, "9999")
    with pytest.raises(SettingsInvalid, match=f"9999.*{HEAD}"):
        await open_store(database)


async def test_a_file_that_is_no_database_is_refused_by_name(tmp_path):
    path = tmp_path / "interlink.sqlite3"
    path.write_bytes(b"this is no database at all " * 100)
    with pytest.raises(SettingsInvalid, match="not a database"):
        await open_store(path)


async def test_assets_of_the_first_schema_are_found_by_name_after_the_migration(tmp_path):
    path, asset_id = tmp_path / "interlink.sqlite3", new_id()
    migrate_to(path, "0001")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO assets VALUES (?, 'poll', '1', 'Šodien', '{}', '[]', 1, NULL, 'ana', 'ana', NULL, NULL, "
            "0, 'lv', 1, 1)",
            (asset_id,),
        )
        connection.execute("INSERT INTO grants VALUES (?, 'person:ana', 'owner', 'poll', 'ana', 1)", (asset_id,))
    store = await open_store(path)
    ((asset, role),) = await assets_page(store, ["person:ana"], search="SODIEN", limit=10)
    assert (asset.id, asset.name, role) == (asset_id, "Šodien", "owner")
    (listed,) = await all_assets_page(store, search="sodi", limit=10)
    assert listed.id == asset_id
    await store.close()


async def test_the_fifth_schema_forgets_nothing_that_may_be_told_and_every_order_that_may_not(tmp_path):
    """Replies go on with their assets, votes lie by lot, and what happened in secret is counted by the day."""
    path, day = tmp_path / "interlink.sqlite3", 24 * 3600 * 1_000_000
    migrate_to(path, "0004")
    instance_key = "ab" * 32
    asset = "a1', 'poll', '1', 'Vote', 'vote', '{}', '[]', 1, NULL, 'ana', 'ana', NULL, NULL, 0, 'lv', 1, 1"
    columns = (
        "id, interlinker, interlinker_version, name, folded_name, state, files, version, external_id, owner, "
        "created_by, cloned_from, knowledge, genesis, language, created_at, updated_at"
    )
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(f"INSERT INTO assets ({columns}) VALUES ('{asset})")
        connection.execute("INSERT INTO meta VALUES ('key', ?)", (instance_key,))
        ids = [f"vote-{number}" for number in range(9)]
        for id_ in ids:
            connection.execute(
                "INSERT INTO contributions (id, asset_id, collection, body, files, pseudonym, created_at) "
                "VALUES (?, 'a1', 'votes', '{}', '[]', 'p', ?)",
                (id_, day),
            )
            connection.execute(
                "INSERT INTO events (id, type, asset_id, interlinker, at, data) "
                "VALUES (?, 'asset.contributed', 'a1', 'poll', ?, '{\"collection\":\"votes\"}')",
                (id_, day),
            )
        replies = {
            "made": ('{"ETag": "1"}', b'{"id":"a1"}'),
            "voted": ("{}", b'{"id":"vote-3"}'),
            "sent": ('{"Location": "/assets/a1?notice=sent"}', b""),
            "deleted": ("{}", b""),
            "shared": ("{}", b'{"subject":"email:eve@example.org"}'),
            "of another": ("{}", b'{"id":"gone"}'),
        }
        for key, (headers, body) in replies.items():
            connection.execute("INSERT INTO idempotency VALUES ('ana', ?, 'f', 201, ?, ?, 1)", (key, headers, body))
    store = await open_store(path)
    kept = {key: await known_reply(store, reply_id(bytes.fromhex(instance_key), "ana", key)) for key in replies}
    assert [key for key, reply in kept.items() if reply] == ["made", "voted", "sent", "deleted"]
    listed = [row.id async for row in contributions_of(store, "a1", "votes")]
    assert listed == sorted(ids, key=secret_place) != ids
    assert await events_after(store, 0, 99) == []
    assert [(tally.collection, tally.day, tally.count) for tally in await tallies_before(store, 2 * day)] == [
        ("votes", day, 9)
    ]
    await store.commit(delete_asset("a1"))
    assert await store.fetch(Statement("SELECT asset_id FROM idempotency")) == [(None,)]
    await store.close()


async def test_entries_of_an_older_schema_are_found_and_counted_after_the_migration(tmp_path):
    path = tmp_path / "interlink.sqlite3"
    migrate_to(path, "0005")
    with closing(sqlite3.connect(path)) as connection, connection:
        for entry_id, language in (("guide", "en"), ("canvas", "lv")):
            values = (entry_id, "knowledge", "import", "o", "d", "{}", None, entry_id.title(), 1, 1)
            connection.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
            connection.execute("INSERT INTO entry_facets VALUES (?, 'scope', 'local')", (entry_id,))
            connection.execute("INSERT INTO entry_search VALUES (?, ?, 'Parks', '', '')", (entry_id, language))
        connection.execute("INSERT INTO entry_genesis VALUES ('guide', 'en', 'a1')")
    store = await open_store(path)
    for language, expected in (("en", ["guide", "canvas"]), ("lv", ["canvas", "guide"])):
        results = await search_entries(store, Query("par", language), ["scope"], limit=9)
        assert [row.id for row in results.rows] == expected
    assert results.counts == {"scope": {"local": 2}}
    assert await genesis_of(store, "guide") == {"en": "a1"}
    assert await entries_from(store, "import") == [
        EntryRow(entry_id, "knowledge", "import", "o", "d", "{}", None, entry_id.title(), 1, 1)
        for entry_id in ("canvas", "guide")
    ]
    await store.close()


async def test_a_copy_that_is_not_in_wal_mode_is_put_into_it(database):
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    store = await open_store(database)
    assert await all_assets_page(store, limit=1) == []
    await store.close()
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_two_processes_migrate_one_after_the_other(tmp_path):
    path = tmp_path / "interlink.sqlite3"
    check = "import sys; from pathlib import Path; from interlink_runtime.store.migrating import *\n"
    command_ = [sys.executable, "-c", f"{check}bring_up_to_date(Path(sys.argv[1]))", path]
    both = [subprocess.Popen(command_) for _ in range(2)]
    assert [process.wait(timeout=30) for process in both] == [0, 0]
    bring_up_to_date(path)
