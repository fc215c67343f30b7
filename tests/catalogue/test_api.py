# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/api/v1/catalogue` over HTTP."""

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.identity.access_tokens import make_access_token
from interlink_runtime.settings import Settings

from .conftest import ANA, CANVAS, LINK

API = "/api/v1/catalogue"
CANVAS_ID = "stakeholders-mapping-canvas"
PEOPLE = [{"id": "ana", "name": "Ana"}]


@pytest.fixture
def http(tmp_path, examples, folder) -> Iterator[TestClient]:
    """Give a running site with a template, a link and the example interlinkers."""
    settings = Settings.model_validate(
        {"store": {"folder": tmp_path / "data"}, "identity": {"mode": "development", "people": PEOPLE}}
    )
    with TestClient(create_app(settings, discovery=examples)) as client:
        runtime = client.app.state.runtime
        client.portal.call(import_catalogue, runtime, folder.add(CANVAS, LINK).root, {"googledrive": "documents"})
        yield client


@pytest.fixture
def ana(http) -> dict[str, str]:
    """Return the headers of somebody who is signed in."""

    async def token() -> str:
        made = await make_access_token(http.app.state.runtime, ANA, name="test", scopes=["read", "write"], days=1)
        return made.text

    return {"authorization": f"Bearer {http.portal.call(token)}"}


def test_the_catalogue_is_readable_without_signing_in(http):
    page = http.get(API, headers={"accept-language": "es"}).json()
    assert page["total"] == len(page["items"]) == 5
    names = {item["id"]: item["name"] for item in page["items"]}
    assert names[CANVAS_ID] == "Lienzo de mapeo de las partes interesadas"
    assert page["facets"]["nature"] == {"software": 3, "externalsoftware": 1, "knowledge": 1}


def test_words_facets_order_and_cursor_are_parameters(http):
    assert http.get(API, params={"q": "canvas", "nature": ["knowledge", "software"]}).json()["total"] == 1
    first = http.get(API, params={"order": "name", "limit": 3}).json()
    rest = http.get(API, params={"order": "name", "limit": 3, "after": first["after"]}).json()
    assert len({item["id"] for item in (*first["items"], *rest["items"])}) == 5
    assert rest["after"] is None


@pytest.mark.parametrize(
    ("query", "status"), [("colour=red", 422), ("limit=0", 422), ("order=odd", 422), ("after=x", 400)]
)
def test_a_wrong_parameter_is_refused(http, query, status):
    answer = http.get(f"{API}?{query}")
    assert (answer.status_code, answer.headers["content-type"]) == (status, "application/problem+json")


def test_an_entry_tells_everything_and_its_pictures_can_be_fetched(http):
    entry = http.get(f"{API}/keycloak").json()
    assert entry["entry"]["uris"]
    assert (entry["usable"], entry["templates"], entry["source"]) == (False, [], "import")
    logo = http.get(entry["images"]["logo"])
    assert (logo.status_code, logo.headers["content-type"]) == (200, "image/png")
    assert logo.headers["x-content-type-options"] == "nosniff"


def test_problem_profiles_are_listed(http):
    assert len(http.get(f"{API}/problem-profiles").json()["items"]) == 45


def test_instantiating_copies_the_template_once_per_key(http, ana):
    sent = {"headers": {**ana, "idempotency-key": "1"}, "json": {"language": "es"}}
    first, second = [http.post(f"{API}/{CANVAS_ID}/instantiate", **sent) for _ in range(2)]
    assert (first.status_code, second.status_code) == (201, 201)
    assert first.json()["id"] == second.json()["id"]
    assert second.headers["idempotency-replayed"] == "true"
    assert (first.json()["knowledge"], first.json()["language"]) == (CANVAS_ID, "es")
    assert http.get(first.headers["location"], headers=ana).json()["role"] == "owner"


def test_what_has_no_template_is_refused_with_where_to_go(http, ana):
    refusal = http.post(f"{API}/poll/instantiate", headers=ana, json={})
    assert (refusal.status_code, refusal.json()["code"]) == (409, "not_offered")
    assert refusal.json()["context"]["form"] == "/poll/assets/instantiate"
    assert http.post(f"{API}/nothing/instantiate", headers=ana, json={}).status_code == 404
    assert http.post(f"{API}/{CANVAS_ID}/instantiate", json={}).status_code == 401
