# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The last look through the API, when the trouble is over: everything is read once by its owner."""

import hashlib
from collections.abc import Iterator

import httpx2

from .faults import Fault, Life
from .history import History
from .server import PEOPLE, Server

VISIT_S = 30.0
BROKEN_OFF = 599
"""The status of an answer that did not come to its end."""


async def visit(server: Server, history: History, lives: dict[str, Life]) -> list[Fault]:
    """Read every asset and every file into *history*, and return what the lists of people have wrong."""
    faults: list[Fault] = []
    async with httpx2.AsyncClient(base_url=server.url, timeout=VISIT_S) as http:
        for life in lives.values():
            await _read(server, history, http, life)
        for person in PEOPLE:
            listed = await _listed(server, http, person)
            faults += _wrong_in_list(person, listed, lives)
    return faults


async def _read(server: Server, history: History, http: httpx2.AsyncClient, life: Life) -> None:
    person, path = life.birth.person, f"/api/v1/assets/{life.asset}"
    read = history.invoke(-1, person, "read", life.asset, {})
    answer = await http.get(path, headers=_headers(server, person))
    history.complete(read, answer.status_code, answer.json())
    life.operations.append(read)
    for file in read.reply.get("files", []):
        download = history.invoke(-1, person, "download", life.asset, {"name": file["name"], "sha256": file["sha256"]})
        try:
            answer = await http.get(f"{path}/files/{file['name']}", headers=_headers(server, person))
            history.complete(download, answer.status_code, {"sha256": hashlib.sha256(answer.content).hexdigest()})
        except httpx2.HTTPError as error:  # it broke off where the bytes should have been
            history.complete(download, BROKEN_OFF, {"detail": str(error)})
        life.operations.append(download)


async def _listed(server: Server, http: httpx2.AsyncClient, person: str) -> list[str]:
    ids: list[str] = []
    params: dict[str, str] = {"limit": "100"}
    while True:
        page = (await http.get("/api/v1/assets", params=params, headers=_headers(server, person))).json()
        ids += [item["id"] for item in page["items"]]
        if page["after"] is None:
            return ids
        params = {"limit": "100", "after": page["after"]}


def _wrong_in_list(person: str, listed: list[str], lives: dict[str, Life]) -> Iterator[Fault]:
    if len(set(listed)) < len(listed):
        yield Fault("doubled", f"the list of {person} has an asset twice")
    own = {asset for asset, life in lives.items() if life.birth.person == person}
    alive = {asset for asset in own if not lives[asset].death and not lives[asset].may_be_dead}
    for asset in alive - set(listed):
        yield Fault("lost", f"the list of {person} does not have it", asset)
    for asset in set(listed) & {asset for asset, life in lives.items() if life.death}:
        yield Fault("risen", f"it was deleted, and the list of {person} has it", asset)


def _headers(server: Server, person: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.tokens[person]}"}
