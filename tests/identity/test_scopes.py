# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a limited credential reaches, decided by method and path alone."""

import pytest

from interlink_runtime.identity.scopes import SCOPES, require_permission, require_scope, scope_for
from interlink_runtime.settings import Service
from interlink_sdk.errors import Forbidden

ASSET = "01900000-0000-7000-8000-000000000000"


@pytest.mark.parametrize(
    ("method", "path", "needed"),
    [
        ("GET", "/api/v1/assets", "read"),
        ("HEAD", f"/documents/assets/{ASSET}", "read"),
        ("POST", "/api/v1/assets", "write"),
        ("PUT", f"/api/v1/assets/{ASSET}", "write"),
        ("POST", f"/documents/assets/{ASSET}/clone", "write"),
        ("POST", f"/api/v1/assets/{ASSET}/contributions/votes", "write"),
        ("POST", f"/api/v1/assets/{ASSET}/grants", "share"),
        ("DELETE", f"/api/v1/assets/{ASSET}/grants/person:bob", "share"),
        ("POST", f"/assets/{ASSET}/unshare", "share"),
        ("PUT", "/api/v1/teams/x/members/person:bob", "share"),
        ("POST", "/api/v1/teams", "share"),
        ("DELETE", f"/api/v1/assets/{ASSET}", "delete"),
        ("DELETE", f"/documents/assets/{ASSET}", "delete"),
        ("POST", f"/assets/{ASSET}/delete", "delete"),
        ("PATCH", "/what/comes/later", "write"),
        ("DELETE", "/what/comes/later", "delete"),
        ("GET", "/account", None),
        ("POST", "/account/tokens", None),
        ("POST", "/logout", None),
    ],
)
def test_a_request_takes_one_scope_and_no_other_lets_it_pass(method, path, needed):
    assert scope_for(method, path) == needed
    if needed:
        require_scope(frozenset({needed}), method, path)
    with pytest.raises(Forbidden):
        require_scope(frozenset(SCOPES) - {needed}, method, path)


def test_a_service_reaches_only_what_it_was_switched_on_for():
    path = f"/documents/assets/{ASSET}"
    reads = Service(id="platform", may=("read_summaries",))
    deletes = Service(id="platform", may=("delete_own",))
    require_permission(reads, "GET", path)
    require_permission(deletes, "DELETE", path)
    refused = [
        (reads, "DELETE", path),
        (deletes, "GET", path),
        (Service(id="platform"), "GET", path),
        (reads, "GET", f"/api/v1/assets/{ASSET}"),
        (reads, "GET", f"{path}/download"),
        (reads, "GET", "/documents/assets"),
        (reads, "POST", path),
        (reads, "GET", f"{path}/../x"),
    ]
    for service, method, address in refused:
        with pytest.raises(Forbidden):
            require_permission(service, method, address)
