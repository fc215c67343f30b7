# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Secret votes as they lie on disk: no byte that was written for them tells who voted.

The people themselves are known to the site, so their names stand in the database. What is searched is
everything that the votes have added or changed: the whole write-ahead log, which is empty before; the
pages of the database that are others afterwards; and all other files whole.
"""

import hashlib
import logging
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import httpx2
import pytest

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings
from interlink_sdk.keeping import opaque_actor

from .served import Served, serving

VOTERS = 12
PAGE_BYTES = 4096
NOT_OURS = ("httpx", "httpx2", "httpcore", "asyncio")


@dataclass(frozen=True)
class Voter:
    """Somebody by whom every trace is marked."""

    number: int

    @property
    def id(self) -> str:
        return f"kanarinis-{self.number}-person"

    @property
    def name(self) -> str:
        return f"Zeltīte Kanarija {self.number}"

    @property
    def email(self) -> str:
        return f"dzeltena-{self.number}@kanarijputns.example"

    @property
    def vote(self) -> str:
        return f"BALLOT-{self.number}-CAST"


class Ballot:
    """A served site with an asset on which everybody may vote, and the files that it writes."""

    def __init__(self, server: Served, folder: Path) -> None:
        self.server, self.folder = server, folder
        self.voters = [Voter(number) for number in range(VOTERS)]
        self.tokens = {voter.id: server.token(voter.id) for voter in self.voters}
        self.asset = self._shared_asset()
        self._checkpoint()
        self._before = self.pages()

    @property
    def database(self) -> Path:
        return self.folder / "data" / "interlink.sqlite3"

    def vote(self, collection: str, *, times: int) -> None:
        """Let everybody vote so many times, each with a key that names them."""
        with self._client() as http:
            for turn in range(times):
                for voter in self.voters:
                    key = f"{voter.id}-{collection}-{turn}"
                    answer = http.post(
                        f"/api/v1/assets/{self.asset}/contributions/{collection}",
                        json={"body": {"text": voter.vote}},
                        headers=self._as(voter) | {"Idempotency-Key": key},
                    )
                    assert answer.status_code == 201, answer.text
                    listed = http.get(
                        f"/api/v1/assets/{self.asset}/contributions/{collection}", headers=self._as(voter)
                    )
                    assert voter.vote in listed.text

    def changed(self) -> bytes:
        """Return what is written in other pages than before, and in every other file."""
        pages = [page for number, page in enumerate(self.pages()) if page not in self._before[number : number + 1]]
        return b"".join([*pages, *(file.read_bytes() for file in self._files() if file != self.database)])

    def pages(self) -> list[bytes]:
        whole = self.database.read_bytes()
        return [whole[at : at + PAGE_BYTES] for at in range(0, len(whole), PAGE_BYTES)]

    def traces(self) -> dict[str, bytes]:
        """Return everything by which one of the voters could be told."""
        key, found = self.server.app.state.runtime.key, {}
        for voter in self.voters:
            token = self.tokens[voter.id]
            told = {
                "id": voter.id,
                "name": voter.name,
                "e-mail": voter.email,
                "session": token,
                "digest of the session": hashlib.sha256(token.encode()).hexdigest(),
                "digest of the id": hashlib.sha256(voter.id.encode()).hexdigest(),
                "name before the interlinker": opaque_actor(key, voter.id, "ledger"),
            }
            found |= {f"{what} of {voter.number}": text.encode() for what, text in told.items()}
        return found

    def found(self) -> list[str]:
        """Return which traces are in what was written."""
        written = self.changed()
        return [what for what, trace in self.traces().items() if trace in written]

    def _shared_asset(self) -> str:
        owner = {"Authorization": f"Bearer {self.server.token('owner')}"}
        with self._client() as http:
            made = http.post("/api/v1/assets", json={"interlinker": "ledger", "params": {"title": "x"}}, headers=owner)
            path = f"/api/v1/assets/{made.json()['id']}"
            for voter in self.voters:
                body = {"subject": f"person:{voter.id}", "role": "contributor"}
                assert http.post(f"{path}/grants", json=body, headers=owner).status_code == 201
                assert http.get(path, headers=self._as(voter)).status_code == 200
        return str(made.json()["id"])

    def _checkpoint(self) -> None:
        with closing(sqlite3.connect(self.database)) as other:
            assert other.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0] == 0
        assert self.database.with_name(f"{self.database.name}-wal").stat().st_size == 0

    def _files(self) -> Iterator[Path]:
        return (file for file in self.folder.rglob("*") if file.is_file())

    def _client(self) -> httpx2.Client:
        return httpx2.Client(base_url=self.server.url)

    def _as(self, voter: Voter) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.tokens[voter.id]}"}


@pytest.fixture
def log_file(tmp_path: Path) -> Iterator[None]:
    """Write everything that is logged into a file among the others."""
    (tmp_path / "logs").mkdir()
    listener = logging.FileHandler(tmp_path / "logs" / "all.log", encoding="utf-8")
    listener.setFormatter(logging.Formatter("%(asctime)s %(name)s %(message)s %(pathname)s"))
    listener.addFilter(lambda record: not record.name.startswith(NOT_OURS))
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    yield
    root.removeHandler(listener)
    root.setLevel(level)
    listener.close()


@pytest.fixture
def server(
    discovery: Discovery,
    settings_in: Callable[..., Settings],
    log_file: None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Served]:
    """Serve a site whose every file, also a temporary one, lies in one folder."""
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "tmp"))
    people = [{"id": voter.id, "name": voter.name, "email": voter.email} for voter in (Voter(n) for n in range(VOTERS))]
    identity = {"mode": "development", "people": [*people, {"id": "owner", "name": "Owner"}]}
    with serving(create_app(settings_in(tmp_path, identity=identity), discovery=discovery)) as server:
        yield server


@pytest.mark.parametrize(("collection", "times"), [("votes", 3), ("hints", 2)])
def test_no_byte_that_is_written_for_a_secret_vote_tells_who_voted(server, tmp_path, collection, times):
    ballot = Ballot(server, tmp_path)
    ballot.vote(collection, times=times)
    log = ballot.database.with_name(f"{ballot.database.name}-wal").read_bytes()
    assert all(voter.vote.encode() in log for voter in ballot.voters), "the log is searched, and has what was written"
    assert ballot.found() == []
    ballot._checkpoint()
    changed = ballot.changed()
    assert all(voter.vote.encode() in changed for voter in ballot.voters)
    assert ballot.found() == []


def test_the_search_finds_whoever_writes_under_their_name(server, tmp_path):
    ballot = Ballot(server, tmp_path)
    ballot.vote("notes", times=1)
    expected = [f"id of {voter.number}" for voter in ballot.voters]
    assert [what for what in ballot.found() if what.startswith("id of")] == expected
    ballot._checkpoint()
    assert [what for what in ballot.found() if what.startswith("id of")] == expected
