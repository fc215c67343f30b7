# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Somebody deletes the asset between the moment it was loaded and the moment something is added to it."""

import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime

import pytest
import pytest_asyncio

from interlink_runtime.assets.contribute import contribute_to_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.discovery import discover
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings
from interlink_runtime.store.contributions import contribution_counts
from interlink_sdk.errors import NotFound

ANA = Principal("person", "ana", "Ana")


class DeletingClock:
    """A clock that, once told to, deletes every asset when somebody asks it for the time."""

    def __init__(self, database) -> None:
        self.is_told_to = False
        self._database = database

    def __call__(self) -> datetime:
        if self.is_told_to:
            with closing(sqlite3.connect(self._database)) as other, other:
                other.execute("PRAGMA foreign_keys = ON")
                other.execute("DELETE FROM assets")
        return datetime.now(UTC)


@pytest.fixture
def clock(tmp_path) -> DeletingClock:
    return DeletingClock(tmp_path / "interlink.sqlite3")


@pytest_asyncio.fixture
async def runtime(tmp_path, clock) -> AsyncIterator[Runtime]:
    settings = Settings.model_validate({"store": {"folder": tmp_path}})
    async with open_runtime(settings, discovery=discover(), now=clock) as opened:
        yield opened


@pytest.mark.parametrize(
    ("interlinker", "params", "collection", "body"),
    [
        ("poll", {"question": "Where?", "options": ["Here", "There"]}, "votes", {"option": "Here"}),
        ("meeting-notes", {"title": "Notes", "date": "2026-05-01"}, "comments", {"text": "Agreed"}),
    ],
)
async def test_a_contribution_to_what_is_deleted_meanwhile_finds_nothing(
    runtime, clock, interlinker, params, collection, body
):
    asset = await make_asset(runtime, ANA, interlinker, params)
    clock.is_told_to = True
    with pytest.raises(NotFound, match="deleted meanwhile"):
        await contribute_to_asset(runtime, ANA, asset.id, collection, body)
    assert await contribution_counts(runtime.store, asset.id) == {}
