# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Nothing betrays that somebody else's asset exists: it is answered exactly like one that never was."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from .matrix import ASKS, Row, Stage, table
from .site import Site

ROWS = [row for row in table().values() if "{asset_id}" in row.path]
WITHOUT_ROLE = ("anonymous", "stranger", "operator")
ACCEPTS = ("application/json", "text/html")
VARYING = {"interlink-call", "date"}


def answer_to(stage: Stage, row: Row, caller: str, asset: str, accept: str) -> tuple[object, ...]:
    """Return all that *caller* learns, with the identifiers that they sent or that are new each time taken out."""
    given = ASKS.get(row.route, {})
    headers = {"Origin": "http://testserver", "Accept": accept} | given.get("headers", {})
    path = stage.path(row, asset)
    answer = stage.callers[caller].ask(row.method, path, **(given | {"headers": headers}))
    call = answer.headers["interlink-call"]
    kept = sorted((name, value) for name, value in answer.headers.items() if name not in VARYING)
    text = re.sub(r"asset_id=[^&\"]*", "", answer.text.replace(asset, "ASSET").replace(call, "CALL"))
    return answer.status_code, kept, text


@pytest.mark.parametrize("row", ROWS, ids=[row.route for row in ROWS])
def test_a_private_asset_is_answered_like_one_that_does_not_exist(stage, row):
    for caller in WITHOUT_ROLE:
        for accept in ACCEPTS:
            private, unknown, deleted = (
                answer_to(stage, row, caller, asset, accept)
                for asset in (stage.fixed["private"], stage.new_asset("unknown", "owner"), stage.fixed["deleted"])
            )
            assert private == unknown == deleted, f"{caller} can tell them apart"


@pytest.mark.parametrize("row", ROWS, ids=[row.route for row in ROWS])
def test_the_store_runs_as_many_statements_for_a_private_asset_as_for_none(stage, site, row):
    """What takes the same steps takes the same class of time; SQLite itself says what it runs."""
    counts = []
    for asset in (stage.fixed["private"], stage.new_asset("unknown", "owner"), stage.fixed["deleted"]):
        stage.path(row, asset)
        with statements_of(site) as ran:
            answer_to(stage, row, "stranger", asset, "application/json")
        counts.append([re.sub(r"'[^']*'|\b\d+\b", "?", statement) for statement in ran])
    assert counts[0] == counts[1] == counts[2]
    assert counts[0]


def test_a_repeated_request_tells_nothing_about_an_asset_of_somebody_else(stage, site):
    for path in ("clone", "grants"):
        answers = []
        for asset in (stage.fixed["private"], stage.new_asset("unknown", "owner")):
            headers = {"Idempotency-Key": f"{path}-{asset}"}
            body = {"subject": "person:stranger", "role": "owner"}
            twice = [
                stage.callers["stranger"].post(f"/api/v1/assets/{asset}/{path}", json=body, headers=headers)
                for _ in range(2)
            ]
            answers.append([(answer.status_code, answer.json()["code"]) for answer in twice])
        assert answers[0] == answers[1] == [(404, "not_found")] * 2


def test_no_list_and_no_search_shows_what_is_not_shared(stage, site):
    site.person("owner").make(title="Zanzibar plan")
    for path in ("/api/v1/assets?search=Zanzibar", "/ledger/assets", "/api/v1/catalogue?q=Zanzibar"):
        for caller in ("stranger", "viewer", "operator"):
            assert "Zanzibar plan" not in stage.callers[caller].get(path).text
    for path in ("/assets?q=Zanzibar", "/?q=Zanzibar"):
        assert "Zanzibar plan" not in site.browser("stranger").get(path).text


def test_a_clone_of_a_bundle_gives_no_right_to_what_it_came_from(stage, site):
    bundle = stage.callers["viewer"].get(f"/api/v1/assets/{stage.fixed['shared']}/export?format=bundle").content
    answer = stage.callers["stranger"].post(
        "/api/v1/bundles", content=bundle, headers={"Content-Type": "application/zip"}
    )
    assert answer.status_code == 201
    assert answer.json()["id"] != stage.fixed["shared"]
    assert stage.callers["stranger"].get(f"/api/v1/assets/{stage.fixed['shared']}").status_code == 404


@contextmanager
def statements_of(site: Site) -> Iterator[list[str]]:
    """Give every statement that SQLite runs for the site meanwhile, reading or writing."""
    ran: list[str] = []
    store = site.runtime.store
    connections = (store._reader, store._writer._connection)
    for connection in connections:
        connection.set_trace_callback(ran.append)
    try:
        yield ran
    finally:
        for connection in connections:
            connection.set_trace_callback(None)
