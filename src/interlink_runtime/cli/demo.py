# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink demo`: a runtime on this machine with people and assets, to try everything."""

import asyncio
import logging
import os
import sys
import webbrowser
from pathlib import Path
from typing import Annotated, Any

import typer

from interlink_runtime.app import create_app
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.options import Form, OutputForm
from interlink_runtime.cli.printing import print_json, progress
from interlink_runtime.cli.running import log_to_stderr
from interlink_runtime.cli.samples import PEOPLE, make_samples, principal_for
from interlink_runtime.cli.serving import address_of, listen, serve_until_stopped
from interlink_runtime.identity.access_tokens import end_token_of, make_access_token, tokens_of_person
from interlink_runtime.identity.development import new_login_link
from interlink_runtime.identity.scopes import SCOPES
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Identity, Person, Server, Settings, Store

HOST = "127.0.0.1"
TRIED_PORTS = 20
PROGRAM = "interlink demo"
"""What the access tokens are called that the demo makes."""
SOFTWARE = {"googledrive": "documents"}
"""What stands for the software of INTERLINK's templates, where it is installed."""


def demo(
    folder: Annotated[
        Path, typer.Option(metavar="FOLDER", help="Keep everything here; remove it to begin anew.", file_okay=False)
    ] = Path(".interlink-demo"),
    port: Annotated[
        int, typer.Option(min=0, max=65_535, help="Listen on this port, or on the next that is free; 0: any free.")
    ] = 8700,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
    catalogue: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Import this catalogue first.", exists=True, file_okay=False)
    ] = None,
    form: OutputForm = Form.TEXT,
) -> int:
    """Start a runtime to try things out, with people and assets.

    It answers on this machine only, and lets whoever has the printed link be any of four people.
    """
    log_to_stderr(logging.WARNING)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with listen(HOST, port, tries=TRIED_PORTS) as listening:
        address = address_of(listening)
        if port and not address.endswith(f":{port}"):
            typer.echo(f"port {port} is taken by another program: this is {address}", err=True)

        async def get_ready(runtime: Runtime) -> None:
            started = await _started(runtime, folder, catalogue, address)
            if form is Form.JSON:
                print_json({**started, "people": [await _with_token(runtime, person) for person in PEOPLE]})
                return
            _print(started, folder)
            if browser and has_screen():
                await asyncio.to_thread(webbrowser.open, started["link"])

        serve_until_stopped(create_app(_settings(folder, listening.getsockname()[1])), listening, get_ready)
    return GOOD


def has_screen() -> bool:
    """Say whether a browser can be opened here."""
    # without one, a browser that draws into this terminal would take it over
    variables = ("DISPLAY", "WAYLAND_DISPLAY")
    return sys.stdout.isatty() and (sys.platform == "darwin" or any(os.environ.get(name) for name in variables))


def _settings(folder: Path, port: int) -> Settings:
    return Settings(
        server=Server(host=HOST, port=port),
        store=Store(folder=folder / "data"),
        identity=Identity(mode="development", people=PEOPLE),
        software=SOFTWARE,
    )


async def _started(runtime: Runtime, folder: Path, catalogue: Path | None, address: str) -> dict[str, Any]:
    """Fill the runtime where it is empty, and return what whoever started it must know."""
    samples = await make_samples(runtime, folder)
    started: dict[str, Any] = {"address": address, "folder": str(folder), "samples": samples}
    if catalogue:
        with progress("importing the catalogue") as show:
            report = await import_catalogue(runtime, catalogue, {}, show)
        started["catalogue"] = report.counts
    return {**started, "link": f"{address}/login/{await new_login_link(runtime)}"}


async def _with_token(runtime: Runtime, person: Person) -> dict[str, Any]:
    """Return a person with a token for programs; the one of the last start ends."""
    who = principal_for(person)
    for token in await tokens_of_person(runtime, who):
        if token.name == PROGRAM:
            await end_token_of(runtime, who, token.id)
    scopes = [scope for scope in SCOPES if scope != "operate" or who.is_operator]
    made = await make_access_token(runtime, who, name=PROGRAM, scopes=scopes, days=1)
    return {**person.model_dump(mode="json"), "token": made.text}


def _print(started: dict[str, Any], folder: Path) -> None:
    names = ", ".join(f"{person.name} ({person.language})" for person in PEOPLE)
    operator = next(person.name for person in PEOPLE if person.operator)
    typer.echo(
        f"""
INTERLINK is ready. Open this link; it works once, in one browser:

    {started["link"]}

Then be one of {names}; {operator} is the operator.
Try: open an asset that is shared with you, comment or vote, switch person, copy it, export it.
Programs find the API at {started["address"]}/api/v1 and its description in openapi.json there.

Everything is kept in {folder}; Ctrl-C stops it, the next start goes on with the same."""
    )
