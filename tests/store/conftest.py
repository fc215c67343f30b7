# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the tests of the store share: an open store, and the smallest rows of each kind."""

import shutil
import sys
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from subprocess import PIPE, Popen
from typing import Any

import pytest

from interlink_runtime.store import Step, Store, open_store
from interlink_runtime.store.assets import AssetRow, insert_asset, insert_version, name_blob
from interlink_runtime.store.blobs import LocalBlobs
from interlink_runtime.store.contributions import ContributionRow
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.grants import put_grant
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.migrating import bring_up_to_date

FOLDER = Path(__file__).parent


@pytest.fixture(scope="session")
def migrated(tmp_path_factory) -> Path:
    """Make an empty database of the present schema, once because Alembic takes half a second."""
    path = tmp_path_factory.mktemp("migrated") / "interlink.sqlite3"
    bring_up_to_date(path)
    return path


@pytest.fixture
def database(migrated, tmp_path) -> Path:
    return Path(shutil.copy(migrated, tmp_path / "interlink.sqlite3"))


@pytest.fixture
async def store(database) -> AsyncIterator[Store]:
    opened = await open_store(database)
    yield opened
    await opened.close()


@pytest.fixture
def blobs(tmp_path) -> LocalBlobs:
    return LocalBlobs(tmp_path / "blobs")


@pytest.fixture
def asset_row() -> Callable[..., AssetRow]:
    def make(**fields: Any) -> AssetRow:
        usual = {
            "id": new_id(),
            "interlinker": "poll",
            "interlinker_version": "1.0.0",
            "name": "Where to plant trees",
            "state": '{"question":"Where?"}',
            "files": "[]",
            "version": 1,
            "external_id": None,
            "owner": "ana",
            "created_by": "ana",
            "cloned_from": None,
            "knowledge": None,
            "genesis": 0,
            "language": "en",
            "created_at": 1_000_000,
            "updated_at": 2_000_000,
        }
        return AssetRow(**{**usual, **fields})

    return make


@pytest.fixture
def grant() -> Callable[..., Step]:
    def make(asset: AssetRow, subject: str, role: str = "viewer", at: int = 1) -> Step:
        return put_grant(
            asset_id=asset.id,
            subject=subject,
            role=role,
            interlinker=asset.interlinker,
            granted_by="ana",
            created_at=at,
        )

    return make


@pytest.fixture
def keep(store, asset_row, grant) -> Callable[..., Any]:
    """Keep an asset with its first version, its files and its grants, and return its row."""

    async def keep_asset(*files: FileEntry, roles: dict[str, str] | None = None, **fields: Any) -> AssetRow:
        row = asset_row(**fields)
        steps = [insert_asset(row), insert_version(row, actor=row.owner)]
        steps += [grant(row, subject, role) for subject, role in (roles or {"person:ana": "owner"}).items()]
        steps += [step for file in files for step in name_blob(row.id, file, row.created_at)]
        await store.commit(steps)
        return row

    return keep_asset


@pytest.fixture
def contribution() -> Callable[..., ContributionRow]:
    def make(asset: AssetRow, body: Any = None, **fields: Any) -> ContributionRow:
        usual = {
            "id": new_id(),
            "asset_id": asset.id,
            "collection": "votes",
            "body": body or {"option": "a"},
            "author": "bruno",
            "author_name": "Bruno",
            "pseudonym": None,
            "once_key": None,
            "created_at": 3_000_000,
        }
        return ContributionRow.of(**{**usual, **fields})

    return make


@pytest.fixture
def program() -> Callable[..., Popen[str]]:
    """Start one of the programs beside these tests in a process of its own; all are ended with the test."""
    started: list[Popen[str]] = []

    def start(name: str, *arguments: object) -> Popen[str]:
        command = [sys.executable, str(FOLDER / "programs" / name), *map(str, arguments)]
        process = Popen(command, stdin=PIPE, stdout=PIPE, stderr=PIPE, text=True, bufsize=1)
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()
