# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The OpenAPI document is complete, and what is really answered fits it."""

import json

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

CHANGES = ("post", "put", "delete", "patch")


@pytest.fixture(scope="module")
def document(site):
    """Return the OpenAPI document."""
    return site.client.get("/api/v1/openapi.json").json()


def operations(document):
    for path, item in document["paths"].items():
        for method, operation in item.items():
            yield f"{method} {path}", operation


def parameter_names(operation):
    return {parameter["name"] for parameter in operation.get("parameters", [])}


def test_every_change_takes_an_idempotency_key(document):
    for name, operation in operations(document):
        assert ("Idempotency-Key" in parameter_names(operation)) == name.startswith(CHANGES), name


def test_an_edit_wants_if_match_and_says_what_happens_without(document):
    operation = document["paths"]["/api/v1/assets/{asset_id}"]["put"]
    given = {parameter["name"]: parameter for parameter in operation["parameters"]}
    assert given["If-Match"]["required"]
    assert {"412", "428"} <= operation["responses"].keys()


def test_every_refusal_is_a_problem_document(document):
    for name, operation in operations(document):
        for status, response in operation["responses"].items():
            if status >= "400":
                schema = response["content"]["application/problem+json"]["schema"]
                assert schema == {"$ref": "#/components/schemas/ProblemBody"}, (name, status)


def test_every_operation_says_what_it_is_for_and_what_it_answers(document):
    for name, operation in operations(document):
        assert operation["description"].endswith(".") or operation["description"].endswith(")."), name
        good = [status for status in operation["responses"] if status < "300"]
        assert good, name
        for status in good:
            content = operation["responses"][status].get("content", {})
            assert status == "204" or all(body["schema"] for body in content.values()), name
            assert status == "204" or content, name


def test_every_reference_leads_somewhere(document):
    text = json.dumps(document)
    names = {part.partition('"')[0] for part in text.split("#/components/schemas/")[1:]}
    assert names <= document["components"]["schemas"].keys()
    assert "HTTPValidationError" not in text


def test_no_page_is_part_of_the_api(document):
    assert all(
        path.startswith(("/api/v1", "/healthz", "/readyz", "/{interlinker}/assets")) for path in document["paths"]
    )


def real_requests(ana, bob, olga):
    """Yield operations and what they are really answered."""
    asset = ana.upload()["id"]
    own, key = f"/api/v1/assets/{asset}", {"Idempotency-Key": "openapi"}
    template, edit = "/api/v1/assets/{asset_id}", {"params": {"title": "Edited"}}
    body = {"interlinker": "awkward", "params": {"title": "x"}}
    wrong = {"interlinker": "awkward", "params": {}}
    bundle = ana.get(f"{own}/export?format=bundle").content
    yield "get", "/healthz", ana.get("/healthz")
    yield "get", "/readyz", ana.get("/readyz")
    yield "get", "/api/v1/me", ana.get("/api/v1/me")
    yield "get", "/api/v1/events", olga.get("/api/v1/events")
    yield "get", "/api/v1/events", ana.get("/api/v1/events")
    yield "get", "/api/v1/interlinkers", olga.get("/api/v1/interlinkers")
    yield "get", "/api/v1/catalogue", ana.get("/api/v1/catalogue")
    for name in ("poll", "awkward", "documents", "meeting-notes", "nothing"):
        yield "get", "/api/v1/interlinkers/{interlinker}", ana.get(f"/api/v1/interlinkers/{name}")
    yield "post", "/api/v1/assets", ana.post("/api/v1/assets", body, headers=key)
    yield "post", "/api/v1/assets", ana.post("/api/v1/assets", body, headers=key)
    yield "post", "/api/v1/assets", ana.post("/api/v1/assets", wrong)
    yield "get", "/api/v1/assets", ana.get("/api/v1/assets")
    yield "get", "/api/v1/assets", ana.get("/api/v1/assets?role=king")
    yield "get", template, ana.get(own)
    yield "get", template, bob.get(own)
    yield "get", template, ana.get(own, headers={"If-None-Match": '"1"'})
    yield "put", template, ana.ask("PUT", own, json=edit)
    yield "put", template, ana.ask("PUT", own, json=edit, headers={"If-Match": '"9"'})
    yield "put", template, ana.ask("PUT", own, json=edit, headers={"If-Match": '"1"'})
    yield "get", f"{template}/versions", ana.get(f"{own}/versions")
    yield "post", f"{template}/clone", ana.post(f"{own}/clone")
    yield "get", f"{template}/files/{{name}}", ana.get(f"{own}/files/notes.txt", headers={"Range": "bytes=0-1"})
    yield "get", f"{template}/files/{{name}}", ana.get(f"{own}/files/notes.txt", headers={"Range": "bytes=99-"})
    yield "get", f"{template}/export", ana.get(f"{own}/export?format=nothing")
    contributions = f"{template}/contributions/{{collection}}"
    yield "post", contributions, ana.post(f"{own}/contributions/notes", {"body": {"text": "x"}})
    yield "get", contributions, ana.get(f"{own}/contributions/notes")
    yield "post", f"{template}/grants", ana.post(f"{own}/grants", {"subject": "person:bob", "role": "viewer"})
    yield "get", f"{template}/grants", ana.get(f"{own}/grants")
    yield "get", f"{template}/grants", bob.get(f"{own}/grants")
    yield "delete", f"{template}/grants/{{subject}}", ana.ask("DELETE", f"{own}/grants/person:bob")
    yield "post", "/api/v1/bundles", ana.ask("POST", "/api/v1/bundles", content=bundle)
    yield "post", "/api/v1/bundles", ana.ask("POST", "/api/v1/bundles", content=b"PK")
    yield "get", "/{interlinker}/assets", ana.get("/awkward/assets")
    yield "post", "/{interlinker}/assets", ana.post("/awkward/assets", {"title": "x"})
    yield "get", "/{interlinker}/assets/{asset_id}", ana.get(f"/awkward/assets/{asset}")
    yield "post", "/{interlinker}/assets/{asset_id}/clone", ana.post(f"/awkward/assets/{asset}/clone")
    yield "delete", "/{interlinker}/assets/{asset_id}", ana.ask("DELETE", f"/awkward/assets/{asset}")
    yield "delete", template, ana.ask("DELETE", own)
    yield from requests_about_teams(ana, bob)


def requests_about_teams(ana, bob):
    one, member = "/api/v1/teams/{team_id}", "/api/v1/teams/{team_id}/members/{subject}"
    team = ana.post("/api/v1/teams", {"name": "Planning"})
    own = f"/api/v1/teams/{team.json()['id']}"
    yield "post", "/api/v1/teams", team
    yield "post", "/api/v1/teams", ana.post("/api/v1/teams", {"name": " "})
    yield "get", "/api/v1/teams", ana.get("/api/v1/teams")
    yield "get", one, ana.get(own)
    yield "get", one, bob.get(own)
    yield "put", member, ana.ask("PUT", f"{own}/members/person:bob", json={"role": "member"})
    yield "put", member, ana.ask("PUT", f"{own}/members/person:bob", json={"role": "king"})
    yield "delete", member, ana.ask("DELETE", f"{own}/members/person:ana")
    yield "delete", member, ana.ask("DELETE", f"{own}/members/person:bob")
    yield "delete", one, ana.ask("DELETE", own)


def test_real_answers_fit_the_document(document, ana, bob, olga):
    registry = Registry().with_resource("api:", Resource.from_contents(document, default_specification=DRAFT202012))
    seen = set()
    for method, path, answer in real_requests(ana, bob, olga):
        described = document["paths"][path][method]["responses"]
        assert str(answer.status_code) in described, (method, path, answer.text)
        seen.add((method, path))
        kind = answer.headers.get("content-type", "")
        if "json" not in kind:
            continue
        schema = described[str(answer.status_code)]["content"][kind]["schema"]
        rooted = json.loads(json.dumps(schema).replace("#/components", "api:#/components"))
        faults = [fault.message for fault in Draft202012Validator(rooted, registry=registry).iter_errors(answer.json())]
        assert not faults, (method, path, faults)
    elsewhere = ("/api/v1/catalogue", "/api/v1/teams", "/{interlinker}/assets/{asset_id}/download")
    known = {tuple(name.split()) for name, _ in operations(document)}
    assert [path for _, path in known - seen if not path.startswith(elsewhere)] == []
