# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Routes whose functions take the request and parts of its path: there is nothing to solve for them.

FastAPI's solving of dependencies costs about as much as reading an asset from the store
(benchmarks/bench_http.py); its description of the route is kept.
"""

from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from fastapi import Request, Response
from fastapi.routing import APIRoute


class DirectRoute(APIRoute):
    """A route that calls its function directly, unless that has parameters beyond the path."""

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return what answers a request on this route."""
        wanted = self.dependant
        if wanted.query_params or wanted.header_params or wanted.body_params or wanted.dependencies:
            return super().get_route_handler()
        function: Callable[..., Awaitable[Response]] = self.endpoint
        takes_request = wanted.request_param_name is not None

        async def handle(request: Request) -> Response:
            return await (function(request, **request.path_params) if takes_request else function())

        return handle
