# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Assets and their versions: kept whole, changed conditionally, erased with all that is theirs."""

from dataclasses import asdict, astuple, fields, replace

from interlink_runtime.store.asset_pages import COLUMNS
from interlink_runtime.store.assets import (
    AssetRow,
    all_assets_page,
    asset_version,
    asset_with_roles,
    assets_page,
    assets_per_interlinker,
    delete_asset,
    insert_version,
    update_asset,
    versions_of,
)
from interlink_runtime.store.contributions import contribution_counts, insert_contribution
from interlink_runtime.store.files import FileEntry, file_entries, files_json
from interlink_runtime.store.grants import grants_of
from interlink_runtime.store.statements import Statement

PHOTO = FileEntry("photo.jpg", "image/jpeg", "ab" * 32, 5, 7)


def test_a_row_has_the_columns_in_the_order_in_which_they_are_read():
    assert [column.name for column in COLUMNS] == [field.name for field in fields(AssetRow)]


async def test_an_asset_comes_back_as_it_was_kept(store, keep):
    row = await keep(PHOTO, external_id="pad-1", cloned_from="x", knowledge="k", files=files_json([PHOTO]))
    kept, roles = await asset_with_roles(store, row.id, ["person:ana", "team:none"])
    assert kept == row
    assert kept.state_json() == {"question": "Where?"}
    assert file_entries(kept.files) == (PHOTO,)
    assert roles == {"owner"}


async def test_every_role_of_the_subjects_is_told_and_no_other(store, keep):
    row = await keep(roles={"person:ana": "owner", "team:a": "viewer", "team:b": "editor", "everyone": "contributor"})
    _, roles = await asset_with_roles(store, row.id, ["team:a", "team:b"])
    assert roles == {"viewer", "editor"}
    assert (await asset_with_roles(store, row.id, []))[1] == frozenset()


async def test_an_unknown_asset_is_none(store):
    assert await asset_with_roles(store, "nothing", ["person:ana"]) is None


async def test_every_version_is_kept(store, keep):
    row = await keep()
    changed = replace(row, name="Trees", state="{}", version=2, updated_at=9)
    await store.commit([update_asset(changed, expected_version=1), insert_version(changed, actor="bruno")])
    assert (await asset_with_roles(store, row.id, []))[0] == changed
    assert [
        (version.version, version.name, version.actor) for version in await versions_of(store, row.id, limit=9)
    ] == [
        (2, "Trees", "bruno"),
        (1, row.name, "ana"),
    ]
    assert (await asset_version(store, row.id, 1)).state == row.state
    assert await asset_version(store, row.id, 3) is None


async def test_an_edit_changes_what_may_change_only(store, keep):
    row = await keep()
    other = {field.name: "changed" for field in fields(row) if isinstance(getattr(row, field.name), str)}
    await store.commit([update_asset(replace(row, **{**other, "id": row.id}), expected_version=1)])
    kept, _ = await asset_with_roles(store, row.id, [])
    changed = {name for name, value in asdict(kept).items() if value == "changed"}
    assert changed == {"name", "state", "files", "interlinker_version"}


async def test_a_new_name_is_found_and_the_old_one_is_not(store, keep):
    row = await keep(name="Old")
    await store.commit([update_asset(replace(row, name="Ķermenis"), expected_version=1)])
    assert [asset.id for asset in await all_assets_page(store, search="KERM", limit=5)] == [row.id]
    assert await all_assets_page(store, search="old", limit=5) == []


async def test_an_erased_asset_takes_everything_of_its_own_along(store, keep, contribution):
    row, other = await keep(PHOTO), await keep(PHOTO)
    await store.commit([insert_contribution(contribution(row)), insert_contribution(contribution(other))])
    await store.commit(delete_asset(row.id))
    assert await asset_with_roles(store, row.id, ["person:ana"]) is None
    assert await versions_of(store, row.id, limit=9) == []
    assert await grants_of(store, row.id) == []
    assert await contribution_counts(store, row.id) == {}
    assert await store.fetch(Statement("SELECT asset_id FROM blob_uses")) == [(other.id,)]
    assert await contribution_counts(store, other.id) == {"votes": 1}


async def test_assets_are_counted_per_interlinker(store, keep):
    for interlinker in ("poll", "poll", "documents"):
        await keep(interlinker=interlinker)
    assert await assets_per_interlinker(store) == {"documents": 1, "poll": 2}


async def test_all_assets_are_paged_newest_first(store, keep):
    rows = [await keep(interlinker=interlinker) for interlinker in ("poll", "documents", "poll", "poll")]
    newest = rows[::-1]
    assert await all_assets_page(store, limit=2) == newest[:2]
    assert await all_assets_page(store, after=newest[1].id, limit=9) == newest[2:]
    assert await all_assets_page(store, interlinker="documents", limit=9) == [rows[1]]


async def test_a_listed_asset_is_equal_to_a_read_one(store, keep):
    row = await keep()
    ((listed, _),) = await assets_page(store, ["person:ana"], limit=1)
    assert astuple(listed) == astuple(row)
