# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The development identity: for this machine only, through a link that works once and not for ever."""

from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime, timedelta

import pytest
import pytest_asyncio

from interlink_runtime.discovery import Discovery
from interlink_runtime.identity.development import (
    LINK_HOURS,
    enrol_people,
    new_login_link,
    refusal_of_request,
    require_loopback,
    sign_in,
    use_login_link,
)
from interlink_runtime.identity.principals import ANONYMOUS, Principal, require_operator, require_person
from interlink_runtime.identity.sessions import principal_of_token, stop_session
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings
from interlink_sdk.errors import Forbidden, NotFound, SettingsInvalid, Unauthenticated

PEOPLE = [{"id": "ana", "name": "Ana", "email": "Ana@example.org"}, {"id": "olga", "name": "Olga", "operator": True}]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.time = datetime(2026, 5, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.time

    def advance(self, **more: float) -> None:
        self.time += timedelta(**more)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest_asyncio.fixture
async def runtime(tmp_path, clock: Callable[[], datetime]) -> AsyncIterator[Runtime]:
    """Open a runtime without interlinkers, whose people are enrolled."""
    identity = {"mode": "development", "people": PEOPLE, "session_hours": 2}
    settings = Settings.model_validate({"store": {"folder": tmp_path}, "identity": identity})
    async with open_runtime(settings, discovery=Discovery((), ()), now=clock) as opened:
        await enrol_people(opened)
        yield opened


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.10", "interlink.example.org", "::"])
def test_it_refuses_to_listen_where_others_can_reach_it(host):
    settings = Settings.model_validate({"server": {"host": host}, "identity": {"mode": "development"}})
    with pytest.raises(SettingsInvalid, match="loopback"):
        require_loopback(settings)


def test_without_it_the_runtime_may_listen_anywhere():
    require_loopback(Settings.model_validate({"server": {"host": "0.0.0.0"}}))


@pytest.mark.parametrize(
    ("host", "client", "headers"),
    [
        ("evil.example", "127.0.0.1", []),
        ("localhost:80", "192.168.1.10", []),
        ("localhost:80", "127.0.0.1", ["x-forwarded-for"]),
        ("localhost:80", "127.0.0.1", ["accept", "forwarded"]),
    ],
)
def test_whoever_is_not_here_is_refused(host, client, headers):
    assert refusal_of_request(host, client, headers)


@pytest.mark.parametrize("client", ["127.0.0.1", "127.8.8.8", "::1", None])
def test_whoever_is_here_is_let_in(client):
    assert refusal_of_request("localhost:8700", client, ["accept", "host"]) is None


async def test_a_link_works_once(runtime):
    token = await new_login_link(runtime)
    assert await use_login_link(runtime, token)
    with pytest.raises(Unauthenticated, match="used before"):
        await use_login_link(runtime, token)


async def test_a_link_does_not_work_for_ever(runtime, clock):
    token = await new_login_link(runtime)
    clock.advance(hours=LINK_HOURS, seconds=1)
    with pytest.raises(Unauthenticated):
        await use_login_link(runtime, token)


async def test_a_session_ends_with_its_time_and_when_it_is_stopped(runtime, clock):
    first, second = [await sign_in(runtime, "ana") for _ in range(2)]
    await stop_session(runtime, first)
    assert await principal_of_token(runtime, first) is ANONYMOUS
    assert (await principal_of_token(runtime, second)).id == "ana"
    clock.advance(hours=2, seconds=1)
    assert await principal_of_token(runtime, second) is ANONYMOUS


async def test_only_people_of_the_settings_sign_in(runtime):
    with pytest.raises(NotFound):
        await sign_in(runtime, "mallory")


async def test_the_store_does_not_know_a_token(runtime, tmp_path):
    token = await sign_in(runtime, "ana")
    assert not [file for file in tmp_path.rglob("*") if file.is_file() and token.encode() in file.read_bytes()]


async def test_a_person_is_found_under_their_address_in_any_case(runtime):
    who = await principal_of_token(runtime, await sign_in(runtime, "ana"))
    assert {"person:ana", "email:ana@example.org", "everyone"} <= set(who.subjects)


def test_nobody_is_no_person_and_a_person_is_no_operator():
    ana = Principal("person", "ana")
    with pytest.raises(Unauthenticated):
        require_person(ANONYMOUS)
    with pytest.raises(Forbidden):
        require_operator(ana)
    assert require_person(ana) is ana
