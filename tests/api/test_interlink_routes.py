# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""INTERLINK's own asset routes, called as its platform calls them."""

import json
from datetime import datetime

import pytest

POLL = {"question": "Where?", "options": ["Here", "There"]}


def test_json_without_a_content_type_makes_an_asset(ana):
    answer = ana.ask("POST", "/poll/assets", content=json.dumps(POLL).encode())
    assert "content-type" not in answer.request.headers
    assert answer.status_code == 201
    made = answer.json()
    assert made["id"] == made["_id"]
    assert made["name"] == "Where?"


def test_json_with_a_content_type_makes_one_too(ana):
    assert ana.post("/poll/assets", POLL).status_code == 201


def test_a_form_with_the_part_file_makes_an_asset(ana):
    answer = ana.post("/documents/assets", files={"file": ("Canvas.md", b"# Canvas")})
    assert answer.status_code == 201
    assert answer.json()["name"] == "Canvas"


def test_an_asset_is_read_with_name_icon_and_times(ana):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    read = ana.get(f"/poll/assets/{identifier}").json()
    assert (read["id"], read["_id"], read["name"]) == (identifier, identifier, "Where?")
    assert read["icon"].startswith("http://testserver/")
    assert ana.get(read["icon"].removeprefix("http://testserver")).headers["content-type"] == "image/png"
    assert datetime.fromisoformat(read["created_at"]) == datetime.fromisoformat(read["updated_at"])


def test_the_list_has_what_reading_one_has(ana):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    listed = ana.get("/poll/assets").json()
    assert listed[0] == ana.get(f"/poll/assets/{identifier}").json()


def test_a_clone_without_body_and_type_is_made(ana):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    answer = ana.ask("POST", f"/poll/assets/{identifier}/clone")
    assert answer.request.headers.get("content-length", "0") == "0"
    assert answer.status_code == 201
    assert answer.json()["_id"] not in {None, identifier}


@pytest.mark.parametrize("value", ["True", "False"])
def test_just_read_is_taken_as_the_platform_spells_it(ana, value):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    assert ana.ask("POST", f"/poll/assets/{identifier}/clone?justRead={value}").status_code == 201


@pytest.mark.parametrize("path", ["", "/{id}", "/{id}/download"])
def test_head_is_answered_like_get(ana, path):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    address = "/poll/assets" + path.format(id=identifier)
    got, head = ana.get(address), ana.ask("HEAD", address)
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == got.headers["content-length"] == str(len(got.content))
    assert head.headers["content-type"] == got.headers["content-type"]


def test_an_asset_is_deleted_once(ana):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    first, second = (ana.ask("DELETE", f"/poll/assets/{identifier}") for _ in range(2))
    assert (first.status_code, first.content) == (204, b"")
    assert (second.status_code, second.json()["code"]) == (404, "not_found")


def test_a_download_has_a_quoted_ascii_name_and_the_bytes(ana):
    identifier = ana.post("/documents/assets", files={"file": ("Plan año.md", b"# Plan")}).json()["id"]
    answer = ana.get(f"/documents/assets/{identifier}/download")
    assert answer.content == b"# Plan"
    assert answer.headers["content-disposition"].startswith('attachment; filename="Plan a_o.md"; filename*=UTF-8')


@pytest.mark.parametrize("accept", ["*/*", "text/html,application/xhtml+xml,*/*;q=0.8"])
@pytest.mark.parametrize("path", ["/poll/assets/nothing", "/poll/assets/nothing/download", "/nothing/assets"])
def test_errors_are_json_whatever_the_caller_accepts(ana, path, accept):
    answer = ana.get(path, headers={"Accept": accept})
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == "not_found"


def test_a_stranger_gets_json_too(site):
    answer = site.client.post("/poll/assets", json=POLL, headers={"Accept": "text/html"})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


def test_an_asset_is_found_under_its_own_interlinker_only(ana):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    for method, path in [("GET", ""), ("GET", "/download"), ("POST", "/clone"), ("DELETE", "")]:
        assert ana.ask(method, f"/documents/assets/{identifier}{path}").status_code == 404


def test_instantiate_wins_over_an_identifier(ana):
    answer = ana.get("/poll/assets/instantiate", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize("path", ["/poll/assets/", "/poll/"])
def test_a_trailing_slash_redirects_nowhere(ana, path):
    answer = ana.get(path)
    assert "location" not in answer.headers
    assert answer.status_code == 404


def test_the_platform_may_send_a_token_bare(ana, site):
    identifier = ana.post("/poll/assets", POLL).json()["id"]
    answer = site.client.get(f"/poll/assets/{identifier}/download", headers={"Authorization": ana.token})
    assert answer.status_code == 200


def test_wrong_parameters_are_named_field_by_field(ana):
    answer = ana.post("/poll/assets", {"question": "", "options": ["one"]})
    assert answer.status_code == 422
    assert sorted(entry["key"] for entry in answer.json()["problems"]) == ["options", "question"]
