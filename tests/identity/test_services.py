# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A program of the platform, over HTTP: it sees summaries, deletes what is its own, and nothing else."""

import pytest
from starlette.testclient import TestClient

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings
from interlink_runtime.store.assets import AssetRow, insert_asset
from interlink_runtime.store.grants import put_grant

SECRET = "b3f1c07d9a5e42d88c61f0a7d4e9b652"
OTHER = SECRET[::-1]
ASSET = "01900000-0000-7000-8000-000000000000"
OWN = "01900000-0000-7000-8000-000000000001"
NEITHER = "01900000-0000-7000-8000-000000000002"


def asset_row(identifier: str, owner: str) -> AssetRow:
    known = {
        "id": identifier,
        "interlinker": "gone",
        "interlinker_version": "1",
        "name": "Private plan",
        "owner": owner,
    }
    empty = {
        "state": '{"secret": "canary"}',
        "files": "[]",
        "genesis": 0,
        "version": 1,
        "created_at": 1,
        "updated_at": 1,
    }
    rest = dict.fromkeys(("external_id", "cloned_from", "knowledge", "language"))
    given = {**known, **empty, **rest, "created_by": owner}
    return AssetRow(**{name: value for name, value in given.items() if name in AssetRow.__dataclass_fields__})


async def keep(runtime, identifier: str, subject: str) -> None:
    grant = put_grant(
        asset_id=identifier, subject=subject, role="owner", interlinker="gone", granted_by="x", created_at=1
    )
    await runtime.store.commit([insert_asset(asset_row(identifier, subject)), grant])


@pytest.fixture
def client(tmp_path):
    services = [
        {"id": "platform", "enabled": True, "secret": SECRET, "may": ["read_summaries", "delete_own"]},
        {"id": "seeder", "enabled": False, "secret": OTHER, "may": ["read_summaries"]},
    ]
    settings = Settings.model_validate({"store": {"folder": tmp_path}, "identity": {"services": services}})
    app = create_app(settings, discovery=Discovery((), ()))
    with TestClient(app, raise_server_exceptions=False) as client:
        client.portal.call(keep, app.state.runtime, ASSET, "person:ana")
        client.portal.call(keep, app.state.runtime, OWN, "service:platform")
        yield client


def ask(client, method: str, path: str, secret: str = SECRET, scheme: str = ""):
    return client.request(method, path, headers={"Authorization": f"{scheme}{secret}"})


@pytest.mark.parametrize("scheme", ["", "Bearer "])
def test_it_reads_the_summary_of_a_private_asset_and_nothing_of_its_content(client, scheme):
    answer = ask(client, "GET", f"/gone/assets/{ASSET}", scheme=scheme)
    assert answer.status_code == 200, answer.text
    assert answer.json()["name"] == "Private plan"
    assert answer.json().keys() == {"id", "_id", "name", "icon", "created_at", "updated_at"}
    assert "canary" not in answer.text


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("GET", f"/api/v1/assets/{ASSET}"),
        ("GET", f"/gone/assets/{ASSET}/download"),
        ("GET", "/gone/assets"),
        ("POST", f"/gone/assets/{ASSET}/clone"),
        ("GET", "/api/v1/me"),
        ("POST", "/api/v1/teams"),
        ("GET", "/account"),
        ("GET", "/operator"),
    ],
)
def test_everything_else_is_refused(client, method, path):
    answer = ask(client, method, path)
    assert answer.status_code == 403, answer.text
    assert "canary" not in answer.text


def test_it_does_not_delete_what_is_not_its_own(client):
    assert ask(client, "DELETE", f"/gone/assets/{ASSET}").status_code == 403
    assert ask(client, "DELETE", f"/gone/assets/{NEITHER}").status_code == 404
    assert ask(client, "GET", f"/gone/assets/{ASSET}").status_code == 200


def test_what_is_its_own_is_not_refused_by_its_role(client):
    assert ask(client, "DELETE", f"/gone/assets/{OWN}").status_code in {204, 503}, "its interlinker may be away"


@pytest.mark.parametrize("secret", [OTHER, SECRET[:-1], SECRET + "x", SECRET.upper(), "changethis", "x"])
def test_another_secret_is_nobody_s(client, secret):
    answer = ask(client, "GET", f"/gone/assets/{ASSET}", secret)
    assert answer.status_code == 401
    assert answer.json()["context"]["reason"] == "revoked"


def test_an_empty_secret_is_nobody_s(client):
    assert ask(client, "GET", f"/gone/assets/{ASSET}", "", "Bearer ").status_code == 401
