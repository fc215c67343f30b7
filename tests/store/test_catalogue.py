# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue's entries: put, replaced, removed, with what belongs to them."""

from dataclasses import replace

import pytest

from interlink_runtime.store import StaleWrite
from interlink_runtime.store.assets import delete_asset
from interlink_runtime.store.catalogue import (
    EntryImage,
    EntryRow,
    SearchText,
    entries_from,
    entry_by_id,
    genesis_of,
    images_of,
    problem_profiles,
    put_entry,
    put_genesis,
    put_images,
    put_profile,
    remove_entry,
    remove_genesis,
)
from interlink_runtime.store.files import FileEntry
from interlink_runtime.store.search import Query, search_entries

GUIDE = EntryRow("guide", "knowledge", "import", "bundles/guide", "d1", '{"a":1}', "documents", "Guide", 1, 1)
LOGO = EntryImage("logo", FileEntry("logo", "image/png", "cd" * 32, 3, 4))


async def found(store, text: str) -> list[str]:
    return [row.id for row in (await search_entries(store, Query(text), limit=9)).rows]


async def test_an_entry_comes_back_as_it_was_put(store):
    await store.commit(put_entry(GUIDE, {"type": ["a"]}, [SearchText("en", "Guide", "", "")]))
    assert await entry_by_id(store, "guide") == GUIDE
    assert await entry_by_id(store, "none") is None
    assert await entries_from(store, "import") == [GUIDE]
    assert await entries_from(store, "plugin") == []


async def test_an_entry_that_is_put_again_is_replaced_with_its_facets_and_words(store):
    await store.commit(put_entry(GUIDE, {"type": ["a", "b", "a"]}, [SearchText("en", "Guide", "", "")]))
    newer = replace(GUIDE, digest="d2", name="Manual", created_at=9, updated_at=9)
    await store.commit(put_entry(newer, {"type": ["c"]}, [SearchText("en", "Manual", "", "")]))
    assert await entry_by_id(store, "guide") == replace(newer, created_at=1)
    assert (await search_entries(store, Query(), ["type"], limit=1)).counts == {"type": {"c": 1}}
    assert [await found(store, "guide"), await found(store, "manual")] == [[], ["guide"]]


async def test_an_entry_that_is_removed_is_found_no_more(store):
    await store.commit(put_entry(GUIDE, {"type": ["a"]}, [SearchText("en", "Guide", "", "")]))
    await store.commit(put_images("guide", [LOGO], 1))
    await store.commit(remove_entry("guide"))
    assert await entry_by_id(store, "guide") is None
    assert await found(store, "guide") == []
    assert await images_of(store, "guide") == []
    with pytest.raises(StaleWrite):
        await store.commit(remove_entry("guide"))


async def test_images_are_replaced_as_a_whole(store):
    await store.commit(put_entry(GUIDE, {}, []))
    snapshot = replace(LOGO, name="snapshot-1", file=replace(LOGO.file, name="snapshot-1"))
    for images in ([snapshot, LOGO], [snapshot]):
        await store.commit(put_images("guide", images, 1))
    assert await images_of(store, "guide") == [snapshot]


async def test_there_is_one_template_per_language_and_it_goes_with_its_asset(store, keep):
    await store.commit(put_entry(GUIDE, {}, []))
    first, second = await keep(genesis=1), await keep(genesis=1)
    await store.commit([put_genesis("guide", "en", first.id), put_genesis("guide", "es", first.id)])
    await store.commit([put_genesis("guide", "en", second.id)])
    assert await genesis_of(store, "guide") == {"en": second.id, "es": first.id}
    await store.commit(delete_asset(first.id))
    assert await genesis_of(store, "guide") == {"en": second.id}
    await store.commit([remove_genesis("guide", "en"), remove_genesis("guide", "en")])
    assert await genesis_of(store, "guide") == {}


async def test_problem_profiles_are_put_and_replaced(store):
    await store.commit([put_profile("b", "{}"), put_profile("a", "{}")])
    await store.commit([put_profile("b", '{"n":1}')])
    assert await problem_profiles(store) == {"a": "{}", "b": '{"n":1}'}
