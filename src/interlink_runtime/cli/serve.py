# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlink serve`: the runtime for others."""

import logging
from typing import Annotated

import typer

from interlink_runtime.app import create_app
from interlink_runtime.cli.exits import GOOD
from interlink_runtime.cli.options import SettingsFile
from interlink_runtime.cli.running import log_to_stderr
from interlink_runtime.cli.serving import ServerName, address_of, listen, serve_until_stopped
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Settings, load_settings


def serve(
    settings: SettingsFile = None,
    host: Annotated[str | None, typer.Option(help="Listen on this address instead of server.host.")] = None,
    port: Annotated[
        int | None,
        typer.Option(min=0, max=65_535, help="Listen on this port instead of server.port; 0 takes a free one."),
    ] = None,
    server: Annotated[
        ServerName, typer.Option(help="Speak HTTP through uvicorn, or through granian, which is an extra.")
    ] = ServerName.UVICORN,
) -> int:
    """Serve people, programs and the platform until it is stopped.

    Stops in order on Ctrl-C or SIGTERM: requests that are under way are finished. The log goes to stderr.
    """
    chosen = _with_address(load_settings(settings), host, port)
    log_to_stderr(logging.INFO)
    app = create_app(chosen)
    with listen(chosen.server.host, chosen.server.port) as listening:
        address = chosen.server.public_url or address_of(listening)

        async def announce(_: Runtime) -> None:
            typer.echo(f"interlink serves at {address} (store: {chosen.store.folder}); stop it with Ctrl-C")

        serve_until_stopped(app, listening, announce, server=server)
    return GOOD


def _with_address(settings: Settings, host: str | None, port: int | None) -> Settings:
    given = {name: value for name, value in (("host", host), ("port", port)) if value is not None}
    return settings.model_copy(update={"server": settings.server.model_copy(update=given)})
