# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A request with an Idempotency-Key takes effect once, however often it is sent."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from uuid import uuid4

import pytest

from interlink_runtime.api.problems import headers_of, status_of
from interlink_sdk.errors import RequestUnderWay

BODY = {"interlinker": "awkward", "params": {"title": "Once"}}


def key():
    return {"Idempotency-Key": str(uuid4())}


def count(person):
    return len(person.get("/api/v1/assets?limit=100&search=Once").json()["items"])


def test_a_repeated_request_gets_the_first_reply_again(ana):
    headers, before = key(), count(ana)
    first, again = (ana.post("/api/v1/assets", BODY, headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    assert "idempotency-replayed" not in first.headers
    assert again.headers["idempotency-replayed"] == "true"
    assert again.content == first.content
    assert (again.headers["etag"], again.headers["location"]) == (first.headers["etag"], first.headers["location"])
    assert count(ana) == before + 1


def test_the_same_key_with_another_body_is_refused(ana):
    headers = key()
    ana.post("/api/v1/assets", BODY, headers=headers)
    other = {"interlinker": "awkward", "params": {"title": "Another"}}
    answer = ana.post("/api/v1/assets", other, headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency_key_reused")


def test_the_same_key_with_another_file_is_refused(ana):
    headers, fields = key(), {"interlinker": "awkward", "params": '{"title": "Once"}'}
    answers = [
        ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", content)}, headers=headers)
        for content in (b"one", b"one", b"two")
    ]
    assert [answer.status_code for answer in answers] == [201, 201, 422]


def test_the_same_key_on_another_route_is_refused(ana):
    headers, asset = key(), ana.make()["id"]
    assert ana.post(f"/api/v1/assets/{asset}/clone", headers=headers).status_code == 201
    assert ana.ask("DELETE", f"/api/v1/assets/{asset}", headers=headers).status_code == 422


def test_the_key_of_one_person_says_nothing_to_another(ana, bob):
    headers = key()
    first, other = (person.post("/api/v1/assets", BODY, headers=headers) for person in (ana, bob))
    assert first.json()["id"] != other.json()["id"]
    assert "idempotency-replayed" not in other.headers


def test_concurrent_requests_with_one_key_make_one_asset(ana):
    headers, before = key(), count(ana)
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda _: ana.post("/api/v1/assets", BODY, headers=headers), range(8)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sum("idempotency-replayed" not in answer.headers for answer in answers) == 1
    assert count(ana) == before + 1


def test_concurrent_edits_with_one_key_make_one_version(ana):
    asset, headers = ana.make()["id"], key() | {"If-Match": '"1"'}
    body = {"params": {"title": "Edited"}}
    with ThreadPoolExecutor(6) as pool:
        answers = list(
            pool.map(lambda _: ana.ask("PUT", f"/api/v1/assets/{asset}", json=body, headers=headers), range(6))
        )
    assert {(answer.status_code, answer.headers["etag"]) for answer in answers} == {(200, '"2"')}
    assert len(ana.get(f"/api/v1/assets/{asset}/versions").json()["items"]) == 2


@pytest.mark.parametrize("prefix", ["/api/v1", "/awkward"])
def test_a_repeated_delete_is_done_and_not_missing(ana, prefix):
    asset, headers = ana.make()["id"], key()
    first, again = (ana.ask("DELETE", f"{prefix}/assets/{asset}", headers=headers) for _ in range(2))
    assert (first.status_code, again.status_code) == (204, 204)
    assert again.headers["idempotency-replayed"] == "true"
    assert ana.ask("DELETE", f"{prefix}/assets/{asset}").status_code == 404


def test_every_other_change_is_repeatable_too(ana, bob):
    asset = ana.make()["id"]
    bundle = ana.get(f"/api/v1/assets/{asset}/export?format=bundle").content
    for method, path, more in [
        ("POST", f"/api/v1/assets/{asset}/clone", {}),
        ("POST", f"/awkward/assets/{asset}/clone?justRead=True", {}),
        ("POST", "/awkward/assets", {"json": {"title": "Once"}}),
        ("POST", f"/api/v1/assets/{asset}/contributions/notes", {"json": {"body": {"text": "x"}}}),
        ("POST", f"/api/v1/assets/{asset}/contributions/first", {"json": {"body": {"text": "x"}}}),
        ("POST", f"/api/v1/assets/{asset}/grants", {"json": {"subject": "person:bob", "role": "viewer"}}),
        ("DELETE", f"/api/v1/assets/{asset}/grants/person:bob", {}),
        ("POST", "/api/v1/bundles", {"content": bundle}),
    ]:
        headers = key()
        first, again = (ana.ask(method, path, headers=headers, **more) for _ in range(2))
        assert first.is_success, (path, first.text)
        assert (again.status_code, again.content) == (first.status_code, first.content), path
        assert again.headers["idempotency-replayed"] == "true"
    assert len(ana.get(f"/api/v1/assets/{asset}/contributions/notes").json()["items"]) == 1


@pytest.mark.parametrize("given", ["", '""', "x" * 201])
def test_a_key_that_is_empty_or_endless_is_malformed(ana, given):
    assert ana.post("/api/v1/assets", BODY, headers={"Idempotency-Key": given}).status_code == 400


def test_a_refusal_is_not_kept_under_its_key(ana):
    headers = key()
    wrong = {"interlinker": "awkward", "params": {"title": ""}}
    assert ana.post("/api/v1/assets", wrong, headers=headers).status_code == 422
    assert ana.post("/api/v1/assets", BODY, headers=headers).status_code == 201


@pytest.mark.parametrize("collection", ["notes", "first", "latest"])
def test_a_repeated_contribution_is_known_though_the_asset_is_not_shared_any_more(ana, bob, collection):
    asset, body, headers = ana.make()["id"], {"body": {"text": "x"}}, key()
    path = f"/api/v1/assets/{asset}/contributions/{collection}"
    ana.share(asset, "person:bob", "contributor")
    first = bob.post(path, body, headers=headers)
    assert first.status_code == 201
    assert ana.ask("DELETE", f"/api/v1/assets/{asset}/grants/person:bob").status_code == 204
    again = bob.post(path, body, headers=headers)
    assert (again.status_code, again.content) == (201, first.content)
    assert bob.post(path, body, headers=key()).status_code == 404


def test_a_deleted_asset_takes_along_what_was_answered_about_it(ana, site):
    word, keys = "CANARY-of-a-reply", [key() for _ in range(5)]
    made = ana.post("/api/v1/assets", {"interlinker": "awkward", "params": {"title": word}}, headers=keys[0])
    path = f"/api/v1/assets/{made.json()['id']}"
    body = {"body": {"text": word}}
    asked = [
        ("POST", f"{path}/contributions/notes", body, keys[1]),
        ("POST", f"{path}/contributions/latest", body, keys[2]),
        ("POST", f"{path}/grants", {"subject": f"email:{word}@example.org", "role": "viewer"}, keys[3]),
        ("PUT", path, {"params": {"title": word}}, keys[4] | {"If-Match": '"1"'}),
    ]
    for method, where, sent, headers in asked:
        assert ana.ask(method, where, json=sent, headers=headers).is_success
    assert replies_with(site, word) == 5
    assert ana.ask("DELETE", path, headers=key()).status_code == 204
    assert replies_with(site, word) == 0
    assert replies_with(site, made.json()["id"]) == 0
    for method, where, sent, headers in asked:
        answer = ana.ask(method, where, json=sent, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found"), where


def replies_with(site, word):
    """Return how many recorded replies hold *word*."""
    with closing(sqlite3.connect(site.runtime.settings.store.folder / "interlink.sqlite3")) as store:
        rows = store.execute("SELECT headers, CAST(body AS TEXT) FROM idempotency").fetchall()
    return sum(word.lower() in f"{headers} {body}".lower() for headers, body in rows)


def test_the_answer_to_a_copy_that_came_too_early_says_when_to_come_again():
    refusal = RequestUnderWay("the same request is still under way", retry_after_s=2)
    assert (status_of(refusal), headers_of(refusal)) == (409, {"Retry-After": "2"})
