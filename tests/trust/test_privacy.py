# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What people write is for those they share it with: marked words are planted, and looked for everywhere else."""

import json
import logging
import re
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from interlink_runtime.runtime import sweep_up
from interlink_sdk.keeping import opaque_actor, secret_place

WORDS = {
    "title": "CANARYTITLE",
    "text": "CANARYTEXT",
    "file name": "CANARYFILENAME",
    "file": "CANARYFILE",
    "note": "CANARYNOTE",
    "vote": "CANARYVOTE",
    "hint": "CANARYHINT",
    "e-mail": "canaryemail",
    "search": "CANARYSEARCH",
    "refused": "CANARYREFUSED",
    "token name": "CANARYTOKEN",
}
DAY_US = 24 * 3600 * 1_000_000
NOT_OURS = ("httpx", "httpx2", "httpcore", "asyncio")
"""Loggers of the test's own client, which write down every address that they ask."""


@pytest.fixture(scope="module")
def planted(site) -> Iterator[tuple[str, list[str]]]:
    """Plant a word in every place that takes one, and give the asset and everything that was logged meanwhile."""
    logged: list[str] = []
    listener = Listener(logged)
    root, level = logging.getLogger(), logging.getLogger().level
    root.addHandler(listener)
    root.setLevel(logging.DEBUG)
    try:
        yield plant(site), logged
    finally:
        root.removeHandler(listener)
        root.setLevel(level)


class Listener(logging.Handler):
    """Writes down every record of every logger, with its traceback."""

    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.DEBUG)
        self._lines = lines
        self.setFormatter(logging.Formatter("%(name)s %(message)s %(pathname)s"))

    def emit(self, record: logging.LogRecord) -> None:
        if not record.name.startswith(NOT_OURS):
            self._lines.append(self.format(record))


def plant(site) -> str:
    owner = site.person("owner")
    file = (f"{WORDS['file name']}.txt", WORDS["file"].encode(), "text/plain")
    asset = owner.make(title=WORDS["title"], text=WORDS["text"], files={"file": file})
    for role in ("viewer", "contributor", "editor"):
        owner.share(asset, f"person:{role}", role)
    owner.share(asset, f"email:{WORDS['e-mail']}@example.org", "viewer")
    for person, collection, word in (
        ("contributor", "notes", "note"),
        ("viewer", "votes", "vote"),
        ("editor", "votes", "vote"),
        ("viewer", "hints", "hint"),
    ):
        where, body = f"/api/v1/assets/{asset}/contributions/{collection}", {"body": {"text": WORDS[word]}}
        headers = {"Idempotency-Key": f"{person}-{collection}-{word}"}
        assert site.person(person).post(where, json=body, headers=headers).status_code == 201
        form = {"text": WORDS[word], "_once": f"form-{person}-{collection}"}
        sent = site.own_page(person).post(f"/assets/{asset}/contribute/{collection}", data=form)
        assert sent.status_code == 303
    owner.get("/api/v1/assets", params={"search": WORDS["search"]})
    owner.get("/", params={"q": WORDS["search"]})
    owner.post("/api/v1/assets", json={"interlinker": "ledger", "params": {"titel": WORDS["refused"]}})
    owner.post("/api/v1/assets", content=WORDS["refused"].encode(), headers={"Content-Type": "application/json"})
    owner.get(f"/api/v1/assets/{asset}/export?format=bundle")
    for place in ("/api/v1/assets", "/assets"):
        assert owner.get(f"{place}/{asset}/files/{WORDS['file name']}.txt").status_code == 200
    invited = f"email:{WORDS['e-mail']}2@example.org"
    owner.share(asset, invited, "viewer")
    assert owner.ask("DELETE", f"/api/v1/assets/{asset}/grants/{invited}").status_code == 204
    site.own_page("owner").post("/account/tokens", data={"name": WORDS["token name"], "days": "1", "scopes": "read"})
    for page in ("", "/edit", "/share", "/history", "/export", "/delete"):
        assert site.own_page("owner").get(f"/assets/{asset}{page}").status_code == 200
    return asset


def test_no_word_is_logged(planted):
    _, logged = planted
    assert logged
    whole = "\n".join(logged)
    assert [name for name, word in WORDS.items() if word in whole] == []


def test_no_address_holds_a_word_but_the_search_of_the_person(site, planted):
    asset, logged = planted
    page = site.own_page("owner").get(f"/assets/{asset}")
    assert not any(word in page.headers.get("location", "") for word in WORDS.values())
    assert not any("?" in line and "/assets" in line for line in logged), "no query is logged"


@pytest.mark.parametrize("person", ["stranger", "operator"])
def test_nobody_without_a_role_reads_a_word(site, planted, person):
    asset, _ = planted
    paths = (
        "/api/v1/assets", "/ledger/assets", "/api/v1/events?limit=1000", "/assets", "/", "/operator", "/account",
        "/api/v1/interlinkers", "/api/v1/catalogue", "/api/v1/teams", "/readyz", f"/assets/{asset}",
        f"/api/v1/assets/{asset}/export", f"/api/v1/assets/{asset}/versions",
    )  # fmt: skip
    for path in paths:
        text = site.own_page(person).get(path).text
        allowed = {"e-mail"} if (path, person) == ("/api/v1/events?limit=1000", "operator") else set()
        assert {name for name, word in WORDS.items() if word.lower() in text.lower()} <= allowed, path


def test_operators_learn_from_events_what_happened_and_to_whom_it_was_given_and_no_content(site, planted):
    asset, _ = planted
    events = site.person("operator").get("/api/v1/events?limit=1000").json()["items"]
    ours = [event for event in events if event["asset"] == asset]
    known = {"subject", "role", "collection", "contribution", "count"}
    assert {key for event in ours for key in event["data"]} <= known


def test_an_address_of_somebody_who_was_invited_is_for_owners_alone(site, planted):
    asset, _ = planted
    for person in ("viewer", "contributor", "editor"):
        for path in ("", "/grants", "/versions", "/contributions/notes", "/export?format=bundle"):
            assert WORDS["e-mail"] not in site.person(person).get(f"/api/v1/assets/{asset}{path}").text
        assert WORDS["e-mail"] not in site.own_page(person).get(f"/assets/{asset}").text


def test_a_bundle_and_a_clone_name_nobody_who_has_access(site, planted):
    asset, _ = planted
    bundle = site.person("owner").get(f"/api/v1/assets/{asset}/export?format=bundle").content
    clone = site.person("owner").post(f"/api/v1/assets/{asset}/clone").json()["id"]
    for content in (bundle, site.person("owner").get(f"/api/v1/assets/{clone}/export?format=bundle").content):
        assert WORDS["e-mail"].encode() not in content
        assert b"viewer@example.org" not in content


def test_who_wrote_in_a_collection_is_opaque_to_everybody(site, planted):
    asset, _ = planted
    for person in ("owner", "viewer"):
        notes = site.person(person).get(f"/api/v1/assets/{asset}/contributions/notes").json()["items"]
        assert "contributor" not in json.dumps([note["author"] for note in notes])


def test_a_deleted_asset_leaves_no_word_in_the_store(site):
    owner, word = site.person("owner"), "CANARYGONE"
    asset = owner.make(title=word, text=word, files={"file": (f"{word}.txt", word.encode(), "text/plain")})
    owner.post(f"/api/v1/assets/{asset}/contributions/notes", json={"body": {"text": word}})
    assert owner.ask("DELETE", f"/api/v1/assets/{asset}").status_code == 204
    assert word not in "\n".join(rows_in(site))


def test_a_secret_vote_adds_no_row_that_names_its_voter_or_the_moment(site):
    owner, voter = site.person("owner"), site.person("viewer")
    asset = site.shared()
    where = f"/api/v1/assets/{asset}/contributions/votes"
    assert voter.get("/api/v1/me").status_code == 200
    before, began = set(rows_in(site)), time.time()
    voted = voter.post(where, json={"body": {"text": "yes"}}, headers={"Idempotency-Key": "a-ballot-7"})
    assert voted.status_code == 201
    form = {"text": "yes after all", "_once": "a-ballot-8"}
    browser = site.own_page("viewer")
    before |= {row for row in rows_in(site) if '"sessions"' in row}
    assert browser.post(f"/assets/{asset}/contribute/votes", data=form).status_code == 303
    added = [row for row in rows_in(site) if row not in before and "sqlite_sequence" not in row]
    assert len(added) >= 4, "the vote, the tally of the day and two replies"
    opaque = opaque_actor(site.runtime.key, "viewer", "ledger")
    for row in added:
        assert "viewer" not in row.lower()
        assert opaque not in row
        assert not [stamp for stamp in times_in(row) if stamp % DAY_US], row
        others = row.replace(asset, "")
        assert f"'{hexadecimal_time(began)[:8]}" not in others, row
    assert owner.get(where).json()["items"][0]["created_at"].partition("T")[2].startswith("00:00:00")


def test_the_order_of_secret_votes_is_not_that_in_which_they_came(site):
    ordered = []
    for voters in (("viewer", "editor", "owner"), ("owner", "editor", "viewer")):
        asset = site.shared()
        where = f"/api/v1/assets/{asset}/contributions/votes"
        for voter in voters:
            assert site.person(voter).post(where, json={"body": {"text": "x"}}).status_code == 201
        listed = [item["id"] for item in site.person("owner").get(where).json()["items"]]
        assert listed == sorted(listed, key=secret_place)
        bundle = site.person("owner").get(f"/api/v1/assets/{asset}/export?format=bundle").content
        places = [bundle.find(each.encode()) for each in listed]
        assert places == sorted(places)
        ordered.append(listed)
    assert len(set(ordered[0]) & set(ordered[1])) == 0, "and no vote is linked to one on another asset"


def test_events_tell_of_secret_votes_after_the_day_and_together(site):
    asset = site.shared()
    for voter in ("viewer", "editor", "owner"):
        where = f"/api/v1/assets/{asset}/contributions/votes"
        assert site.person(voter).post(where, json={"body": {"text": "x"}}).status_code == 201
    assert [event["type"] for event in told_of(site, asset) if event["actor"] is None] == []
    tomorrow = replace(site.runtime, now=lambda: datetime.now(UTC) + timedelta(days=1))
    for _ in range(2):
        site.call(sweep_up, tomorrow)
    (event,) = (event for event in told_of(site, asset) if event["actor"] is None)
    assert event["data"] == {"collection": "votes", "contribution": None, "count": 3}
    assert event["at"].partition("T")[2].startswith("00:00:00")


def told_of(site, asset) -> list[dict]:
    """Return the events of *asset*, all pages of them."""
    operator, after, events = site.person("operator"), 0, []
    while page := operator.get(f"/api/v1/events?limit=1000&after={after}").json()["items"]:
        events += [event for event in page if event["asset"] == asset]
        after = page[-1]["seq"]
    return events


def rows_in(site) -> list[str]:
    """Return every row of the store as text, those behind the indexes of words too."""
    with closing(sqlite3.connect(site.runtime.settings.store.folder / "interlink.sqlite3")) as database:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'")
        return [f'"{name}" {row}' for (name,) in tables for row in database.execute(f'SELECT * FROM "{name}"')]


def times_in(row: str) -> list[int]:
    """Return the numbers in *row* that are microseconds of our time."""
    return [int(number) for number in re.findall(r"\b1[6-9]\d{14}\b", row)]


def hexadecimal_time(seconds: float) -> str:
    """Return how an identifier that is ordered by time begins now (UUIDv7)."""
    return f"{int(seconds * 1000):012x}"
