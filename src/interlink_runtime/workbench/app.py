# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The runtime as it always is, with the workbench in front of it and the author's interlinker in it."""

import ipaddress
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from interlink_runtime.app import create_app
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Identity, Server, Settings, Store
from interlink_runtime.workbench.bench import IMPORT_S, Project, open_bench
from interlink_runtime.workbench.pages import router
from interlink_runtime.workbench.people import PEOPLE
from interlink_runtime.workbench.recording import Recorder
from interlink_runtime.workbench.staging import Stage
from interlink_sdk.errors import SettingsInvalid

STATIC = Path(__file__).parent / "static"


def workbench_settings(project: Project, host: str, port: int) -> Settings:
    """Return the settings of the runtime; raises SettingsInvalid for a host that others reach."""
    if not _is_loopback(host):
        raise SettingsInvalid(f"the workbench works on loopback only, not on {host!r}: use 127.0.0.1")
    address = f"http://{host}:{port}"
    return Settings(
        server=Server(host=host, port=port, frame_ancestors=(address,)),
        store=Store(folder=project.folder / "data"),
        identity=Identity(mode="development", people=PEOPLE),
    )


def create_workbench(
    settings: Settings,
    project: Project,
    recorder: Recorder,
    tell: Callable[[str], None],
    *,
    import_s: float = IMPORT_S,
) -> FastAPI:
    """Return the application; the interlinker is read when the server starts."""
    app = create_app(settings, discovery=Discovery((), ()))
    serve = app.router.lifespan_context

    @asynccontextmanager
    async def lifespan(served: Any) -> AsyncIterator[Any]:
        async with (
            serve(served) as state,
            open_bench(served.state.runtime, project, recorder, tell, import_s=import_s) as bench,
        ):
            served.state.bench = bench
            yield state

    app.router.lifespan_context = lifespan
    app.mount("/workbench/static", StaticFiles(directory=STATIC), name="workbench-static")
    app.router.routes[:0] = [app.router.routes.pop(), *router.routes]
    app.add_middleware(Stage)
    return app


def _is_loopback(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
