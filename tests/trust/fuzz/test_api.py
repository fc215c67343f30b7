# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The API against its own description: no defect, and no answer that it does not describe, whatever is sent."""

from typing import Any

import httpx2
import pytest
import schemathesis
from hypothesis import given
from hypothesis import strategies as st
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import response_schema_conformance, status_code_conformance

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings

from .budget import examples

DEFECTS = frozenset({500, 501, 505})
"""502, 503 and 504 are answers of ours, each documented where it can occur."""
ANY_SERVERS = frozenset({405, 431})
"""What every server answers to what is no request for this address."""
BYTES = ("/export", "/download", "/{name}")
"""Addresses whose answer is a file, which no schema describes."""
TIMEOUT_S = 20


def described() -> dict[str, Any]:
    """Return the OpenAPI document, which depends on nothing but the code."""
    return create_app(Settings(), discovery=Discovery((), ())).openapi()


OPERATIONS = {
    operation.label: operation
    for operation in (result.ok() for result in schemathesis.openapi.from_dict(described()).get_all_operations())
}


@pytest.fixture(scope="module")
def known(served):
    """Return what addresses can name here, so that not everything that is tried ends with 404."""
    token = served.token("owner")
    with httpx2.Client(base_url=served.url, headers={"Authorization": f"Bearer {token}"}) as client:
        form = {"data": {"title": "Fuzzed"}, "files": {"file": ("note.txt", b"0123456789", "text/plain")}}
        assets = [client.post("/ledger/assets", **form).json()["id"] for _ in range(3)]
        team = client.post("/api/v1/teams", json={"name": "Team"}).json()["id"]
    return {
        "asset_id": assets,
        "interlinker": ["ledger", "stage"],
        "collection": ["notes", "votes", "hints"],
        "name": ["note.txt", "logo"],
        "entry_id": ["ledger"],
        "team_id": [team],
        "subject": ["person:viewer", "person:owner", "email:a@example.org"],
    }


@pytest.fixture(scope="module")
def tokens(served):
    """Return the token of each person who asks."""
    return {person: served.token(person) for person in ("owner", "stranger", "operator")}


@pytest.mark.parametrize("label", sorted(OPERATIONS))
@given(data=st.data())
@examples(20)
def test_no_request_meets_a_defect_or_an_answer_that_is_not_described(served, known, tokens, label, data):
    operation = OPERATIONS[label]
    mode = data.draw(st.sampled_from([GenerationMode.POSITIVE, GenerationMode.POSITIVE, GenerationMode.NEGATIVE]))
    try:
        strategy = operation.as_strategy(generation_mode=mode)
        case = data.draw(strategy)
    except (schemathesis.errors.InvalidSchema, ValueError, TypeError):
        return  # there is nothing wrong that could be sent to an operation without inputs
    for name in case.path_parameters or {}:
        if name in known and case.method != "DELETE" and data.draw(st.booleans()):
            case.path_parameters[name] = data.draw(st.sampled_from(known[name]))
    person = "operator" if "/events" in case.path else data.draw(st.sampled_from(["owner", "stranger"]))
    headers = {"Authorization": f"Bearer {tokens[person]}"} if data.draw(st.integers(0, 9)) else {}
    response = case.call(base_url=served.url, headers=headers, timeout=TIMEOUT_S)
    assert response.status_code not in DEFECTS, case.as_curl_command()
    if response.status_code not in ANY_SERVERS:
        checks = [status_code_conformance] + ([] if label.endswith(BYTES) else [response_schema_conformance])
        case.validate_response(response, checks=checks)
