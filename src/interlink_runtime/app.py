# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The runtime as an ASGI application: every router, and what holds for every request."""

import errno
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.telemetry import TelemetryConfig
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from interlink_runtime.api import (
    assets,
    bundles,
    catalogue,
    interlink_assets,
    interlinkers,
    logout,
    operations,
    participation,
    teams,
)
from interlink_runtime.api.descriptions import with_problems
from interlink_runtime.api.problems import call_of, problem_response, status_of
from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.discovery import Discovery
from interlink_runtime.guards import with_guards
from interlink_runtime.identity.configuration import require_sound_identity
from interlink_runtime.identity.development import enrol_people, require_loopback
from interlink_runtime.identity.oidc.providers import open_providers
from interlink_runtime.runtime import Runtime, housekeeping, open_runtime, settled
from interlink_runtime.settings import Settings
from interlink_runtime.store import DuplicateKey, StaleWrite
from interlink_runtime.web import FRAME_STYLES, STATIC_FOLDER, web_router
from interlink_runtime.web.errors import error_page
from interlink_sdk import __version__
from interlink_sdk.errors import (
    AuthorError,
    Conflict,
    InterlinkError,
    InvalidParameters,
    MalformedRequest,
    NotFound,
    OperatorError,
    Problem,
    StoreUnavailable,
)

NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
"""What the system says where a disk, a quota or the size that a file may have is exhausted."""
UNWATCHED: TelemetryConfig = {"tracing": False, "metrics": False, "logs": False}
"""FastAPI's own telemetry would record paths with credentials in them, which our log leaves out."""
PAGES = ("interlink_runtime.web.", "interlink_runtime.workbench.")
"""Whose routes are for people."""
log = logging.getLogger("interlink.app")


class Application(FastAPI):
    """FastAPI, whose OpenAPI document also has what every refusal refers to."""

    def openapi(self) -> dict[str, Any]:
        """Return the OpenAPI document."""
        if self.openapi_schema is None:
            self.openapi_schema = with_problems(super().openapi())
        return self.openapi_schema


def create_app(settings: Settings, *, discovery: Discovery | None = None) -> FastAPI:
    """Return the application; the runtime opens and closes with the server's lifespan."""
    require_loopback(settings)
    require_sound_identity(settings)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with open_runtime(settings, discovery=discovery) as runtime:
            await prepare(runtime)
            async with (
                open_providers(settings.identity.providers) as providers,
                housekeeping(runtime),
                settled(runtime),
            ):
                app.state.runtime, app.state.providers = runtime, providers
                yield

    app = Application(
        title="INTERLINK runtime",
        version=__version__,
        lifespan=lifespan,
        openapi_url="/api/v1/openapi.json",
        docs_url=None,  # its scripts come from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        license_info={"name": "EUPL-1.2", "identifier": "EUPL-1.2"},
        telemetry=UNWATCHED,
    )
    # not `include_router`: it matches every route twice and carries contexts that nothing here needs
    for api in (assets, participation, teams, bundles, operations, interlinkers, catalogue, logout):
        app.router.routes.extend(api.router.routes)
    app.mount("/static", StaticFiles(directory=STATIC_FOLDER, packages=[FRAME_STYLES]), name="static")
    app.include_router(web_router())
    app.router.routes.extend(interlink_assets.router.routes)
    _answer_errors(app)
    with_guards(app, settings)
    return app


async def prepare(runtime: Runtime) -> None:
    """Bring the store up to what is installed and configured."""
    await enrol_people(runtime)
    await enter_plugins(runtime)


def _answer_errors(app: FastAPI) -> None:
    @app.exception_handler(InterlinkError)
    async def interlink_error(request: Request, error: InterlinkError) -> Response:
        if isinstance(error, AuthorError | OperatorError):
            log.error("call %s: %s %s", call_of(request), error, error.detail)
        return await _answer(request, error)

    @app.exception_handler(RequestValidationError)
    async def invalid_query(request: Request, error: RequestValidationError) -> Response:
        return await _answer(request, InvalidParameters("the query is not valid", problems=_query_problems(error)))

    @app.exception_handler(HTTPException)
    async def http_error(request: Request, error: HTTPException) -> Response:
        if error.status_code == 404:
            return await _answer(request, NotFound(f"there is nothing at {request.url.path!r}"))
        refusal = MalformedRequest(f"{request.method} is not possible at {request.url.path!r}")
        response = await _answer(request, refusal, error.status_code)
        response.headers.update(error.headers or {})
        return response

    @app.exception_handler(OSError)
    async def no_room(request: Request, error: OSError) -> Response:
        if error.errno not in NO_ROOM:
            return await defect(request, error)
        log.error("call %s: %s", call_of(request), error)
        return await _answer(request, StoreUnavailable(f"there is no room: {error.strerror}"))

    @app.exception_handler(StaleWrite)
    @app.exception_handler(DuplicateKey)
    async def lost_race(request: Request, _error: Exception) -> Response:
        return await _answer(request, Conflict("somebody changed the same at the same moment; try again"))

    @app.exception_handler(Exception)
    async def defect(request: Request, error: Exception) -> Response:
        log.error("call %s: defect", call_of(request), exc_info=error)
        return await _answer(request, InterlinkError("this is a defect of the platform; it has been logged"))


async def _answer(request: Request, error: InterlinkError, status: int | None = None) -> Response:
    if wants_page(request):
        return await error_page(request, error, status or status_of(error))
    return problem_response(request, error, status)


def wants_page(request: Request) -> bool:
    """Say whether a person asks: then refusals are pages. A route for programs always answers as JSON."""
    endpoint = request.scope.get("endpoint")
    if endpoint is not None and not endpoint.__module__.startswith(PAGES):
        return False
    return not request.url.path.startswith("/api/") and "text/html" in request.headers.get("accept", "")


def _query_problems(error: RequestValidationError) -> list[Problem]:
    return [
        Problem(
            code="wrong_value",
            key=".".join(str(part) for part in fault["loc"][1:]),
            found=repr(fault.get("input"))[:80],
            expected=str(fault["msg"])[:1].lower() + str(fault["msg"])[1:],
            fix="see the OpenAPI document of this route",
        )
        for fault in error.errors()
    ]
