# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""People, and links that sign in once."""

import asyncio

import pytest

from interlink_runtime.store.people import (
    PersonRow,
    drop_login_links,
    insert_login_link,
    known_people,
    people_named,
    put_person,
    take_login_link,
)

ANA = PersonRow("ana", "Ana", "ana@example.org", "es", 0, 1)
BRUNO = PersonRow("bruno", "Bruno", None, "it", 1, 2)


@pytest.fixture(autouse=True)
async def people(store):
    await store.commit([put_person(BRUNO), put_person(ANA), put_person(PersonRow("x", "", None, "en", 0, 3))])


async def test_people_are_found_by_identifier_and_listed_by_name(store):
    assert await people_named(store, ["bruno", "ana", "nobody"]) == [ANA, BRUNO]
    assert await people_named(store, []) == []
    assert await known_people(store) == [ANA, BRUNO]


async def test_what_is_known_of_a_person_is_brought_up_to_date_but_not_since_when(store):
    await store.commit([put_person(PersonRow("ana", "Ana A.", None, "en", 1, 99))])
    assert await people_named(store, ["ana"]) == [PersonRow("ana", "Ana A.", None, "en", 1, 1)]


async def test_a_login_link_is_used_exactly_once(store):
    await store.commit([insert_login_link(token_hash="h", expires_at=100)])
    taken = await asyncio.gather(*(take_login_link(store, "h", now=50) for _ in range(5)))
    assert sorted(taken) == [False, False, False, False, True]


async def test_a_login_link_expires(store):
    await store.commit([insert_login_link(token_hash="h", expires_at=100)])
    assert not await take_login_link(store, "h", now=100)
    assert not await take_login_link(store, "unknown", now=1)


async def test_used_and_expired_links_are_dropped(store):
    await store.commit([insert_login_link(token_hash=name, expires_at=at) for name, at in [("a", 10), ("b", 99)]])
    await store.commit([drop_login_links(50)])
    assert not await take_login_link(store, "a", now=1)
    assert await take_login_link(store, "b", now=1)
