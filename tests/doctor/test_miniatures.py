# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every finding has a configuration that is wrong in one way, and that finding is all that is said of it."""

import os
import socket
import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from interlink_runtime.discovery import Discovery, Refusal
from interlink_runtime.doctor import room
from interlink_runtime.doctor.clocks import examine_jump
from interlink_runtime.doctor.examination import examine_refusal
from interlink_runtime.doctor.findings import FINDINGS, Finding, Outcome
from interlink_runtime.doctor.room import descriptors
from interlink_runtime.doctor.versions import Versions, examine_versions, present_versions
from interlink_runtime.settings import load_settings
from interlink_sdk.errors import PluginRefused, SettingsInvalid

from .conftest import STRONG, WELL_KNOWN, Sound

Change = Callable[[Sound], object]
DAY_S = 24 * 3_600


def the_blob(sound: Sound) -> Path:
    return next(sound.folder.glob("blobs/[0-9a-f][0-9a-f]/*"))


def shorten(file: Path) -> None:
    file.chmod(0o600)
    file.write_bytes(b"k")


def event_at(sound: Sound, when: datetime) -> None:
    at = int(when.timestamp() * 1_000_000)
    sound.sql(f"INSERT INTO events (id, type, at, data) VALUES ('1', 'asset.made', {at}, '{{}}')")


def open_settings(sound: Sound, mode: int = 0o644) -> None:
    file = sound.root / "interlink.toml"
    file.touch()
    file.chmod(mode)
    sound.more["settings_file"] = file


def open_secret(sound: Sound) -> None:
    file = sound.root / "secret"
    file.write_text(STRONG)
    file.chmod(0o640)
    sound.provider(client_secret_file=str(file))


def refuse(sound: Sound) -> None:
    sound.discovery = Discovery((), (Refusal("votes", "votes 1.0", PluginRefused("'votes' is not loaded")),))


def date_files(sound: Sound) -> None:
    os.utime(sound.database, (time.time() + DAY_S,) * 2)


def leave_old_file(sound: Sound) -> None:
    file = the_blob(sound).with_name("0" * 62)
    file.write_bytes(b"left")
    os.utime(file, (time.time() - 3 * DAY_S,) * 2)


def damage(sound: Sound) -> None:
    """Make an index lie: the table has a row that the index does not."""
    with sound.database.open("r+b") as file:
        content = file.read()
        at = content.rindex(the_blob(sound).parent.name.encode() + the_blob(sound).name.encode())
        file.seek(at)
        file.write(b"ff")
    the_blob(sound).parent.with_name("ff").mkdir()
    the_blob(sound).rename(sound.folder / "blobs" / "ff" / the_blob(sound).name)


MINIATURES: dict[str, Change] = {
    "plain_http_address": lambda it: it.set("server", public_url="http://interlink.example.eu"),
    "no_public_address": lambda it: (
        it.set("server", host="0.0.0.0", public_url=None),
        it.provider(client_id=None, audiences=["a"]),
    ),
    "listens_everywhere": lambda it: it.set("server", host="0.0.0.0"),
    "development_identity_exposed": lambda it: it.set("identity", mode="development", providers=[]),
    "nobody_can_sign_in": lambda it: it.set("identity", providers=[]),
    "frames_from_anywhere": lambda it: it.set("server", frame_ancestors=["https:"]),
    "frames_from_plain_http": lambda it: it.set("server", frame_ancestors=["http://platform.example"]),
    "forwarding_headers_trusted": lambda it: it.more.update(environment={"FORWARDED_ALLOW_IPS": "127.0.0.1,*"}),
    "weak_service_secret": lambda it: it.set(
        "identity", services=[{"id": "platform", "enabled": True, "secret": "changethis"}]
    ),
    "setting_refused": lambda it: it.set("identity", services=[{"id": "platform", "enabled": True}]),
    "redirect_address_unsound": lambda it: it.set("server", public_url="https://interlink.example.eu/?here"),
    "store_open_to_others": lambda it: it.folder.chmod(0o755),
    "database_open_to_others": lambda it: (it.folder.chmod(0o711), (it.folder / "blobs").chmod(0o700)),
    "files_open_to_others": lambda it: (
        it.folder.chmod(0o711),
        it.database.chmod(0o600),
        (it.folder / "blobs").chmod(0o755),
    ),
    "settings_open_to_others": open_settings,
    "secret_file_open_to_group": open_secret,
    "clock_behind_store": lambda it: event_at(it, datetime.now(UTC) + timedelta(days=1)),
    "clock_behind_files": date_files,
    "clock_differs": lambda it: setattr(it.issuer, "ahead_s", 600),
    "provider_unreachable": lambda it: it.issuer.say(WELL_KNOWN, {}, 503),
    "provider_wrong_issuer": lambda it: it.document(issuer=f"{it.issuer.url}/"),
    "provider_not_understood": lambda it: it.document(jwks_uri=None),
    "provider_without_pkce": lambda it: it.document(code_challenge_methods_supported=["plain"]),
    "provider_pkce_untold": lambda it: it.document(code_challenge_methods_supported=None),
    "provider_unsigned_tokens": lambda it: it.document(id_token_signing_alg_values_supported=["none", "ES256"]),
    "provider_algorithms": lambda it: it.document(id_token_signing_alg_values_supported=["HS256"]),
    "provider_keys_unusable": lambda it: it.issuer.say("/keys", {"keys": []}),
    "redirect_address_refused": lambda it: it.issuer.say("/authorize", {}, 400),
    "store_missing": lambda it: it.database.unlink(),
    "limit_beyond_disk": lambda it: it.set("limits", upload_bytes=10**18, bundle_bytes=10**18),
    "limits_contradict": lambda it: it.set("limits", upload_bytes=2_000_000, bundle_bytes=1_000_000),
    "database_unreadable": lambda it: it.database.write_bytes(b"this is no database, but long enough" * 99),
    "database_not_in_wal_mode": lambda it: it.sql("PRAGMA journal_mode = DELETE"),
    "migrations_pending": lambda it: it.sql("UPDATE alembic_version SET version_num = '0001'"),
    "schema_of_newer_version": lambda it: it.sql("UPDATE alembic_version SET version_num = '9999'"),
    "database_damaged": damage,
    "rows_without_owner": lambda it: it.sql("INSERT INTO blob_uses SELECT 'none', sha256 FROM blobs"),
    "file_missing": lambda it: the_blob(it).unlink(),
    "file_wrong_size": lambda it: shorten(the_blob(it)),
    "files_without_row": leave_old_file,
    "interlinker_refused": refuse,
    "interlinker_not_installed": lambda it: it.set("interlinkers", votes={"enabled": False}),
}
GOOD = Versions((3, 12, 1), (3, 45, 0), has_full_text_search=True, validator=present_versions().validator)


def versions(**other: object) -> list[Finding]:
    return [*examine_versions(replace(GOOD, **other))]


ELSEWHERE: dict[str, Callable[[], list[Finding]]] = {
    "clock_jumped": lambda: [*examine_jump((100.0, 5.0), (90.0, 6.0))],
    "few_descriptors": lambda: [*descriptors(200)],
    "disk_nearly_full": lambda: [*room.room(5_000_000, 10**12, Path("data"))],
    "python_too_old": lambda: versions(python=(3, 9)),
    "sqlite_too_old": lambda: versions(sqlite=(3, 30, 0)),
    "full_text_search_missing": lambda: versions(has_full_text_search=False),
    "validator_missing": lambda: versions(validator="0.61.0"),
}
"""What no configuration can be made to have: here the facts are given."""
TRIED_ELSEWHERE = {
    "folder_not_writable",
    "database_not_synced",
    "area_not_examined",
    "address_unreachable",
    "address_unhealthy",
    "certificate_invalid",
    "certificate_ends_soon",
    "transport_security_missing",
    "header_missing",
    "cookie_unprotected",
    "server_told",
}
"""Findings with tests of their own, in this folder."""


def test_nothing_is_said_of_a_sound_configuration(sound):
    areas = sound.examine()
    assert [finding for area in areas for finding in area.findings] == []
    assert {area.name for area in areas} >= {"exposure", "database", "providers", "clock"}


@pytest.mark.parametrize("code", MINIATURES)
def test_what_is_wrong_in_one_way_is_found_and_nothing_else(sound, code):
    MINIATURES[code](sound)
    assert sound.codes() == [code]


@pytest.mark.parametrize("code", ELSEWHERE)
def test_a_fact_that_is_wrong_is_found_and_nothing_else(code):
    assert [finding.code for finding in ELSEWHERE[code]()] == [code]


def test_facts_that_are_right_are_not_mentioned():
    assert [*examine_jump((100.0, 5.0), (101.0, 6.0)), *descriptors(20_000), *examine_versions(GOOD)] == []
    assert [*room.room(10**12, 2 * 10**12, Path("data"))] == []


def test_every_finding_is_tried():
    assert {*MINIATURES, *ELSEWHERE, *TRIED_ELSEWHERE} == set(FINDINGS)


def test_a_secret_of_the_settings_that_a_file_holds_leaves_them_harmless(sound):
    secret = sound.root / "secret"
    secret.write_text(STRONG)
    secret.chmod(0o600)
    sound.set("identity", services=[])
    sound.provider(client_secret_file=str(secret))
    open_settings(sound)
    assert sound.codes() == []


def test_a_group_that_can_read_is_a_warning_and_everybody_a_problem(sound):
    outcomes = []
    for mode in (0o750, 0o755):
        sound.folder.chmod(mode)
        outcomes += [finding.outcome for area in sound.examine() for finding in area.findings]
    assert outcomes == [Outcome.WARNING, Outcome.PROBLEM]


def test_nothing_is_changed(sound):
    def seen() -> set[tuple[str, int, int]]:
        files = sound.root.rglob("*")
        return {(str(path), path.stat().st_mtime_ns, path.stat().st_size) for path in files}

    before = seen()
    sound.examine()
    assert seen() == before


def test_no_secret_is_ever_shown(sound, tmp_path):
    sound.set("identity", services=[{"id": "platform", "enabled": True, "secret": "hunter2hunter2"}])
    open_settings(sound)
    shown = repr(sound.examine()) + repr(sound.situation())
    assert "hunter2" not in shown
    assert STRONG not in shown


def test_settings_that_cannot_be_used_are_told_with_their_line(tmp_path):
    file = tmp_path / "interlink.toml"
    file.write_text('[server]\nport = 1\nprot = 2\n\n[[identity.services]]\nid = "a"\nsecret = 123456789\n')
    with pytest.raises(SettingsInvalid) as refusal:
        load_settings(file, {})
    found = [finding for area in examine_refusal(refusal.value) for finding in area.findings]
    places = {"interlink.toml:7 identity.services.0.secret", "interlink.toml:3 server.prot"}
    assert {finding.at for finding in found} == places
    assert "123456789" not in repr(found)


def test_a_provider_that_hangs_does_not_hold_the_examination_up(sound, monkeypatch):
    """The connection is taken and nothing is ever said."""
    with socket.create_server(("127.0.0.1", 0)) as silent:
        monkeypatch.setattr("interlink_runtime.doctor.providers.DEADLINE_S", 0.2)
        sound.provider(issuer=f"http://localhost:{silent.getsockname()[1]}")
        began = time.monotonic()
        assert sound.codes() == ["provider_unreachable"]
        assert time.monotonic() - began < 10


def test_an_area_that_takes_too_long_is_one_that_cannot_be_told(sound, monkeypatch):
    never = threading.Event()
    monkeypatch.setattr("interlink_runtime.doctor.examination.AREA_S", 0.1)
    monkeypatch.setattr("interlink_runtime.doctor.examination.examine_permissions", lambda _: [never.wait(20)])
    areas = {area.name: area for area in sound.examine()}
    never.set()
    assert areas["permissions"].outcome is Outcome.UNKNOWN
    assert [finding.code for finding in areas["permissions"].findings] == ["area_not_examined"]


def test_a_store_whose_commits_are_not_synced_is_found(sound, monkeypatch):
    monkeypatch.setattr("interlink_runtime.doctor.database.is_synced", lambda: False)
    assert sound.codes() == ["database_not_synced"]


def test_folders_that_cannot_be_written_are_found(sound, monkeypatch):
    """Root may write everywhere, so the question to the system is answered here."""
    real = os.access
    monkeypatch.setattr(
        "interlink_runtime.doctor.room.os.access",
        lambda path, mode: Path(path) != sound.folder / "blobs" and real(path, mode),
    )
    assert sound.codes() == ["folder_not_writable"]


def test_an_older_store_is_examined_beside_a_running_server(sound):
    """A log is there, as while a server runs; it is read through, and left."""
    with closing(sqlite3.connect(sound.database, isolation_level=None)) as server:
        server.execute("UPDATE alembic_version SET version_num = '0001'")
        assert sound.database.with_name(f"{sound.database.name}-wal").stat().st_size
        assert sound.codes() == ["migrations_pending"]


def test_what_this_runs_on_is_good():
    assert [*examine_versions(present_versions())] == []
