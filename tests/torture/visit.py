# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The last look through the API, when the trouble is over: everything is read once by its owner."""

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import suppress

import httpx2

from .clients import TRY_AGAIN
from .faults import Fault, Life
from .history import History
from .server import PEOPLE, Server

VISIT_S = 30.0
TRIES = 8
PAUSE_S = 0.3
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
    answer = await _get(server, http, person, path)
    history.complete(read, answer.status_code, answer.json())
    life.operations.append(read)
    for file in read.reply.get("files", []):
        download = history.invoke(-1, person, "download", life.asset, {"name": file["name"], "sha256": file["sha256"]})
        try:
            answer = await _get(server, http, person, f"{path}/files/{file['name']}")
            history.complete(download, answer.status_code, {"sha256": hashlib.sha256(answer.content).hexdigest()})
        except httpx2.HTTPError as error:  # it breaks off where the bytes should be
            history.complete(download, BROKEN_OFF, {"detail": str(error)})
        life.operations.append(download)


async def _listed(server: Server, http: httpx2.AsyncClient, person: str) -> list[str]:
    ids: list[str] = []
    after = ""
    while True:
        page = (await _get(server, http, person, f"/api/v1/assets?limit=100{after}")).json()
        ids += [item["id"] for item in page["items"]]
        if page["after"] is None:
            return ids
        after = f"&after={page['after']}"


async def _get(server: Server, http: httpx2.AsyncClient, person: str, path: str) -> httpx2.Response:
    """Return what there is, although the last trouble may just be ending."""
    headers = {"Authorization": f"Bearer {server.tokens[person]}"}
    for _ in range(TRIES - 1):
        with suppress(httpx2.HTTPError):
            answer = await http.get(path, headers=headers)
            if answer.status_code not in TRY_AGAIN:
                return answer
        await asyncio.sleep(PAUSE_S)
    return await http.get(path, headers=headers)


def _wrong_in_list(person: str, listed: list[str], lives: dict[str, Life]) -> Iterator[Fault]:
    if len(set(listed)) < len(listed):
        yield Fault("doubled", f"the list of {person} has an asset twice")
    own = {asset for asset, life in lives.items() if life.birth.person == person}
    alive = {asset for asset in own if not lives[asset].death and not lives[asset].may_be_dead}
    for asset in alive - set(listed):
        yield Fault("lost", f"the list of {person} does not have it", asset)
    for asset in set(listed) & {asset for asset, life in lives.items() if life.death}:
        yield Fault("risen", f"it was deleted, and the list of {person} has it", asset)
