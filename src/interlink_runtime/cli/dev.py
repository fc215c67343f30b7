# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink dev`: the workbench, with the interlinker of a folder that need not be installed."""

import asyncio
import json
import logging
import sys
import tomllib
import webbrowser
from functools import partial
from pathlib import Path
from typing import Annotated, TextIO

import typer

from interlink_runtime.cli.demo import TRIED_PORTS, has_screen
from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.printing import printable
from interlink_runtime.cli.running import log_to_stderr
from interlink_runtime.cli.serving import address_of, listen, serve_until_stopped
from interlink_runtime.identity.development import new_login_link
from interlink_runtime.runtime import Runtime
from interlink_runtime.workbench import create_workbench
from interlink_runtime.workbench.app import workbench_settings
from interlink_runtime.workbench.bench import Project
from interlink_runtime.workbench.recording import HOOKS_LOG, Recorder, recorded_output
from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.projects import package_in

HOST = "127.0.0.1"
PLACE = ".interlink/dev"
"""Where the workbench keeps its assets, in the author's folder."""


def dev(
    folder: Annotated[Path, typer.Argument(help="The interlinker's folder.", exists=True, file_okay=False)] = Path(),
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Listen on this port, or on the next that is free; 0: any free.")
    ] = 8750,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    host: Annotated[str, typer.Option(help="Listen here; only this machine's own addresses.")] = HOST,
    settings: Annotated[
        Path | None, typer.Option("--settings", metavar="FILE", help="The interlinker's own settings, as TOML.")
    ] = None,
) -> int:
    """Open the workbench: an interlinker's folder in a runtime, read again on every save.

    It answers on this machine only. The interlinker runs in this process, with your rights.
    """
    project = _project(folder.resolve(), settings)
    workbench_settings(project, host, port)  # refused before anything listens or is written
    _make_place(project.folder)
    log_to_stderr(logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.addFilter(lambda record: record.name != HOOKS_LOG)  # what a hook raised is told with its lines
    recorder, out, err = Recorder(), sys.stdout, sys.stderr  # what we say ourselves is no output of the interlinker
    with listen(host, port, tries=TRIED_PORTS) as listening, recorded_output(recorder):
        address = address_of(listening)

        async def get_ready(runtime: Runtime) -> None:
            link = f"{address}/workbench/login/{await new_login_link(runtime)}"
            typer.echo(f"\nThe workbench is ready. Open this link; it works once, in one browser:\n\n    {link}\n", out)
            typer.echo(f"Save a file in {project.package.folder} to see it anew; Ctrl-C stops it.", out)
            if browser and has_screen():
                await asyncio.to_thread(webbrowser.open, link)

        app = create_workbench(
            workbench_settings(project, host, listening.getsockname()[1]), project, recorder, partial(_tell, err)
        )
        serve_until_stopped(app, listening, get_ready)
    return GOOD


def _tell(stream: TextIO, text: str) -> None:
    for line in text.splitlines():
        typer.echo(printable(line), stream)


def _project(folder: Path, settings: Path | None) -> Project:
    return Project(package_in(folder), folder / PLACE, _settings(settings), settings)


def _settings(file: Path | None) -> JsonObject:
    if file is None:
        return {}
    try:
        document = tomllib.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise typer.BadParameter(f"{str(file)!r} cannot be read: {error}", param_hint="--settings") from None
    settings: JsonObject = json.loads(json.dumps(document, default=str))  # JSON has dates and times as text
    return settings


def _make_place(place: Path) -> None:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    ignored = place.parent / ".gitignore"
    if not ignored.exists():
        ignored.write_text("# what `interlink dev` keeps; remove the folder to begin anew\n*\n", encoding="utf-8")
