# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""HEAD is answered wherever there is GET."""

import re


def test_head_tells_of_every_get_route_what_get_does(ana, olga):
    asset = ana.upload()["id"]
    paths = ana.get("/api/v1/openapi.json").json()["paths"]
    values = {"asset_id": asset, "interlinker": "awkward", "name": "notes.txt", "collection": "notes"}
    gets = [path for path, operations in paths.items() if "get" in operations]
    assert len(gets) > 12
    for path in gets:
        address = re.sub(r"{(\w+)}", lambda match: values.get(match[1], "nothing"), path)
        person = olga if "events" in path else ana
        got, head = person.get(address), person.ask("HEAD", address)
        assert head.content == b"", path
        assert head.status_code == got.status_code, path
        assert head.headers["content-type"] == got.headers["content-type"], path
        own_call = len(got.json()["call"]) if got.status_code >= 400 and got.content else 0
        assert own_call or head.headers["content-length"] == got.headers["content-length"], path


def test_head_of_a_route_that_only_changes_is_not_allowed(ana):
    answer = ana.ask("HEAD", "/api/v1/bundles")
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
