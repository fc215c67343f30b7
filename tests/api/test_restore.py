# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What comes back from a bundle can go out and come back again."""

import pytest


def restored(person, asset):
    bundle = person.get(f"/api/v1/assets/{asset}/export?format=bundle").content
    answer = person.post("/api/v1/bundles", content=bundle)
    assert answer.status_code == 201, answer.text
    return answer.json()["id"]


@pytest.mark.parametrize("collection", ["first", "latest"])
def test_who_answered_before_and_after_an_asset_came_back_does_not_keep_it_from_coming_back_again(ana, collection):
    asset = ana.make()["id"]
    for texts in (["a"], ["a", "b"], ["a", "b", "c"]):
        path = f"/api/v1/assets/{asset}/contributions/{collection}"
        assert ana.post(path, {"body": {"text": texts[-1]}}).status_code == 201
        asset = restored(ana, asset)
        entries = ana.get(f"/api/v1/assets/{asset}/contributions/{collection}").json()["items"]
        assert sorted(entry["body"]["text"] for entry in entries) == texts
        assert not any(entry["mine"] for entry in entries)
