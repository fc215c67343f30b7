# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A store that cannot write refuses with Retry-After, has written nothing, and works again afterwards."""

import resource
import sqlite3
from contextlib import closing, suppress

import pytest

BODY = {"interlinker": "awkward", "params": {"title": "x"}}


@pytest.fixture
def connections(monkeypatch):
    """Collect the connections that the site opens, so that a test can make its disk small."""
    opened, connect = [], sqlite3.connect

    def connect_and_remember(*arguments, **more):
        opened.append(connect(*arguments, **more))
        return opened[-1]

    monkeypatch.setattr(sqlite3, "connect", connect_and_remember)
    return opened


@pytest.fixture
def site(open_site, tmp_path, connections):
    """Open a site that waits hardly at all for another process."""
    folder = tmp_path / "data"
    yield from open_site(tmp_path, store={"folder": folder, "lock_wait_s": 0.05})


@pytest.fixture
def ana(site):
    return site.person("ana")


def assert_refused(answer):
    assert (answer.status_code, answer.json()["code"]) == (503, "store_unavailable")
    assert int(answer.headers["retry-after"]) > 0


def total(site):
    """Return how many rows there are of everything that a write leaves."""
    tables = ("assets", "asset_versions", "grants", "events", "idempotency", "contributions", "blobs", "blob_uses")
    with closing(sqlite3.connect(site.runtime.settings.store.folder / "interlink.sqlite3")) as store:
        return [store.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]


def test_a_store_that_another_process_holds_refuses_writes_and_serves_reads(ana, site):
    asset = ana.make()
    own, before = f"/api/v1/assets/{asset['id']}", total(site)
    path = site.runtime.settings.store.folder / "interlink.sqlite3"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        for answer in (
            ana.post("/api/v1/assets", BODY, headers={"Idempotency-Key": "locked"}),
            ana.ask("PUT", own, json={"params": {"title": "y"}}, headers={"If-Match": '"1"'}),
            ana.post(f"{own}/clone"),
            ana.ask("DELETE", own),
        ):
            assert_refused(answer)
        assert ana.get(own).json() == asset
        other.execute("ROLLBACK")
    assert total(site) == before
    assert ana.post("/api/v1/assets", BODY, headers={"Idempotency-Key": "locked"}).status_code == 201


def limit_pages(connections, pages):
    for connection in connections:
        with suppress(sqlite3.ProgrammingError):  # the migration's connection is closed already
            connection.execute(f"PRAGMA max_page_count = {pages}")


def test_a_full_disk_refuses_writes_until_there_is_room(ana, site, connections):
    asset = ana.make()
    before = total(site)
    limit_pages(connections, 1)  # SQLite takes that for the pages there are
    big = {"interlinker": "poll", "params": {"question": "Q", "description": "y" * 5_000, "options": ["a", "b"]}}
    answers = [ana.post("/api/v1/assets", big, headers={"Idempotency-Key": f"full {number}"}) for number in range(20)]
    refused = [number for number, answer in enumerate(answers) if answer.status_code != 201]
    assert refused
    for number in refused:
        assert_refused(answers[number])
    made = len(answers) - len(refused)
    assert total(site) == [count + made for count in before[:5]] + before[5:]
    assert ana.get(f"/api/v1/assets/{asset['id']}").status_code == 200
    limit_pages(connections, 1_000_000)
    assert ana.post("/api/v1/assets", big, headers={"Idempotency-Key": f"full {refused[0]}"}).status_code == 201


def test_an_upload_that_the_disk_does_not_take_leaves_nothing(ana, site):
    incoming = site.runtime.settings.store.folder / "blobs" / "incoming"
    before = total(site)
    incoming.rmdir()
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    assert_refused(ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", b"x")}))
    incoming.mkdir()
    assert total(site) == before
    assert ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", b"x")}).status_code == 201


@pytest.fixture
def small_files():
    """Let no file of this process grow beyond 4 KiB."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4_096, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_scratch_space_that_cannot_grow_refuses_and_is_left_empty(ana, site, small_files):
    assert_refused(ana.post("/api/v1/bundles", content=b"x" * 100_000))
    assert list(site.runtime.scratch.iterdir()) == []
