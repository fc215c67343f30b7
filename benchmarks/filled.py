# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Stores with very many assets, as a town's platform has them after years: the rows that making and sharing leave.

The steps are those of the verbs; only how they are run differs: alike ones together, in one
transaction that need not survive a crash. A filled folder is kept for the next run, and each run
works on a copy.
"""

import hashlib
import os
import random
import shutil
import sqlite3
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from interlink_runtime.identity.sessions import digest_of
from interlink_runtime.store.assets import AssetRow, insert_asset, insert_version, name_blob
from interlink_runtime.store.database import connect
from interlink_runtime.store.events import insert_event
from interlink_runtime.store.files import FileEntry, files_json
from interlink_runtime.store.grants import put_grant
from interlink_runtime.store.identifiers import new_id
from interlink_runtime.store.migrating import HEAD, bring_up_to_date
from interlink_runtime.store.people import PersonRow, put_person
from interlink_runtime.store.sessions import SessionRow, insert_session
from interlink_runtime.store.statements import Step
from interlink_runtime.store.teams import MemberRow, TeamRow, insert_team, put_member

KEPT = Path(__file__).parent / ".filled"
BATCH = 5_000
YEAR_2100 = 4_102_444_800_000_000
"""A session that does not end, in microseconds since 1970."""

CLERK, HALL = "clerk", "town-hall"
"""Somebody who reaches every asset, mostly through the team that everything is shared with."""
RARE, FREQUENT, ABSENT = "zvejniekciems", "park", "qwertz"
"""Parts of names: of a dozen assets, of every tenth, of none."""
RARE_ASSETS = 12
SHARED = 0.35
"""How many assets are shared with somebody beside the team."""

_INTERLINKERS = ("poll", "meeting-notes", "documents", "survey", "forum")
_WEIGHTS = (30, 30, 20, 15, 5)
_WHAT = ("Plan", "Survey", "Minutes", "Proposal", "Map", "Budget", "Idea", "Report", "Question", "Draft")
_WHERE = ("school", "library", "harbour", "market", "station", "bridge", "church", "river", "museum")
_ROLES = ("viewer", "viewer", "contributor", "editor", "owner")


def filled_folder(count: int, target: Path, *, keep: bool) -> float:
    """Make *target* a store folder of *count* assets and return how long filling it took, 0 where it was kept."""
    if not keep:
        return _fill(target, count)
    digest = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:12]
    kept, took_s = KEPT / f"{HEAD}-{digest}-{count}", 0.0
    if not kept.exists():
        _drop_older(count)
        took_s = _fill(unfinished := KEPT / f"{new_id()}.unfinished", count)
        unfinished.rename(kept)
    shutil.copytree(kept / "blobs", target / "blobs", copy_function=os.link)
    shutil.copy(kept / "interlink.sqlite3", target)
    return took_s


def token_of(number: int) -> str:
    """Return the token of the session of person *number*."""
    return f"token-{number}"


def people_of(count: int) -> int:
    """Return how many people a store of *count* assets has."""
    return max(20, count // 20)


def _drop_older(count: int) -> None:
    KEPT.mkdir(exist_ok=True)
    (KEPT / ".gitignore").write_text("*\n", encoding="utf-8")
    for old in KEPT.glob(f"*-{count}"):
        shutil.rmtree(old)


def _fill(folder: Path, count: int) -> float:
    began = time.perf_counter()
    folder.mkdir(parents=True)
    (folder / "blobs" / "incoming").mkdir(parents=True)
    path = folder / "interlink.sqlite3"
    bring_up_to_date(path)
    with closing(connect(path, read_only=False)) as connection:
        # nothing here must survive a crash; foreign keys hold by construction
        for pragma in ("journal_mode = OFF", "synchronous = OFF", "foreign_keys = OFF", "cache_size = -1000000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN")
        following = _without_triggers(connection)
        for steps in _batches(folder / "blobs", count):
            _run(connection, steps)
        _index_names(connection)
        for trigger in following:
            connection.execute(trigger)
        connection.execute("COMMIT")
        connection.execute("PRAGMA analysis_limit = 400")
        connection.execute("PRAGMA optimize = 0x10002")  # what closing a store does, for all tables
        connection.execute("PRAGMA journal_mode = WAL")
    return time.perf_counter() - began


def _without_triggers(connection: sqlite3.Connection) -> list[str]:
    """Drop the triggers and return how they are made: for each row, the index of names would write to disk."""
    triggers = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in triggers]


def _index_names(connection: sqlite3.Connection) -> None:
    names = connection.execute("SELECT id, folded_name FROM assets ORDER BY id").fetchall()
    numbered = ((int(asset[:19].replace("-", ""), 16) - 2**63, name) for asset, name in names)
    connection.executemany("INSERT INTO asset_names (rowid, name) VALUES (?, ?)", numbered)


def _run(connection: sqlite3.Connection, steps: Sequence[Step]) -> None:
    alike: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for step in steps:
        alike[step.statement.sql].append({**step.statement.bound, **step.params})
    for sql, params in alike.items():
        connection.executemany(sql, params)


def _batches(blobs: Path, count: int) -> Iterator[list[Step]]:
    people = people_of(count)
    yield [step for number in range(people) for step in _person(number)]
    yield list(_teams(people))
    chance = random.Random(count)
    rare = set(range(count // RARE_ASSETS // 2, count, max(1, count // RARE_ASSETS)))
    for first in range(0, count, BATCH):
        numbers = range(first, min(first + BATCH, count))
        yield [step for number in numbers for step in _asset(chance, blobs, number, people, is_rare=number in rare)]


def _person(number: int) -> Iterator[Step]:
    person = CLERK if number == 0 else f"p{number}"
    yield put_person(PersonRow(person, f"Person {number}", f"{person}@example.org", "en", 0, 1))
    yield insert_session(
        SessionRow(new_id(), person, None, "Firefox", 1, YEAR_2100, YEAR_2100), digest_of(token_of(number))
    )


def _teams(people: int) -> Iterator[Step]:
    """Yield the town hall, which only the clerk is in here, and a team for every ten people."""
    for team in (HALL, *(f"t{number}" for number in range(people // 10))):
        yield insert_team(TeamRow(team, f"Team {team}", CLERK, 1))
    yield put_member(MemberRow(HALL, f"person:{CLERK}", "keeper", CLERK, 1))
    for number in range(1, people):
        yield put_member(MemberRow(f"t{number % (people // 10)}", f"person:p{number}", "member", CLERK, 1))


def _asset(chance: random.Random, blobs: Path, number: int, people: int, *, is_rare: bool) -> Iterator[Step]:
    """Yield what making, sharing and now and then editing one asset leaves."""
    at = 1_600_000_000_000_000 + number * 1_000_000
    # few people make much, many make little; the clerk makes one in ten
    maker = 0 if number % 10 == 0 else 1 + int((people - 1) * chance.random() ** 2)
    owner = CLERK if maker == 0 else f"p{maker}"
    interlinker = chance.choices(_INTERLINKERS, _WEIGHTS)[0]
    files = [_file(blobs, number)] if interlinker == "documents" and number % 10 == 0 else []
    row = AssetRow(
        id=new_id(),
        interlinker=interlinker,
        interlinker_version="1.0.0",
        name=_name(chance, number, is_rare=is_rare),
        state=f'{{"title":"Asset {number}","date":"2026-05-01","participants":["Ana","Bob"],"notes":"{"x" * 200}"}}',
        files=files_json(files),
        version=1,
        external_id=None,
        owner=owner,
        created_by=owner,
        cloned_from=None,
        knowledge=None,
        genesis=0,
        language="en",
        created_at=at,
        updated_at=at,
    )
    yield insert_asset(row)
    for file in files:
        yield from name_blob(row.id, file, at)
    yield insert_version(row, actor=owner)
    yield _grant(row, f"person:{owner}", "owner")
    yield _event(row, "asset.made")
    yield from _shares(chance, row, people)


def _shares(chance: random.Random, row: AssetRow, people: int) -> Iterator[Step]:
    shares = {f"team:{HALL}": "viewer"}
    if chance.random() < SHARED:
        subject = chance.choice(("person:p{}", "team:t{}", "email:p{}@example.org"))
        most = people // 10 if subject.startswith("team:") else people
        shares[subject.format(chance.randrange(most))] = chance.choice(_ROLES)
    if chance.random() < 0.05:
        shares[f"person:{CLERK}"] = chance.choice(("contributor", "editor"))
    for subject, role in shares.items():
        if subject != f"person:{row.owner}":
            yield _grant(row, subject, role)
            yield _event(row, "asset.shared", subject=subject, role=role)


def _grant(row: AssetRow, subject: str, role: Any) -> Step:
    return put_grant(
        asset_id=row.id,
        subject=subject,
        role=role,
        interlinker=row.interlinker,
        granted_by=row.owner,
        created_at=row.created_at,
    )


def _event(row: AssetRow, kind: str, **data: Any) -> Step:
    return insert_event(
        type=kind, asset_id=row.id, interlinker=row.interlinker, actor=row.owner, at=row.created_at, data=data
    )


def _name(chance: random.Random, number: int, *, is_rare: bool) -> str:
    where = f"Zvejniekciems {number}" if is_rare else FREQUENT if chance.random() < 0.1 else chance.choice(_WHERE)
    return f"{chance.choice(_WHAT)} for the {where} {2015 + number % 12}, {chance.randrange(1_000)}"


def _file(blobs: Path, number: int) -> FileEntry:
    content = b"document %d" % number
    sha256 = hashlib.sha256(content).hexdigest()
    path = blobs / sha256[:2] / sha256[2:]
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content)
    return FileEntry("minutes.txt", "text/plain", sha256, len(content), 0)
