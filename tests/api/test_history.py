# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The history of an asset, page by page."""

import pytest


@pytest.fixture(scope="module")
def path(ana):
    """Return the address of the versions of an asset that has five."""
    asset = ana.make()
    for version in range(1, 5):
        body = {"params": {"title": f"Title {version}"}}
        ana.ask("PUT", f"/api/v1/assets/{asset['id']}", json=body, headers={"If-Match": f'"{version}"'})
    return f"/api/v1/assets/{asset['id']}/versions"


def page(person, path, **wanted):
    answer = person.get(path, params=wanted)
    assert answer.status_code == 200, answer.text
    found = answer.json()
    return [item["version"] for item in found["items"]], found["after"]


def test_pages_follow_each_other_to_the_first_version(ana, path):
    assert page(ana, path, limit=2) == ([5, 4], 4)
    assert page(ana, path, limit=2, after=4) == ([3, 2], 2)
    assert page(ana, path, limit=2, after=2) == ([1], None)


def test_a_page_that_ends_with_the_first_version_has_no_next(ana, path):
    assert page(ana, path, limit=5) == ([5, 4, 3, 2, 1], None)
    assert page(ana, path, after=1) == ([], None)


def test_a_short_history_comes_whole_without_being_asked(ana, path):
    assert page(ana, path) == ([5, 4, 3, 2, 1], None)


@pytest.mark.parametrize("wanted", [{"after": 0}, {"after": "x"}, {"after": 2**63}, {"limit": 0}, {"limit": 101}])
def test_a_cursor_or_a_limit_that_cannot_be_is_refused(ana, path, wanted):
    assert ana.get(path, params=wanted).status_code == 422
