# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A small project of an author, and the workbench that runs it on a free port of the loopback."""

import asyncio
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn

from interlink_runtime.identity.development import new_login_link
from interlink_runtime.runtime import Runtime
from interlink_runtime.workbench.app import create_workbench, workbench_settings
from interlink_runtime.workbench.bench import Bench, Project
from interlink_runtime.workbench.recording import Recorder, recorded_output
from interlink_sdk.conformance.projects import package_in

START_S = 30
MANIFEST = """\
id = "greetings"
version = "1.0.0"
licence = "EUPL-1.2"
languages = ["en", "de"]

[name]
en = "Greetings"
de = "Grüße"

[description]
en = "Greets somebody."
de = "Grüßt jemanden."

[schemas]
params = { type = "object", properties = { name = { type = "string", title = "Name" } }, required = ["name"] }

[[samples]]
params = { name = "Ilze" }
"""
CODE = """\
from interlink_sdk import Html, hookimpl


@hookimpl
def view(asset):
    print("greeting", asset.name)
    return Html(title="Greeting", body="<p id=greeting>Hello " + asset.state["name"] + "</p>")
"""


@dataclass
class Author:
    """Somebody who writes an interlinker."""

    folder: Path
    told: list[str] = field(default_factory=list)

    @property
    def package(self) -> Path:
        return self.folder / "src" / self.module

    @property
    def module(self) -> str:
        return f"greetings_{self.folder.name.replace('-', '_')}"

    def write(self, name: str, text: str) -> None:
        self.package.mkdir(parents=True, exist_ok=True)
        (self.package / name).write_text(text, encoding="utf-8")

    def project(self) -> Project:
        return Project(package_in(self.folder), self.folder / ".interlink" / "dev", {})


@dataclass
class Workbench:
    """A running workbench."""

    url: str
    runtime: Runtime
    bench: Bench
    loop: asyncio.AbstractEventLoop

    def link(self) -> str:
        link = asyncio.run_coroutine_threadsafe(new_login_link(self.runtime), self.loop).result(START_S)
        return f"{self.url}/workbench/login/{link}"


@pytest.fixture
def author(tmp_path: Path) -> Iterator[Author]:
    before, path, writes = set(sys.modules), list(sys.path), sys.dont_write_bytecode
    author = Author(tmp_path)
    author.write("interlinker.toml", MANIFEST)
    author.write("__init__.py", CODE)
    yield author
    sys.path[:], sys.dont_write_bytecode = path, writes
    for name in set(sys.modules) - before:
        if name.startswith("greetings_"):
            del sys.modules[name]


@pytest.fixture
def open_workbench(author: Author) -> Iterator[Callable[[], Workbench]]:
    stops: list[Callable[[], None]] = []

    def opened() -> Workbench:
        workbench, stop = running(author)
        stops.append(stop)
        return workbench

    yield opened
    for stop in stops:
        stop()


def running(author: Author) -> tuple[Workbench, Callable[[], None]]:
    listening = socket.create_server(("127.0.0.1", 0))
    port = listening.getsockname()[1]
    project, recorder = author.project(), Recorder()
    project.folder.mkdir(parents=True)
    settings = workbench_settings(project, "127.0.0.1", port)
    settings = settings.model_copy(update={"limits": settings.limits.model_copy(update={"deadline_s": 1.0})})
    app = create_workbench(settings, project, recorder, author.told.append, import_s=1.0)
    server = uvicorn.Server(uvicorn.Config(app, log_level="error", lifespan="on"))
    started: dict[str, asyncio.AbstractEventLoop] = {}

    async def serve() -> None:
        started["loop"] = asyncio.get_running_loop()
        with recorded_output(recorder):
            await server.serve(sockets=[listening])

    thread = threading.Thread(target=lambda: asyncio.run(serve()))
    thread.start()

    def stop() -> None:
        server.should_exit = True
        thread.join(START_S)
        listening.close()

    wait_for(lambda: server.started or not thread.is_alive())
    return Workbench(f"http://127.0.0.1:{port}", app.state.runtime, app.state.bench, started["loop"]), stop


def wait_for(condition: Callable[[], bool]) -> None:
    event, left = threading.Event(), START_S * 20
    while not condition() and left:
        event.wait(0.05)
        left -= 1
    assert condition(), f"nothing came within {START_S} s"
