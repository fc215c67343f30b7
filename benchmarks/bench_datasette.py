# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Reading and making assets against Datasette's JSON API for rows, which is SQLite over HTTP as well.

Both check a token for every request and commit before they answer; Datasette keeps one row where
an asset is a version, a grant and an event besides, and shows it without asking who may see it.
"""

import asyncio
import json
import socket
import sqlite3
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from load import answer_to
from peers import PeerMissing, left_out, peer
from rounds import Row, compare, report
from serving import ASSETS, CLIENTS, PARAMS, Server, body_for, running, serving, signed_in, warm

INTERLINKER = "meeting-notes"
BODY = body_for(INTERLINKER)
ROUNDS = 5
KEPT = 200
READS, MAKES = 600, 320
"""Fewer than elsewhere: the reference takes ten times as long."""
ROW = {"interlinker": INTERLINKER, "name": PARAMS["title"], "state": json.dumps(PARAMS)}
INSERT, ONE = "/assets/asset/-/insert", "/assets/asset/{}.json"
WHO, SECRET = "clerk", "only for this benchmark"
START_S = 20


def rows(ours: Server, theirs: Server, paths: Sequence[str]) -> Iterator[Row]:
    """Yield what reading and making cost."""
    their_paths = [ONE.format(number) for number in range(1, KEPT + 1)]
    yield compare(
        "asset read",
        "Datasette, row read",
        lambda: ours.read(paths, READS),
        lambda: theirs.read(their_paths, READS),
        rounds=ROUNDS,
        at_least=3,
    )
    yield compare(
        f"asset made ({CLIENTS} clients)",
        "Datasette, row written",
        lambda: ours.make(ASSETS, BODY, [], MAKES),
        lambda: theirs.make(INSERT, {"row": ROW}, [], MAKES),
        rounds=ROUNDS,
        at_least=3,
    )


@contextmanager
def datasette(programs: Path, folder: Path) -> Iterator[Server]:
    """Run Datasette on a database with a table of rows like assets."""
    program, config = str(programs / "datasette"), folder / "datasette.json"
    _fill(folder / "assets.db")
    config.write_text(json.dumps({"permissions": {"insert-row": {"id": WHO}}}), encoding="utf-8")
    new_token = [program, "create-token", WHO, "--secret", SECRET]
    token = subprocess.run(new_token, check=True, capture_output=True, text=True).stdout.strip()
    port = _free_port()
    command = [program, "serve", str(folder / "assets.db"), "-p", str(port), "--secret", SECRET, "-c", str(config)]
    with running(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = ("127.0.0.1", port)
        answer_to(address, ONE.format(1), patience_s=START_S)
        yield Server(process.pid, address, token)


def _fill(path: Path) -> None:
    with closing(sqlite3.connect(path)) as database, database:
        database.execute("PRAGMA journal_mode = WAL")  # which suits it better than the default
        database.execute("CREATE TABLE asset (id INTEGER PRIMARY KEY, interlinker TEXT, name TEXT, state TEXT)")
        database.executemany(
            "INSERT INTO asset (interlinker, name, state) VALUES (:interlinker, :name, :state)", [ROW] * KEPT
        )


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port: int = listening.getsockname()[1]
    return port


def main() -> None:
    """Measure, print and report."""
    try:
        programs = peer("datasette-writing")
    except PeerMissing as why:
        left_out("asset read and made", "Datasette", why)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        token, paths = asyncio.run(signed_in(folder / "store", [INTERLINKER], KEPT))
        with serving("runtime", folder / "store", token) as ours, datasette(programs, folder) as theirs:
            warm(ours, BODY)
            measured = list(rows(ours, theirs, paths))
    report(measured, __file__)


if __name__ == "__main__":
    main()
