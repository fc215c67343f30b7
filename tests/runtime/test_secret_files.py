# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Secrets from files: taken where the file is sound, refused with one clear problem where it is not, never shown."""

import os
from pathlib import Path

import pytest

from interlink_runtime.secret_files import MAX_SECRET_BYTES, secret_files
from interlink_runtime.settings import Settings, load_settings
from interlink_sdk.errors import Problem, SettingsInvalid

SECRET = "b3f1c07d9a5e42d88c61f0a7d4e9b652"
SETTINGS = """
[[identity.providers]]
id = "town"
issuer = "https://id.town.example"
client_id = "interlink"
client_secret_file = "{file}"
"""


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """Make a file that holds a secret."""
    file = tmp_path / "client-secret"
    file.write_text(f"{SECRET}\n", encoding="utf-8")
    file.chmod(0o600)
    return file


def loaded(secret: Path, more: str = "") -> Settings:
    settings = secret.with_name("interlink.toml")
    settings.write_text(SETTINGS.format(file=secret) + more, encoding="utf-8")
    return load_settings(settings, {})


def problem(secret: Path, more: str = "") -> Problem:
    with pytest.raises(SettingsInvalid) as refusal:
        loaded(secret, more)
    (found,) = refusal.value.problems
    assert SECRET not in str(refusal.value)
    return found


def test_a_secret_is_taken_from_its_file_without_the_end_of_the_line(secret):
    (provider,) = loaded(secret).identity.providers
    assert provider.client_secret is not None
    assert provider.client_secret.get_secret_value() == SECRET


def test_a_service_takes_one_as_well_and_so_does_the_environment(secret):
    table = f'[[identity.services]]\nid = "platform"\nsecret_file = "{secret}"\n'
    settings = secret.with_name("interlink.toml")
    settings.write_text(table, encoding="utf-8")
    by_file = load_settings(settings, {}).identity.services
    by_variable = load_settings(
        None, {"INTERLINK_IDENTITY__SERVICES": f'[{{id = "platform", secret_file = "{secret}"}}]'}
    )
    assert [service.secret.get_secret_value() for service in (*by_file, *by_variable.identity.services)] == [SECRET] * 2


def test_neither_the_secret_nor_its_file_shows_the_secret(secret):
    settings = loaded(secret)
    assert SECRET not in repr(settings) + str(settings) + settings.model_dump_json()


def test_every_file_is_named_with_its_key(secret):
    assert [*secret_files(loaded(secret))] == [(("identity", "providers", 0, "client_secret_file"), secret)]


@pytest.mark.parametrize(
    "content",
    [b"", b"\n", b"first\nsecond\n", b"\xff\xfe", b"x" * (MAX_SECRET_BYTES + 1)],
    ids=["empty", "an end of line", "two lines", "no text", "too long"],
)
def test_a_file_that_holds_no_secret_is_refused_with_its_line(secret, content):
    secret.write_bytes(content)
    found = problem(secret)
    assert (found.code, found.file, found.line) == ("secret_file", "interlink.toml", 6)
    assert str(secret) in found.found


@pytest.mark.parametrize("mode", [0o604, 0o602, 0o644, 0o666])
def test_a_file_that_others_can_read_or_change_is_refused_with_what_to_do(secret, mode):
    secret.chmod(mode)
    assert "chmod o-rwx" in problem(secret).fix


@pytest.mark.parametrize("mode", [0o400, 0o440, 0o600])
def test_a_file_of_the_owner_or_the_group_is_taken(secret, mode):
    secret.chmod(mode)
    assert loaded(secret).identity.providers[0].client_secret


def test_what_is_no_file_is_refused_without_waiting_for_it(secret):
    secret.unlink()
    assert "No such file" in problem(secret).found
    secret.mkdir()
    assert "no file" in problem(secret).found
    secret.rmdir()
    os.mkfifo(secret, 0o600)
    assert "no file" in problem(secret).found


def test_a_secret_and_its_file_are_one_too_many(secret):
    assert problem(secret, 'client_secret = "other"\n').fix == "remove 'client_secret'"


@pytest.mark.parametrize("value", ["123456789", '["123456789"]', "{ a = 123456789 }"])
def test_a_secret_of_the_wrong_type_is_not_shown(tmp_path, value):
    settings = tmp_path / "interlink.toml"
    settings.write_text(f'[[identity.services]]\nid = "platform"\nsecret = {value}\n', encoding="utf-8")
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings(settings, {})
    assert "123456789" not in str(refusal.value)
    assert refusal.value.problems[0].line == 3


def test_what_an_interlinker_calls_a_secret_is_its_own(tmp_path):
    settings = tmp_path / "interlink.toml"
    settings.write_text("[interlinkers.votes.settings]\nsecret = 5\n", encoding="utf-8")
    assert load_settings(settings, {}).interlinkers["votes"].settings == {"secret": 5}
