# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The server is killed at chosen points of writes and uploads; nothing acknowledged is lost, nothing comes twice.

The client does what clients do: it sends the request again with its Idempotency-Key.
"""

import asyncio
import os
import socket
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

import httpx2
import pytest

from interlink_runtime.runtime import open_runtime, sweep_up
from interlink_runtime.settings import Settings

POLL = {"interlinker": "poll", "params": {"question": "Where?", "options": ["Here", "There"]}}
NOTES = {"interlinker": "meeting-notes", "params": {"title": "Notes", "date": "2026-05-01"}}
HOUR_S = 3_600


@dataclass(frozen=True)
class Change:
    """One request that changes something, and the event that says it did."""

    event: str
    method: str
    path: str
    more: dict[str, Any]
    headers: dict[str, str]

    def send(self, server) -> httpx2.Response:
        return server.ask(self.method, self.path, headers=self.headers, **self.more)


def change(event, method, path, *, headers=None, **more) -> Change:
    return Change(event, method, path, more, {"Idempotency-Key": str(uuid4())} | (headers or {}))


def make(server, body=POLL) -> str:
    answer = server.ask("POST", "/api/v1/assets", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


def make_poll(server) -> Change:
    return change("asset.made", "POST", "/api/v1/assets", json=POLL)


def upload(server) -> Change:
    files = {"files": (f"{uuid4()}.txt", f"{uuid4()}\n".encode() * 3_000)}
    fields = {"interlinker": "documents", "params": "{}"}
    return change("asset.made", "POST", "/api/v1/assets", data=fields, files=files)


def edit(server) -> Change:
    body = {"params": POLL["params"] | {"question": "When?"}}
    return change("asset.edited", "PUT", f"/api/v1/assets/{make(server)}", json=body, headers={"If-Match": '"1"'})


def vote(server) -> Change:
    path = f"/api/v1/assets/{make(server)}/contributions/votes"
    return change("asset.contributed", "POST", path, json={"body": {"option": "Here"}})


def change_a_vote(server) -> Change:
    first = vote(server)
    assert first.send(server).status_code == 201
    return change("asset.contributed", "POST", first.path, json={"body": {"option": "There"}})


def clone(server) -> Change:
    return change("asset.cloned", "POST", f"/api/v1/assets/{make(server)}/clone")


def share(server) -> Change:
    body = {"subject": "person:bob", "role": "editor"}
    return change("asset.shared", "POST", f"/api/v1/assets/{make(server)}/grants", json=body)


def unshare(server) -> Change:
    given = share(server)
    assert given.send(server).status_code == 201
    return change("asset.unshared", "DELETE", f"{given.path}/person:bob")


def delete(server) -> Change:
    return change("asset.deleted", "DELETE", f"/api/v1/assets/{make(server)}")


def restore(server) -> Change:
    answer = upload(server).send(server)
    assert answer.status_code == 201, answer.text
    path = f"/api/v1/assets/{answer.json()['id']}"
    bundle = server.ask("GET", f"{path}/export?format=bundle").content
    assert server.ask("DELETE", path).status_code == 204
    return change("asset.restored", "POST", "/api/v1/bundles", content=bundle)


def visible(server) -> dict[str, Any]:
    """Return everything that people can see: assets with versions, files, grants and votes."""
    seen = {}
    for asset in server.json("/api/v1/assets?limit=100")["items"]:
        path = f"/api/v1/assets/{asset['id']}"
        seen[asset["id"]] = {
            "asset": asset,
            "versions": server.json(f"{path}/versions"),
            "grants": server.json(f"{path}/grants"),
            "votes": server.json(f"{path}/contributions/votes") if asset["interlinker"] == "poll" else None,
            "files": [server.ask("GET", f"{path}/files/{file['name']}").content for file in asset["files"]],
        }
    return seen


def rows(server, statement: str) -> list[Any]:
    with closing(sqlite3.connect(server.settings.store.folder / "interlink.sqlite3")) as store:
        return store.execute(statement).fetchall()


def events(server) -> list[str]:
    """Return what happened, in no order; of a secret vote only a tally tells."""
    told = [row[0] for row in rows(server, "SELECT type FROM events")]
    ((votes,),) = rows(server, "SELECT coalesce(sum(count), 0) FROM secret_tallies")
    return sorted(told + ["asset.contributed"] * votes)


CASES = [
    (make_poll, "before COMMIT"),
    (make_poll, "after COMMIT"),
    (make_poll, "before INSERT INTO events"),
    (make_poll, "after INSERT INTO idempotency"),
    (upload, "before fsync"),
    (upload, "after fsync"),
    (upload, "before COMMIT"),
    (upload, "after COMMIT"),
    (edit, "before COMMIT"),
    (edit, "after COMMIT"),
    (vote, "after COMMIT"),
    (change_a_vote, "before COMMIT"),
    (change_a_vote, "after COMMIT"),
    (clone, "after COMMIT"),
    (share, "after COMMIT"),
    (unshare, "after COMMIT"),
    (delete, "before COMMIT"),
    (delete, "after COMMIT"),
    (restore, "after fsync"),
    (restore, "after COMMIT"),
]


@pytest.mark.parametrize(("prepare", "order"), CASES, ids=lambda value: getattr(value, "__name__", value))
def test_a_kill_loses_nothing_and_a_retry_doubles_nothing(server, prepare: Callable[[Any], Change], order: str):
    wanted = prepare(server)
    before, happened = visible(server), events(server)
    server.order.write_text(order, encoding="utf-8")
    with pytest.raises(httpx2.HTTPError):
        wanted.send(server)
    server.revive()

    is_committed = order == "after COMMIT"
    after = visible(server)
    assert (after != before) == is_committed
    assert events(server) == sorted(happened + ([wanted.event] if is_committed else []))

    answer = wanted.send(server)
    assert answer.is_success, answer.text
    assert answer.headers.get("idempotency-replayed") == ("true" if is_committed else None)
    assert events(server) == sorted([*happened, wanted.event])
    if is_committed:
        assert visible(server) == after
    assert wanted.send(server).content == answer.content


def test_a_kill_in_the_middle_of_an_upload_leaves_nothing(server):
    before, happened = visible(server), events(server)
    body = b'--b\r\nContent-Disposition: form-data; name="files"; filename="big.txt"\r\n\r\n' + b"x" * 20_000_000
    head = (
        "POST /api/v1/assets HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=b\r\n"
        f"Authorization: Bearer {server.tokens['ana']}\r\nContent-Length: {len(body) * 2}\r\n\r\n"
    )
    with socket.create_connection(server.listening.getsockname()) as connection:
        connection.sendall(head.encode() + body)  # more than any buffer takes: the server is reading it
        server.kill()
    server.start()
    assert visible(server) == before
    assert events(server) == happened


async def sweep(settings: Settings) -> None:
    async with open_runtime(settings) as runtime:
        await sweep_up(runtime)


def test_what_the_kills_left_behind_is_swept(server):
    """An hour later: the bytes of uploads that were never acknowledged are gone, all others are whole."""
    before = visible(server)
    server.kill()
    folder = server.settings.store.folder
    for file in (folder / "blobs").rglob("*"):
        stamp = file.stat().st_mtime - 2 * HOUR_S
        os.utime(file, (stamp, stamp))
    asyncio.run(sweep(server.settings))
    named = {row[0] for row in rows(server, "SELECT sha256 FROM blobs")}
    kept = {file.parent.name + file.name for file in (folder / "blobs").glob("[0-9a-f][0-9a-f]/*")}
    assert kept == named
    assert list((folder / "blobs" / "incoming").iterdir()) == []
    assert rows(server, "PRAGMA integrity_check") == [("ok",)]
    assert rows(server, "PRAGMA foreign_key_check") == []
    server.start()
    assert visible(server) == before
    assert len(list((folder / "scratch").iterdir())) == 1
