# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The keys of a provider: kept, renewed with a limit, honoured for a while when it is down, never taken from a liar."""

import asyncio
import json
from dataclasses import dataclass
from datetime import UTC, datetime

import pytest

from interlink_runtime.identity.oidc import fetching
from interlink_runtime.identity.oidc.kept import FRESH_S, HONOURED_S, PAUSE_S
from interlink_runtime.identity.oidc.providers import open_providers
from interlink_runtime.settings import Provider
from interlink_sdk.errors import Unauthenticated, UpstreamFailed

DISCOVERY = "/.well-known/openid-configuration"
NOW = datetime(2026, 1, 1, tzinfo=UTC)


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    at: float = 1_000_000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def providers(issuer, clock):
    believed = Provider(id="town", issuer=issuer.url, audiences=("interlink",))
    async with open_providers([believed], clock=clock) as providers:
        yield providers


@pytest.fixture
async def believes(providers):
    """Return what says why a token is not believed, None if it is."""

    async def judge(token: str) -> str | None:
        try:
            await providers.claims_of(token, NOW)
        except (Unauthenticated, UpstreamFailed) as refusal:
            return refusal.detail["reason"]
        return None

    return judge


async def test_documents_are_fetched_when_first_needed_and_then_kept(issuer, believes):
    assert issuer.asked == []
    for _ in range(3):
        assert await believes(issuer.token()) is None
    assert issuer.asked == [DISCOVERY, "/keys"]


async def test_many_at_once_ask_once(issuer, believes):
    assert await asyncio.gather(*(believes(issuer.token()) for _ in range(20))) == [None] * 20
    assert issuer.asked == [DISCOVERY, "/keys"]


async def test_keys_are_renewed_when_they_are_old(issuer, clock, believes):
    await believes(issuer.token())
    clock.at += FRESH_S + 1
    assert await believes(issuer.token()) is None
    assert issuer.asked.count("/keys") == 2


async def test_a_new_key_is_fetched_at_once_and_an_invented_one_not_again_and_again(issuer, clock, believes, new_key):
    await believes(issuer.token())
    clock.at += PAUSE_S + 1
    rotated = new_key("ES256", "rotated")
    issuer.keys.append(rotated)
    assert await believes(issuer.token(key=rotated, algorithm="ES256")) is None
    invented = new_key("ES256", "invented")
    for _ in range(10):
        assert await believes(issuer.token(key=invented, algorithm="ES256")) == "unknown_key"
    assert issuer.asked.count("/keys") == 2
    issuer.keys.remove(rotated)


async def test_old_keys_are_honoured_while_the_provider_is_down_but_not_for_ever(issuer, clock, believes):
    await believes(issuer.token())
    issuer.status = 503
    clock.at += HONOURED_S - 1
    assert await believes(issuer.token()) is None
    clock.at += PAUSE_S + 2
    assert await believes(issuer.token()) == "unreachable"
    issuer.status = 200
    clock.at += PAUSE_S + 1
    assert await believes(issuer.token()) is None


async def test_a_provider_that_is_down_is_not_asked_again_at_once(issuer, believes):
    issuer.status = 500
    for _ in range(5):
        assert await believes(issuer.token()) == "unreachable"
    assert issuer.asked == [DISCOVERY]


@pytest.mark.parametrize(
    ("path", "lie", "expected"),
    [
        (DISCOVERY, b"<html>please log in</html>", "bad_answer"),
        (DISCOVERY, ["a", "list"], "bad_answer"),
        (DISCOVERY, b'{"issuer": "x"', "bad_answer"),
        (DISCOVERY, b"[" * 100_000, "bad_answer"),
        (DISCOVERY, {"issuer": "https://other.example", "jwks_uri": "https://other.example/keys"}, "wrong_issuer"),
        (DISCOVERY, {"jwks_uri": "https://other.example/keys"}, "bad_answer"),
        (DISCOVERY, b" " * (fetching.MAX_ANSWER_BYTES + 1), "bad_answer"),
        ("/keys", {"keys": "none"}, "bad_answer"),
        (
            "/keys",
            {"keys": [None, 7, {"kty": "RSA"}, {"kty": "EC", "crv": "P-256", "x": "!"}]},
            "unknown_key",
        ),
        ("/keys", {"keys": [{"kty": "oct", "kid": "one", "k": "c2VjcmV0"}]}, "unknown_key"),
        ("/keys", {"keys": [{"kty": "RSA", "kid": "one", "n": "wQ", "e": "AQAB"}]}, "unknown_key"),
    ],
)
async def test_what_a_provider_must_not_say_is_not_believed(issuer, believes, path, lie, expected):
    issuer.documents[path] = lie
    assert await believes(issuer.token()) == expected


async def test_a_key_for_encryption_signs_nothing(issuer, believes):
    key = issuer.keys[0].as_dict(private=False) | {"use": "enc"}
    issuer.documents["/keys"] = {"keys": [json.loads(json.dumps(key))]}
    assert await believes(issuer.token()) == "unknown_key"


async def test_a_token_without_a_key_id_is_tried_with_the_keys_that_fit(issuer, believes, signed):
    claims = {"iss": issuer.url, "aud": "interlink", "sub": "42", "exp": 4_000_000_000}
    assert await believes(signed(issuer.keys[1], claims, "ES256", kid=None)) is None


async def test_nothing_listens_is_told_apart_from_a_refusal(issuer, clock):
    gone = Provider(id="town", issuer="http://127.0.0.1:1", audiences=("interlink",))
    async with open_providers([gone], clock=clock) as providers:
        with pytest.raises(UpstreamFailed) as failure:
            await providers.claims_of(issuer.token(iss="http://127.0.0.1:1"), NOW)
    assert failure.value.detail["reason"] == "unreachable"


async def test_a_provider_that_sends_slowly_is_given_up(issuer, clock, monkeypatch):
    monkeypatch.setattr(fetching, "DEADLINE_S", 0.2)

    given_up = asyncio.Event()

    async def drip(reader, writer):
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{")
        await writer.drain()
        await reader.read()  # until the other side gives up
        writer.close()
        await writer.wait_closed()
        given_up.set()

    async with await asyncio.start_server(drip, "127.0.0.1", 0) as server:
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
        slow = Provider(id="town", issuer=url, audiences=("interlink",))
        async with open_providers([slow], clock=clock) as providers:
            with pytest.raises(UpstreamFailed) as failure:
                await providers.claims_of(issuer.token(iss=url), NOW)
            await asyncio.wait_for(given_up.wait(), 5)
    assert failure.value.detail["reason"] == "too_slow"
