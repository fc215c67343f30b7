# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who may do what: every route, asked by everybody about every kind of asset, against one table.

`authorization.txt` is the expectation. A route without a row fails, and so does a row without a route.
"""

import pytest

from .matrix import ASKS, ask, cells, table


def test_every_route_has_a_row_and_every_row_a_route(site):
    assert sorted(table()) == site.endpoints()


@pytest.mark.parametrize("route", sorted(table()))
def test_everybody_gets_what_the_table_says(stage, route):
    row = table()[route]
    wrong = []
    for caller, kind in cells(row):
        status, fault = ask(stage, row, caller, kind)
        if fault or status != row.expected(caller, kind):
            wrong.append(f"{caller} on {kind}: {status} instead of {row.expected(caller, kind)} {fault}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("credential", ["expired", "revoked", "garbage"])
def test_a_cookie_that_is_no_longer_valid_is_as_good_as_none(stage, site, credential):
    token = stage.callers[credential].headers["Authorization"].removeprefix("Bearer ")
    for row in (row for row in table().values() if row.method == "GET"):
        path = stage.path(row, stage.fixed["private"])
        cookie = {"Cookie": f"interlink_session={token}"}
        assert site.nobody().get(path, headers=cookie).status_code == row.statuses["anonymous"], row.route


def test_a_token_reaches_no_further_than_its_scopes(stage, site):
    reader, before = site.bearer(site.access_token("owner", "read")), site.events()
    assert reader.get(f"/api/v1/assets/{stage.fixed['private']}").status_code == 200
    for row in (row for row in table().values() if row.statuses["owner"] != row.statuses["invalid"]):
        answer = reader.ask(row.method, stage.path(row, stage.fixed["private"]), **ASKS.get(row.route, {}))
        may_read = row.method == "GET" and not row.path.startswith(("/account", "/login", "/sign-in", "/language"))
        assert may_read or answer.status_code == 403, f"{row.route}: {answer.status_code}"
    assert site.events() == before
