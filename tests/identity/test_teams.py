# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Teams that people make here: keepers decide, members belong, and for others there is no team."""

import pytest

from interlink_runtime.identity.people import principal_of_person
from interlink_runtime.identity.teams import (
    erase_team,
    make_team,
    put_team_member,
    remove_team_member,
    team_of,
    teams_of,
)
from interlink_runtime.store.teams import is_team_granted
from interlink_sdk.errors import Conflict, Forbidden, InvalidParameters, NotFound, Unauthenticated


@pytest.fixture
async def planning(runtime, enrol):
    """Make a team that Ana keeps."""
    ana = await enrol("ana")
    return (await make_team(runtime, ana, " Planning ")).row


async def again(runtime, person):
    return await principal_of_person(runtime, person)


async def test_a_team_is_a_subject_of_its_members(runtime, planning):
    ana = await again(runtime, "ana")
    assert planning.name == "Planning"
    assert f"team:{planning.id}" in ana.subjects
    assert await teams_of(runtime, ana) == [planning]


async def test_an_address_waits_for_its_person(runtime, enrol, planning):
    await put_team_member(runtime, await again(runtime, "ana"), planning.id, "email:Bob@Example.org", "member")
    bob = await enrol("bob")
    assert await teams_of(runtime, bob) == []
    bob = await enrol("bob", email="bob@example.org")
    assert await teams_of(runtime, bob) == [planning]


async def test_for_others_there_is_no_team(runtime, enrol, planning):
    eve = await enrol("eve", is_operator=True)
    for verb in (team_of, erase_team):
        with pytest.raises(NotFound):
            await verb(runtime, eve, planning.id)
    with pytest.raises(NotFound):
        await put_team_member(runtime, eve, planning.id, "person:eve", "keeper")
    with pytest.raises(NotFound):
        await remove_team_member(runtime, eve, planning.id, "person:ana")


async def test_members_may_leave_but_not_decide(runtime, enrol, planning):
    await enrol("bob")
    await put_team_member(runtime, await again(runtime, "ana"), planning.id, "person:bob", "member")
    bob = await again(runtime, "bob")
    for refused in (
        put_team_member(runtime, bob, planning.id, "person:bob", "keeper"),
        remove_team_member(runtime, bob, planning.id, "person:ana"),
        erase_team(runtime, bob, planning.id),
    ):
        with pytest.raises(Forbidden):
            await refused
    await remove_team_member(runtime, bob, planning.id, "person:bob")
    assert (await again(runtime, "bob")).teams == ()


async def test_a_team_keeps_a_keeper(runtime, enrol, planning):
    ana, _ = await again(runtime, "ana"), await enrol("bob")
    with pytest.raises(Conflict):
        await remove_team_member(runtime, ana, planning.id, "person:ana")
    with pytest.raises(Conflict):
        await put_team_member(runtime, ana, planning.id, "person:ana", "member")
    await put_team_member(runtime, ana, planning.id, "person:bob", "keeper")
    await remove_team_member(runtime, ana, planning.id, "person:ana")


@pytest.mark.parametrize(
    "subject", ["person:nobody", "email:x", "email:a b@c.d", "team:x", "bob", "person:" + "x" * 400]
)
async def test_only_people_and_addresses_are_members(runtime, planning, subject):
    with pytest.raises(InvalidParameters):
        await put_team_member(runtime, await again(runtime, "ana"), planning.id, subject, "member")


async def test_a_team_is_erased_and_nothing_is_shared_with_it(runtime, planning):
    ana = await again(runtime, "ana")
    assert not await is_team_granted(runtime.store, f"team:{planning.id}")
    await erase_team(runtime, ana, planning.id)
    with pytest.raises(NotFound):
        await team_of(runtime, ana, planning.id)


async def test_a_team_takes_somebody_signed_in_and_a_name(runtime, enrol):
    from interlink_runtime.identity.principals import ANONYMOUS

    with pytest.raises(Unauthenticated):
        await make_team(runtime, ANONYMOUS, "x")
    with pytest.raises(InvalidParameters):
        await make_team(runtime, await enrol("ana"), "  ")
