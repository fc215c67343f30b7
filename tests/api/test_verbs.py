# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every verb over HTTP, on the example interlinkers."""

import sqlite3
from contextlib import closing

import pytest

from interlink_sdk.keeping import secret_place

POLL = {"question": "Where?", "options": ["Here", "There"]}


def make_poll(person):
    answer = person.post("/api/v1/assets", {"interlinker": "poll", "params": POLL})
    assert answer.status_code == 201
    return f"/api/v1/assets/{answer.json()['id']}"


def test_an_asset_is_made_read_edited_and_keeps_its_versions(ana):
    made = ana.post("/api/v1/assets", {"interlinker": "poll", "params": POLL})
    path = made.headers["location"]
    assert made.headers["etag"] == '"1"'
    assert ana.get(path).json() == made.json()
    body = {"params": POLL | {"question": "When?"}}
    edited = ana.ask("PUT", path, json=body, headers={"If-Match": '"1"'})
    assert (edited.status_code, edited.json()["name"], edited.json()["version"]) == (200, "When?", 2)
    versions = ana.get(f"{path}/versions").json()["items"]
    assert [(version["version"], version["name"], version["actor"]) for version in versions] == [
        (2, "When?", "Ana"),
        (1, "Where?", "Ana"),
    ]


def test_an_asset_reads_the_same_alone_and_in_a_list(ana):
    state = {"question": 'Où? "state":null, \\u0041 🗳', "options": ["{}", "[]"]}
    path = ana.post("/api/v1/assets", {"interlinker": "poll", "params": state}).headers["location"]
    alone, listed = ana.get(path), ana.get("/api/v1/assets").json()["items"][0]
    assert alone.json()["state"] == state
    assert alone.json() == {key: value for key, value in listed.items() if key != "summary"}
    assert list(alone.json()) == [key for key in listed if key != "summary"]


def test_a_new_file_replaces_the_old_one_and_the_old_version_stays(ana):
    fields = {"interlinker": "documents", "params": "{}"}
    made = ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", b"one")}).json()
    answer = ana.ask(
        "PUT",
        f"/api/v1/assets/{made['id']}",
        data={"params": "{}"},
        files={"files": ("a.txt", b"two")},
        headers={"If-Match": '"1"'},
    )
    assert answer.status_code == 200, answer.text
    assert ana.get(f"/api/v1/assets/{made['id']}/files/a.txt").content == b"two"
    assert answer.json()["state"]["revision"] == 2


def test_a_clone_outlives_its_original_and_has_no_contributions(ana):
    path = make_poll(ana)
    ana.post(f"{path}/contributions/votes", {"body": {"option": "Here"}})
    clone = ana.post(f"{path}/clone").json()
    assert ana.ask("DELETE", path).status_code == 204
    assert ana.get(f"/api/v1/assets/{clone['id']}").json()["state"] == POLL
    assert ana.get(f"/api/v1/assets/{clone['id']}/contributions/votes").json()["items"] == []


def test_a_bundle_comes_back_as_it_went(ana):
    path = make_poll(ana)
    ana.post(f"{path}/contributions/votes", {"body": {"option": "Here"}})
    bundle = ana.get(f"{path}/export?format=bundle").content
    before = ana.get(path).json()
    assert ana.ask("DELETE", path).status_code == 204
    restored = ana.ask("POST", "/api/v1/bundles", content=bundle, headers={"Content-Type": "application/zip"})
    assert restored.status_code == 201, restored.text
    assert restored.json() == before
    again = ana.post("/api/v1/bundles", files={"file": ("poll.zip", bundle)}).json()
    assert again["id"] != before["id"]
    assert again["state"] == before["state"]


def test_only_an_operator_vouches_for_whose_entries_a_bundle_has(ana, olga):
    path = f"/api/v1/assets/{ana.make()['id']}"
    ana.post(f"{path}/contributions/notes", {"body": {"text": "mine"}})
    bundle = ana.get(f"{path}/export?format=bundle").content
    ana.ask("DELETE", path)
    by_operator = olga.ask("POST", "/api/v1/bundles", content=bundle).json()["id"]
    olga.share(by_operator, "person:ana", "editor")
    by_person = ana.ask("POST", "/api/v1/bundles", content=bundle).json()["id"]
    for asset, mine in ((by_operator, True), (by_person, False)):
        entries = ana.get(f"/api/v1/assets/{asset}/contributions/notes").json()["items"]
        assert [entry["mine"] for entry in entries] == [mine]


def test_a_person_finds_what_is_theirs_and_what_was_shared(ana, bob, eve):
    mine, shared = make_poll(ana), make_poll(bob)
    bob.share(shared.rpartition("/")[2], "person:ana", "contributor")
    listed = ana.get("/api/v1/assets?limit=2").json()
    assert [f"/api/v1/assets/{item['id']}" for item in listed["items"]] == [shared, mine]
    assert [item["role"] for item in listed["items"]] == ["contributor", "owner"]
    assert listed["items"][0]["summary"]["name"] == "Where?"
    assert eve.get("/api/v1/assets").json() == {"items": [], "after": None}


def test_pages_follow_each_other_without_gap_or_repetition(ana):
    made = [ana.make(title=f"Page {number}")["id"] for number in range(5)]
    seen, after = [], ""
    while after is not None:
        page = ana.get(f"/api/v1/assets?interlinker=awkward&search=Page&limit=2{after and '&after=' + after}").json()
        seen += [item["id"] for item in page["items"]]
        after = page["after"]
    assert seen == made[::-1]


def test_a_share_with_an_address_waits_for_whoever_proves_to_have_it(ana, bob):
    asset = ana.make()["id"]
    assert bob.get(f"/api/v1/assets/{asset}").status_code == 404
    ana.share(asset, "email:BOB@example.org", "editor")
    assert bob.get(f"/api/v1/assets/{asset}").json()["role"] == "editor"


def test_whoever_was_given_a_role_may_leave(ana, bob, eve):
    asset = ana.make()["id"]
    ana.share(asset, "person:bob", "viewer")
    ana.share(asset, "email:bob@example.org", "contributor")
    ana.share(asset, "person:eve", "editor")
    path = f"/api/v1/assets/{asset}/grants"
    assert bob.ask("DELETE", f"{path}/person:eve").status_code == 403
    assert [bob.ask("DELETE", f"{path}/{own}").status_code for own in ("person:bob", "email:Bob@example.org")] == [
        204
    ] * 2
    assert bob.get(f"/api/v1/assets/{asset}").status_code == 404
    assert [grant["subject"] for grant in ana.get(path).json()["items"]] == ["person:ana", "person:eve"]


def test_a_changed_vote_keeps_its_identifier(ana, bob):
    path = make_poll(ana)
    ana.share(path.rpartition("/")[2], "person:bob", "contributor")
    votes = [bob.post(f"{path}/contributions/votes", {"body": {"option": option}}).json() for option in POLL["options"]]
    ana.post(f"{path}/contributions/votes", {"body": {"option": "Here"}})
    assert votes[0]["id"] == votes[1]["id"]
    entries = bob.get(f"{path}/contributions/votes").json()["items"]
    assert len(entries) == 2
    assert [entry["body"] for entry in entries if entry["mine"]] == [{"option": "There"}]
    assert {entry["id"] for entry in entries if entry["mine"]} == {votes[0]["id"]}


def test_others_entries_are_hidden_where_the_manifest_says_so(ana, bob, eve):
    asset = ana.make()["id"]
    for person, name in ((bob, "person:bob"), (eve, "person:eve")):
        ana.share(asset, name, "viewer")
        person.post(f"/api/v1/assets/{asset}/contributions/latest", {"body": {"text": name}})
    path = f"/api/v1/assets/{asset}/contributions/latest"
    assert [entry["body"]["text"] for entry in bob.get(path).json()["items"]] == ["person:bob"]
    assert len(ana.get(path).json()["items"]) == 2
    exported = bob.get(f"/api/v1/assets/{asset}/export?format=json").json()["contributions"]["latest"]
    assert [entry["body"]["text"] for entry in exported] == ["person:bob"]


def test_a_secret_vote_leaves_no_trace_of_who_gave_it(ana, bob, olga, site):
    asset = ana.make()["id"]
    ana.share(asset, "person:bob", "viewer")
    path = f"/api/v1/assets/{asset}/contributions/latest"
    store = site.runtime.settings.store.folder / "interlink.sqlite3"

    def dump():
        with closing(sqlite3.connect(store)) as connection:
            found = "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            tables = connection.execute(found)
            return {str(row) for (name,) in tables for row in connection.execute(f'SELECT * FROM "{name}"')}

    before = dump()
    for number in range(2):
        answer = bob.post(path, {"body": {"text": "for"}}, headers={"Idempotency-Key": f"secret {number}"})
        assert answer.status_code == 201
    written = "\n".join(dump() - before)
    assert "for" in written
    assert not [trace for trace in ("bob", "Bob", bob.token) if trace in written]
    told = [event["type"] for event in olga.get("/api/v1/events?limit=1000").json()["items"] if event["asset"] == asset]
    assert told == ["asset.made", "asset.shared"], "an event would stand between others that have a time"
    assert ana.get(path).json()["items"][0]["created_at"].endswith("T00:00:00Z")


def test_the_order_of_secret_entries_does_not_tell_who_came_first(ana, bob, eve, olga, site):
    asset = ana.make()["id"]
    path = f"/api/v1/assets/{asset}"
    for person in (eve, bob, olga):
        name = person.get("/api/v1/me").json()["id"]
        ana.share(asset, f"person:{name}", "viewer")
        assert person.post(f"{path}/contributions/latest", {"body": {"text": name}}).status_code == 201
    listed = ana.get(f"{path}/contributions/latest").json()["items"]
    assert [entry["id"] for entry in listed] == sorted((entry["id"] for entry in listed), key=secret_place)
    exported = ana.get(f"{path}/export?format=json").json()["contributions"]["latest"]
    assert [entry["id"] for entry in exported] == [entry["id"] for entry in listed]
    first, again = (ana.get(f"{path}/export?format=bundle").content for _ in range(2))
    assert first == again
    places = [first.index(entry["id"].encode()) for entry in listed]
    assert places == sorted(places)


def test_named_entries_stay_in_the_order_they_came(ana):
    path = f"/api/v1/assets/{ana.make()['id']}"
    for number in range(12):
        ana.post(f"{path}/contributions/notes", {"body": {"text": str(number)}})
    listed = ana.get(f"{path}/contributions/notes").json()["items"]
    assert [entry["body"]["text"] for entry in listed] == [str(number) for number in range(12)]


@pytest.mark.parametrize("collection", ["notes", "latest"])
def test_contributions_are_read_page_by_page(ana, bob, eve, olga, collection):
    asset = ana.make()["id"]
    path = f"/api/v1/assets/{asset}/contributions/{collection}"
    for person in (bob, eve, olga):
        ana.share(asset, f"person:{person.get('/api/v1/me').json()['id']}", "contributor")
    for person in (ana, bob, eve, olga):
        assert person.post(path, {"body": {"text": "x"}}).status_code == 201
    whole, read, after = ana.get(path).json(), [], ""
    while after is not None:
        page = ana.get(f"{path}?limit=3{after and f'&after={after}'}").json()
        assert 1 <= len(page["items"]) <= 3
        read += page["items"]
        after = page["after"]
    assert read == whole["items"]
    assert (len(read), whole["after"]) == (4, None)


def test_a_reader_of_their_own_entries_is_not_shown_empty_pages(ana, bob, eve):
    asset = ana.make()["id"]
    path = f"/api/v1/assets/{asset}/contributions/latest"
    for person, name in ((ana, "ana"), (bob, "bob"), (eve, "eve")):
        if name != "ana":
            ana.share(asset, f"person:{name}", "viewer")
        person.post(path, {"body": {"text": name}})
    for person, name in ((bob, "bob"), (eve, "eve")):
        (entry,) = person.get(f"{path}?limit=1").json()["items"]
        assert entry["body"]["text"] == name


@pytest.mark.parametrize("wrong", ["after=x", "after=1.5", f"after={10**30}", "limit=0", "limit=101"])
def test_a_page_that_cannot_be_is_refused(ana, wrong):
    path = f"/api/v1/assets/{ana.make()['id']}/contributions/notes?{wrong}"
    assert ana.get(path).status_code == 422


def test_the_page_shows_what_is_there(ana):
    for path in ("/", "/assets", make_poll(ana).removeprefix("/api/v1")):
        answer = ana.get(path, headers={"Accept": "text/html"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, "text/html; charset=utf-8"), path


def test_a_person_meets_refusals_as_pages(ana):
    answer = ana.get("/assets/nothing", headers={"Accept": "text/html"})
    assert (answer.status_code, answer.headers["content-type"]) == (404, "text/html; charset=utf-8")
