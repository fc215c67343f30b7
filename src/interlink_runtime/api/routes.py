# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Routes whose functions take the request and parts of its path: there is nothing to solve for them.

FastAPI's solving of dependencies, and the stacks that it opens for them, cost about as much as
reading an asset from the store (benchmarks/bench_http.py); its description of the route is kept.
"""

from collections.abc import Awaitable, Callable
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute
from starlette._utils import get_route_path
from starlette.routing import Match
from starlette.types import ASGIApp, Receive, Scope, Send


class DirectRoute(APIRoute):
    """A route that calls its function directly, unless that has parameters beyond the path."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.dependant
        if not (wanted.query_params or wanted.header_params or wanted.body_params or wanted.dependencies):
            self.app = _direct(self.endpoint, takes_request=wanted.request_param_name is not None)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Say whether *scope* is for this route: as FastAPI does for one that was not included by another router."""
        found = self.path_regex.match(get_route_path(scope)) if scope["type"] == "http" else None
        if found is None:
            return Match.NONE, {}
        own = {name: self.param_convertors[name].convert(value) for name, value in found.groupdict().items()}
        params = {**scope.get("path_params", {}), **own}
        match = Match.FULL if scope["method"] in (self.methods or ()) else Match.PARTIAL
        return match, {"endpoint": self.endpoint, "path_params": params, "route": self}


def _direct(function: Callable[..., Awaitable[Response]], *, takes_request: bool) -> ASGIApp:
    """Return the application that answers with *function*; the application around it answers what is raised."""

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        arguments = (Request(scope, receive, send),) if takes_request else ()
        response = await function(*arguments, **scope["path_params"])
        await response(scope, receive, send)

    return app
