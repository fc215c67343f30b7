# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Grants: given, changed and taken away, but never the last owner's."""

import asyncio

import pytest

from interlink_runtime.store import StaleWrite
from interlink_runtime.store.grants import grants_of, remove_grant


async def roles_of(store, asset) -> dict[str, str]:
    return {row.subject: row.role for row in await grants_of(store, asset.id)}


async def test_owners_come_first_and_then_who_came_first(store, keep, grant):
    asset = await keep()
    given = [("team:b", "viewer", 1), ("team:a", "viewer", 1), ("person:bruno", "owner", 5), ("everyone", "viewer", 0)]
    await store.commit([grant(asset, subject, role, at) for subject, role, at in given])
    subjects = [row.subject for row in await grants_of(store, asset.id)]
    assert subjects == ["person:ana", "person:bruno", "everyone", "team:a", "team:b"]


async def test_a_role_can_be_changed(store, keep, grant):
    asset = await keep()
    for role in ("viewer", "editor"):
        await store.commit([grant(asset, "team:a", role)])
    assert await roles_of(store, asset) == {"person:ana": "owner", "team:a": "editor"}


async def test_the_last_owner_stays(store, keep, grant):
    asset = await keep(roles={"person:ana": "owner", "team:a": "editor"})
    for step in (remove_grant(asset.id, "person:ana"), grant(asset, "person:ana", "editor")):
        with pytest.raises(StaleWrite):
            await store.commit([step])
    await store.commit([remove_grant(asset.id, "team:a")])
    assert await roles_of(store, asset) == {"person:ana": "owner"}


async def test_of_two_owners_who_leave_at_once_one_stays(store, keep):
    asset = await keep(roles={"person:ana": "owner", "person:bruno": "owner"})
    leaving = [store.commit([remove_grant(asset.id, subject)]) for subject in ("person:ana", "person:bruno")]
    results = await asyncio.gather(*leaving, return_exceptions=True)
    assert [type(result) for result in results] == [type(None), StaleWrite]
    assert await roles_of(store, asset) == {"person:bruno": "owner"}


async def test_a_grant_on_nothing_is_stale(store, asset_row, grant):
    with pytest.raises(StaleWrite):
        await store.commit([grant(asset_row(), "person:ana")])


async def test_what_nobody_has_cannot_be_taken_away(store, keep):
    with pytest.raises(StaleWrite):
        await store.commit([remove_grant((await keep()).id, "team:none")])
