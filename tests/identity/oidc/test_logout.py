# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A provider ends sessions with a logout token, and with nothing that only looks like one."""

import time
from dataclasses import dataclass, field
from itertools import count
from typing import Any

import httpx2
import pytest

from interlink_runtime.identity.oidc.claims import Claimed, person_id, provider_session
from interlink_runtime.identity.people import enrolment
from interlink_runtime.identity.sessions import new_session

EVENT = "http://schemas.openid.net/event/backchannel-logout"
CLIENT = "interlink-web"
PATH = "/sign-in/town/logout"
names = count(1)


@dataclass
class Town:
    """A runtime whose people sign in through the issuer."""

    client: Any
    issuer: Any
    sessions: dict[str, str] = field(default_factory=dict)

    @property
    def runtime(self) -> Any:
        return self.client.app.state.runtime

    def sign_in(self, sub: str, sid: str | None, *, provider: str = "town") -> str:
        """Begin a session as after a login, and return its token."""
        key, issuer = self.runtime.key, self.issuer.url
        person = Claimed(person_id(key, issuer, sub), sub, None, "en", (), is_operator=False)
        there = provider_session(key, issuer, sid) if sid else None
        begun = new_session(self.runtime, person.id, provider=provider, provider_session=there)
        steps = [*enrolment(self.runtime, person), *begun.steps]
        self.client.portal.call(self.runtime.store.commit, steps)
        return begun.token

    def is_signed_in(self, token: str) -> bool:
        answer = self.client.get("/api/v1/me", headers={"Authorization": f"Bearer {token}"})
        return answer.status_code == 200

    def token(self, **claims: Any) -> str:
        """Return a logout token that is good, unless *claims* say otherwise; one that is None is left out."""
        now = int(time.time())
        usual = {"aud": CLIENT, "sub": None, "iat": now, "exp": now + 120, "jti": f"t{next(names)}"}
        return self.issuer.token(**(usual | {"events": {EVENT: {}}} | claims))

    def send(self, token: str | None, **more: Any) -> httpx2.Response:
        return self.client.post(PATH, **({"data": {"logout_token": token}} | more))


@pytest.fixture
def town(site, issuer) -> Town:
    return Town(site(client_id=CLIENT), issuer)


def was_refused(answer: httpx2.Response) -> bool:
    is_told = answer.headers["content-type"] == "application/json" and answer.json()["error"] == "invalid_request"
    return answer.status_code == 400 and answer.headers["cache-control"] == "no-store" and is_told


def test_the_session_that_the_provider_names_is_ended_and_no_other(town):
    here, there, other = town.sign_in("ana", "s1"), town.sign_in("ana", "s2"), town.sign_in("bruno", "s3")
    answer = town.send(town.token(sid="s1"))
    assert (answer.status_code, answer.content, answer.headers["cache-control"]) == (200, b"", "no-store")
    assert [town.is_signed_in(token) for token in (here, there, other)] == [False, True, True]


def test_all_sessions_of_the_person_whom_the_provider_names_are_ended(town):
    theirs, other = [town.sign_in("carla", sid) for sid in ("c1", "c2", None)], town.sign_in("dora", "d1")
    assert town.send(town.token(sub="carla")).status_code == 200
    assert [town.is_signed_in(token) for token in (*theirs, other)] == [False, False, False, True]


def test_where_both_are_named_the_persons_sessions_that_may_be_meant_are_ended(town):
    meant, unknown, elsewhere = (town.sign_in("emil", sid) for sid in ("e1", None, "e2"))
    others = town.sign_in("frida", "e1")
    assert town.send(town.token(sub="emil", sid="e1")).status_code == 200
    signed_in = [town.is_signed_in(token) for token in (meant, unknown, elsewhere, others)]
    assert signed_in == [False, False, True, True]


def test_a_session_that_began_otherwise_is_not_the_providers_to_end(town):
    own = town.sign_in("gina", None, provider="another")
    assert town.send(town.token(sub="gina")).status_code == 200
    assert town.is_signed_in(own)


def test_what_has_ended_already_is_no_error(town):
    assert town.send(town.token(sid="never there")).status_code == 200


def test_a_token_is_taken_once(town):
    sent = town.token(sub="hugo")
    assert town.send(sent).status_code == 200
    again = town.sign_in("hugo", "h1")
    assert was_refused(town.send(sent))
    assert town.is_signed_in(again)


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "another-client"},
        {"aud": "interlink"},  # whom access tokens are for
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iat": None},
        {"iat": 4_000_000_000},
        {"exp": None},
        {"exp": 1_000_000_000},
        {"jti": None},
        {"jti": ""},
        {"jti": 7},
        {"events": None},
        {"events": [EVENT]},
        {"events": {EVENT: True}},
        {"events": {"http://schemas.openid.net/event/another": {}}},
        {"nonce": "n"},
        {"sub": None, "sid": None},
        {"sub": 42},
        {"sid": ["s"]},
        {"sid": ""},
        {"sid": "s" * 1_001},
    ],
    ids=repr,
)
def test_what_is_no_logout_token_for_us_ends_nothing(town, wrong):
    session = town.sign_in("ines", "i1")
    assert was_refused(town.send(town.token(**{"sub": "ines", "sid": "i1"} | wrong)))
    assert town.is_signed_in(session)


def test_a_token_of_another_key_ends_nothing(town, new_key, signed):
    session = town.sign_in("jana", "j1")
    stranger = new_key("RS256", town.issuer.keys[0].kid)
    now = int(time.time())
    claims = {"iss": town.issuer.url, "aud": CLIENT, "iat": now, "exp": now + 60, "jti": "j", "events": {EVENT: {}}}
    for token in (
        signed(stranger, claims | {"sub": "jana"}),
        town.token(sub="jana").rpartition(".")[0] + ".",
        "eyJhbGciOiJub25lIn0.e30.",
    ):
        assert was_refused(town.send(token))
    assert town.is_signed_in(session)


@pytest.mark.parametrize("name", ["logout+jwt", "application/logout+jwt", "JWT", None])
def test_a_logout_token_may_say_what_it_is(town, signed, name):
    session, now = town.sign_in("karl", "k1"), int(time.time())
    claims = {"iss": town.issuer.url, "aud": CLIENT, "iat": now, "exp": now + 60, "jti": f"k-{name}", "sid": "k1"}
    token = signed(town.issuer.keys[0], claims | {"events": {EVENT: {}}}, typ=name)
    assert town.send(token).status_code == 200
    assert not town.is_signed_in(session)


@pytest.mark.parametrize("name", ["at+jwt", "secevent+jwt", "dpop+jwt"])
def test_a_token_that_says_it_is_another_ends_nothing(town, signed, name):
    session, now = town.sign_in("lara", "l1"), int(time.time())
    claims = {"iss": town.issuer.url, "aud": CLIENT, "iat": now, "exp": now + 60, "jti": f"l-{name}", "sid": "l1"}
    token = signed(town.issuer.keys[0], claims | {"events": {EVENT: {}}}, typ=name)
    assert was_refused(town.send(token))
    assert town.is_signed_in(session)


def test_a_logout_token_opens_nothing(town):
    answers = [
        town.client.get(
            "/api/v1/assets",
            headers={"Authorization": f"Bearer {town.token(sub='mara', aud=['interlink', CLIENT], events=events)}"},
        )
        for events in ({EVENT: {}}, None)
    ]
    assert [answer.status_code for answer in answers] == [401, 200], "though it is signed, and for us"


@pytest.mark.parametrize(
    "sent",
    [
        {"data": {}},
        {"data": {"logout_token": ["a.b.c", "a.b.c"]}},
        {"data": {"token": "a.b.c"}},
        {"data": {"logout_token": "x" * 70_000}},
        {"data": None, "json": {"logout_token": "a.b.c"}},
        {"data": None, "content": b"\xff=\xff", "headers": {"Content-Type": "application/x-www-form-urlencoded"}},
    ],
    ids=["nothing", "two", "another field", "too long", "json", "no text"],
)
def test_what_is_no_form_with_a_token_is_refused(town, sent):
    assert was_refused(town.send(None, **sent))


def test_a_provider_whose_keys_cannot_be_had_is_told_that_it_failed(site, issuer):
    town = Town(site(client_id="another-web"), issuer)
    issuer.status = 503
    session = town.sign_in("nora", "n1")
    assert was_refused(town.send(town.token(aud="another-web", sid="n1")))
    assert town.is_signed_in(session)


def test_a_provider_that_is_not_known_has_nothing_to_end(town):
    assert town.client.post("/sign-in/village/logout", data={"logout_token": "a.b.c"}).status_code == 404


def test_nothing_that_is_stored_names_the_providers_session(town):
    town.sign_in("olga", "sid-of-olga")
    town.send(town.token(sid="elsewhere", jti="jti-of-olga"))
    database = town.runtime.settings.store.folder / "interlink.sqlite3"
    written = b"".join(file.read_bytes() for file in database.parent.glob(f"{database.name}*"))
    assert b"sid-of-olga" not in written
    assert b"jti-of-olga" not in written
