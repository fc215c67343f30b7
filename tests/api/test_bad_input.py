# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What bad input gets: a coded refusal that names what is wrong, and nothing half made."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest


def asset_count(person):
    return len(person.get("/api/v1/assets?limit=100").json()["items"])


def test_each_wrong_field_gets_an_entry_of_its_own(ana):
    before = asset_count(ana)
    body = {"interlinker": "awkward", "params": {"title": "", "size": 0, "colour": "red"}}
    answer = ana.post("/api/v1/assets", body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    problem = answer.json()
    assert problem["code"] == "invalid_parameters"
    assert sorted(entry["key"] for entry in problem["problems"]) == ["colour", "size", "title"]
    assert all(entry["found"] and entry["expected"] and entry["fix"] for entry in problem["problems"])
    assert asset_count(ana) == before


def test_an_edit_that_breaks_the_schema_changes_nothing(ana):
    asset = ana.make()
    answer = ana.ask("PUT", f"/api/v1/assets/{asset['id']}", json={"params": {"size": 1}}, headers={"If-Match": '"1"'})
    assert answer.status_code == 422
    assert [entry["key"] for entry in answer.json()["problems"]] == ["title"]
    assert ana.get(f"/api/v1/assets/{asset['id']}").json() == asset


def test_a_contribution_that_breaks_its_schema_is_refused_by_field(ana):
    asset = ana.make()
    answer = ana.post(f"/api/v1/assets/{asset['id']}/contributions/notes", {"body": {"text": ""}})
    assert answer.status_code == 422
    assert [entry["key"] for entry in answer.json()["problems"]] == ["text"]


def test_a_body_with_a_misspelled_field_is_refused_by_its_name(ana):
    answer = ana.post("/api/v1/assets", {"interlinker": "awkward", "parms": {}})
    assert answer.status_code == 422
    assert [(entry["code"], entry["key"]) for entry in answer.json()["problems"]] == [("unknown_field", "parms")]


def test_a_query_that_is_not_valid_names_its_parameter(ana):
    answer = ana.get("/api/v1/assets?limit=1000")
    assert answer.status_code == 422
    assert [entry["key"] for entry in answer.json()["problems"]] == ["limit"]


TOO_DEEP = b'{"a":' * 70 + b"1" + b"}" * 70
HALF_A_CHARACTER = rb'{"a": "\ud800"}'


@pytest.mark.parametrize("body", [b"{", b"[]", b'{"a": NaN}', b"\xff", TOO_DEEP, HALF_A_CHARACTER])
def test_what_is_no_json_object_is_malformed(ana, body):
    answer = ana.ask("POST", "/api/v1/assets", content=body)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")


def test_a_broken_form_is_malformed(ana):
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    answer = ana.ask("POST", "/api/v1/assets", content=b"nonsense\r\n", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (400, "malformed_request")


def test_a_hook_that_raises_is_named_and_its_traceback_logged_under_the_calls_id(ana, site, caplog):
    before = asset_count(ana)
    answer = ana.post("/api/v1/assets", {"interlinker": "awkward", "params": {"title": "x", "how": "raise"}})
    assert answer.status_code == 502
    problem = answer.json()
    assert problem["code"] == "hook_raised"
    assert "'awkward'" in problem["detail"]
    assert problem["context"]["interlinker"] == "awkward"
    assert "did not think" not in answer.text
    record = next(record for record in caplog.records if record.exc_info and record.name == "interlink.hooks")
    assert problem["context"]["call"] in record.getMessage()
    assert "did not think" in str(record.exc_info[1])
    told = [record.getMessage() for record in caplog.records if record.name == "interlink.app"]
    assert any(problem["call"] in line and problem["context"]["call"] in line for line in told)
    assert asset_count(ana) == before
    assert list(site.runtime.scratch.iterdir()) == []


@pytest.mark.parametrize(
    "how",
    ["forget to return", "return text", "break the schema", "name a foreign file", "leave the folder"],
)
def test_a_hook_that_returns_the_wrong_thing_is_an_invalid_reply(ana, site, how):
    before = asset_count(ana)
    answer = ana.post("/api/v1/assets", {"interlinker": "awkward", "params": {"title": "x", "how": how}})
    assert (answer.status_code, answer.json()["code"]) == (502, "invalid_reply")
    assert "awkward" in answer.text or how in {"name a foreign file", "leave the folder"}
    assert asset_count(ana) == before
    assert list(site.runtime.scratch.iterdir()) == []


def test_a_hook_that_never_answers_meets_its_deadline(ana):
    answer = ana.post("/api/v1/assets", {"interlinker": "awkward", "params": {"title": "x", "how": "never answer"}})
    assert (answer.status_code, answer.json()["code"]) == (504, "deadline_exceeded")


def test_an_asset_that_its_interlinker_does_not_release_stays(ana):
    asset = ana.make(how="keep")
    answer = ana.ask("DELETE", f"/api/v1/assets/{asset['id']}")
    assert (answer.status_code, answer.json()["code"]) == (502, "hook_raised")
    assert ana.get(f"/api/v1/assets/{asset['id']}").status_code == 200


def test_an_export_that_raises_is_a_refusal_and_not_half_a_file(ana):
    asset = ana.make(how="raise at export")
    answer = ana.get(f"/api/v1/assets/{asset['id']}/export?format=text")
    assert (answer.status_code, answer.json()["code"]) == (502, "hook_raised")


ROUTES = [
    ("GET", ""),
    ("HEAD", ""),
    ("PUT", ""),
    ("DELETE", ""),
    ("POST", "/clone"),
    ("GET", "/export"),
    ("GET", "/export?format=bundle"),
    ("GET", "/files/a.txt"),
    ("GET", "/versions"),
    ("GET", "/grants"),
    ("POST", "/grants"),
    ("DELETE", "/grants/person:ana"),
    ("GET", "/contributions/notes"),
    ("POST", "/contributions/notes"),
]
BODIES = {
    ("PUT", ""): {"params": {"title": "x"}},
    ("POST", "/grants"): {"subject": "person:eve", "role": "owner"},
    ("POST", "/contributions/notes"): {"body": {"text": "x"}},
}


def ask_about(person, asset, method, path):
    more = {"json": BODIES[method, path]} if (method, path) in BODIES else {}
    return person.ask(method, f"/api/v1/assets/{asset}{path}", headers={"If-Match": '"1"'}, **more)


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_a_private_asset_cannot_be_told_from_one_that_never_was(ana, eve, method, path):
    private, unknown = ana.make()["id"], "01890000-0000-7000-8000-000000000000"
    answers = [ask_about(eve, asset, method, path) for asset in (private, unknown)]
    assert [answer.status_code for answer in answers] == [404, 404]
    bodies = [
        re.sub("|".join((private, unknown, answer.headers["interlink-call"])), "ID", answer.text) for answer in answers
    ]
    assert bodies[0] == bodies[1]
    headers = [{name for name, _ in answer.headers.items()} for answer in answers]
    assert headers[0] == headers[1]


@pytest.mark.parametrize(("method", "path"), ROUTES)
def test_an_operator_is_no_exception_from_privacy(ana, olga, method, path):
    assert ask_about(olga, ana.make()["id"], method, path).status_code == 404


@pytest.mark.parametrize(("method", "path"), [route for route in ROUTES if route[0] not in {"GET", "HEAD"}])
def test_whoever_changes_something_must_be_signed_in(ana, site, method, path):
    asset, more = ana.make()["id"], {"json": BODIES[method, path]} if (method, path) in BODIES else {}
    answer = site.client.request(method, f"/api/v1/assets/{asset}{path}", headers={"If-Match": '"1"'}, **more)
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")
    assert answer.headers["www-authenticate"].startswith("Bearer")


@pytest.mark.parametrize("authorization", ["Bearer nonsense", "Basic YTpi", "Bearer ", "nonsense"])
def test_a_credential_that_is_wrong_is_refused_even_where_none_is_needed(site, authorization):
    answer = site.client.get("/api/v1/interlinkers", headers={"Authorization": authorization})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


@pytest.mark.parametrize(
    ("role", "method", "path"),
    [
        ("viewer", "PUT", ""),
        ("viewer", "DELETE", ""),
        ("viewer", "GET", "/grants"),
        ("viewer", "POST", "/grants"),
        ("viewer", "GET", "/versions"),
        ("viewer", "POST", "/contributions/notes"),
        ("contributor", "PUT", ""),
        ("editor", "DELETE", ""),
        ("editor", "POST", "/grants"),
        ("editor", "DELETE", "/grants/person:ana"),
    ],
)
def test_a_role_that_is_too_weak_is_forbidden(ana, bob, role, method, path):
    asset = ana.make()["id"]
    ana.share(asset, "person:bob", role)
    answer = ask_about(bob, asset, method, path)
    assert (answer.status_code, answer.json()["code"]) == (403, "forbidden")


def test_only_operators_read_events(ana, olga):
    assert ana.get("/api/v1/events").status_code == 403
    assert olga.get("/api/v1/events").status_code == 200


def test_an_interlinker_that_is_not_there_is_not_found(ana):
    assert ana.post("/api/v1/assets", {"interlinker": "nothing", "params": {}}).status_code == 404
    assert ana.get("/nothing/assets").status_code == 404


def test_what_is_not_offered_is_a_conflict(ana):
    asset = ana.make()["id"]
    assert ana.get(f"/api/v1/assets/{asset}/export?format=pdf").json()["code"] == "not_offered"
    assert ana.post(f"/api/v1/assets/{asset}/contributions/nothing", {"body": {}}).status_code == 409


def test_a_method_that_is_not_there_says_which_are(ana):
    answer = ana.ask("PATCH", "/api/v1/assets")
    assert answer.status_code == answer.json()["status"] == 405
    assert answer.headers["allow"]


def test_a_change_without_if_match_is_refused(ana):
    asset = ana.make()["id"]
    answer = ana.ask("PUT", f"/api/v1/assets/{asset}", json={"params": {"title": "x"}})
    assert (answer.status_code, answer.json()["code"]) == (428, "precondition_required")


def test_a_stale_if_match_is_refused_and_the_newer_work_stays(ana):
    asset = ana.make()["id"]
    first, second = (
        ana.ask("PUT", f"/api/v1/assets/{asset}", json={"params": {"title": title}}, headers={"If-Match": '"1"'})
        for title in ("first", "second")
    )
    assert (first.status_code, first.headers["etag"]) == (200, '"2"')
    assert (second.status_code, second.json()["code"], second.json()["context"]) == (
        412,
        "stale_version",
        {"present": 2},
    )
    assert ana.get(f"/api/v1/assets/{asset}").json()["state"] == {"title": "first"}


def test_of_concurrent_changes_to_one_version_one_wins(ana):
    asset = ana.make()["id"]

    def change(title):
        return ana.ask("PUT", f"/api/v1/assets/{asset}", json={"params": {"title": title}}, headers={"If-Match": '"1"'})

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(change, [f"title {number}" for number in range(8)]))
    assert sorted(answer.status_code for answer in answers) == [200] + [412] * 7
    versions = ana.get(f"/api/v1/assets/{asset}/versions").json()["items"]
    assert [version["version"] for version in versions] == [2, 1]


@pytest.mark.parametrize("tag", ["nonsense", '"x"', "*"])
def test_an_if_match_that_was_never_an_etag_is_malformed(ana, tag):
    asset = ana.make()["id"]
    answer = ana.ask("PUT", f"/api/v1/assets/{asset}", json={"params": {"title": "x"}}, headers={"If-Match": tag})
    assert answer.status_code == 400


def test_a_first_contribution_stays_the_first(ana):
    path = f"/api/v1/assets/{ana.make()['id']}/contributions/first"
    assert ana.post(path, {"body": {"text": "one"}}).status_code == 201
    answer = ana.post(path, {"body": {"text": "two"}})
    assert (answer.status_code, answer.json()["code"]) == (409, "already_contributed")
    assert [entry["body"]["text"] for entry in ana.get(path).json()["items"]] == ["one"]


def test_a_type_that_the_interlinker_does_not_take_is_unsupported(ana):
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    answer = ana.post("/api/v1/assets", data=fields, files={"files": ("run.exe", b"MZ")})
    assert (answer.status_code, answer.json()["code"]) == (415, "unsupported_media_type")
    assert answer.json()["context"]["accepted"] == ["text/plain", "image/*"]


def test_a_body_that_is_neither_json_nor_a_form_is_unsupported(ana):
    answer = ana.ask("POST", "/api/v1/assets", content=b"<a/>", headers={"Content-Type": "application/xml"})
    assert answer.status_code == 415


def test_a_file_over_the_interlinkers_limit_is_too_large(ana):
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    answer = ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", b"x" * 1001)})
    assert (answer.status_code, answer.json()["code"]) == (413, "too_large")


def test_more_files_than_the_interlinker_takes_are_too_large(ana):
    fields = {"interlinker": "awkward", "params": '{"title": "x"}'}
    files = [("files", (f"{number}.txt", b"x")) for number in range(3)]
    assert ana.post("/api/v1/assets", data=fields, files=files).status_code == 413


def test_files_where_none_are_taken_are_refused(ana):
    fields = {"interlinker": "poll", "params": '{"question": "Q", "options": ["a", "b"]}'}
    answer = ana.post("/api/v1/assets", data=fields, files={"files": ("a.txt", b"x")})
    assert (answer.status_code, answer.json()["code"]) == (409, "not_offered")


def test_a_bundle_that_is_none_is_refused_and_restores_nothing(ana):
    before = asset_count(ana)
    answer = ana.ask("POST", "/api/v1/bundles", content=b"PK\x03\x04 nonsense")
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_bundle")
    assert ana.post("/api/v1/bundles", data={"other": "x"}, files={"wrong": b"x"}).status_code == 400
    assert asset_count(ana) == before


@pytest.mark.parametrize("subject", ["person:nobody", "email:nonsense", "nonsense", "team: "])
def test_an_asset_is_shared_only_with_whom_it_can_be(ana, subject):
    answer = ana.post(f"/api/v1/assets/{ana.make()['id']}/grants", {"subject": subject, "role": "viewer"})
    assert answer.status_code == 422
    assert [entry["key"] for entry in answer.json()["problems"]] == ["subject"]


def test_the_last_owner_stays(ana):
    asset = ana.make()["id"]
    assert ana.ask("DELETE", f"/api/v1/assets/{asset}/grants/person:ana").status_code == 409
    answer = ana.post(f"/api/v1/assets/{asset}/grants", {"subject": "person:ana", "role": "viewer"})
    assert (answer.status_code, answer.json()["code"]) == (409, "conflict")
