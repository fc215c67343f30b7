# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a limited credential may do: a request goes in, what it takes comes out.

This is the one place where the scopes of access tokens and the permissions of services are
enforced: by method and path, so that a route which is added later is covered before anybody thinks of it.
"""

import re
from typing import Literal, get_args

from interlink_runtime.settings import Service
from interlink_sdk.errors import Forbidden

Scope = Literal["read", "write", "share", "delete", "operate"]
SCOPES: tuple[Scope, ...] = get_args(Scope)

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
_SHARING = re.compile(r"/(api/v1/(teams(/.*)?|assets/[^/]+/grants(/.*)?)|assets/[^/]+/(share|unshare))")
_SESSION_ONLY = re.compile(r"/(account|login|logout|sign-in|language)(/.*)?")
_DELETING = re.compile(r"/assets/[^/]+/delete")
_SUMMARY = re.compile(r"/[a-z][a-z0-9-]*/assets/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def scope_for(method: str, path: str) -> Scope | None:
    """Return the scope that a request takes; None where only a person in a browser may ask."""
    if _SESSION_ONLY.fullmatch(path):
        return None
    if method in SAFE_METHODS:
        return "read"
    if _SHARING.fullmatch(path):
        return "share"
    if method == "DELETE" or _DELETING.fullmatch(path):
        return "delete"
    return "write"


def require_scope(held: frozenset[str], method: str, path: str) -> None:
    """Raise Forbidden unless a token with the scopes *held* may make this request."""
    needed = scope_for(method, path)
    if needed is None:
        raise Forbidden("an access token does not reach what is for people only: sign in", reason="scope")
    if needed not in held:
        raise Forbidden(f"this takes a token with the scope {needed!r}", reason="scope", needed=needed)


def require_permission(service: Service, method: str, path: str) -> None:
    """Raise Forbidden unless *service* was switched on for exactly this request."""
    if _SUMMARY.fullmatch(path):
        if method in {"GET", "HEAD"} and "read_summaries" in service.may:
            return
        if method == "DELETE" and "delete_own" in service.may:
            return
    raise Forbidden(f"the service {service.id!r} may not do this", reason="scope")
