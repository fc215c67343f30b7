# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Settings of identity that are not safe, or do not fit together, are refused before anything is served."""

import pytest

from interlink_runtime.app import create_app
from interlink_runtime.identity.configuration import require_sound_identity
from interlink_runtime.settings import Settings
from interlink_sdk.errors import SettingsInvalid

STRONG = "b3f1c07d9a5e42d88c61f0a7d4e9b652"
TOWN = {"id": "town", "issuer": "https://id.town.example", "audiences": ["interlink"]}


def problems_of(url: str | None = "https://interlink.example", **identity) -> dict[str, str]:
    settings = Settings.model_validate({"identity": identity, "server": {"public_url": url}})
    try:
        require_sound_identity(settings)
    except SettingsInvalid as refusal:
        return {problem.key: problem.found for problem in refusal.problems}
    return {}


def service(**more) -> dict:
    return {"id": "platform", "enabled": True, "may": ["read_summaries"]} | more


def test_sound_settings_pass():
    assert problems_of(providers=[TOWN], services=[service(secret=STRONG)]) == {}
    assert problems_of(providers=[TOWN], services=[service(provider="town", subject="catalogue")]) == {}


@pytest.mark.parametrize(
    "secret",
    [
        "",
        " ",
        "changethis",
        "CHANGETHIS",
        "changethischangethischangethis",
        "short",
        "a" * 40,
        "abababababababababababababab",
    ],
)
def test_a_secret_that_anybody_can_guess_is_refused_and_not_repeated(secret):
    found = problems_of(services=[service(secret=secret, enabled=False)])
    assert found == {"identity.services.0.secret": "an empty, short or well-known secret"}


@pytest.mark.parametrize(
    ("identity", "key"),
    [
        ({"providers": [{"id": "town", "issuer": "https://id.town.example"}]}, "identity.providers.0"),
        ({"providers": [TOWN, TOWN | {"id": "other"}]}, "identity.providers.1"),
        ({"providers": [TOWN, TOWN | {"issuer": "https://other.example"}]}, "identity.providers.1"),
        ({"providers": [TOWN | {"client_id": "x", "client_secret": ""}]}, "identity.providers.0.client_secret"),
        ({"providers": [TOWN | {"operator_values": ["x"]}]}, "identity.providers.0"),
        ({"providers": [TOWN], "mode": "development"}, "identity.mode"),
        ({"services": [service()]}, "identity.services.0"),
        ({"services": [service(secret=STRONG, subject="x")]}, "identity.services.0"),
        ({"services": [service(provider="town", subject="x")]}, "identity.services.0.provider"),
        ({"providers": [TOWN], "services": [service(provider="town")]}, "identity.services.0"),
        ({"services": [service(secret=STRONG), service(secret=STRONG[::-1])]}, "identity.services.1"),
    ],
)
def test_what_cannot_be_meant_is_named(identity, key):
    assert list(problems_of(**identity)) == [key]


def test_signing_in_needs_the_address_that_people_come_back_to():
    assert list(problems_of(None, providers=[TOWN | {"client_id": "x"}])) == ["identity.providers"]


def test_the_runtime_does_not_start_with_them():
    with pytest.raises(SettingsInvalid):
        create_app(Settings.model_validate({"identity": {"services": [service(secret="changethis")]}}))


@pytest.mark.parametrize(
    "wrong",
    [{"issuer": "http://id.town.example"}, {"issuer": "ftp://x"}, {"algorithms": ["HS256"]}, {"algorithms": ["none"]}],
)
def test_no_setting_makes_tokens_forgeable(wrong):
    with pytest.raises(ValueError, match="providers"):
        Settings.model_validate({"identity": {"providers": [TOWN | wrong]}})


def test_secrets_are_not_shown_with_the_settings():
    settings = Settings.model_validate({"identity": {"services": [service(secret=STRONG)]}})
    assert STRONG not in f"{settings!r}{settings}"
