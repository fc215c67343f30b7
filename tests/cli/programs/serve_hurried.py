# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A server with little patience: `python serve_hurried.py SERVER FOLDER` prints its address when it is ready."""

import sys
from functools import partial
from pathlib import Path
from typing import Any

from interlink_runtime import guards
from interlink_runtime.app import create_app
from interlink_runtime.cli.serving import PatientProtocol, ServerName, address_of, listen, serve_until_stopped
from interlink_runtime.discovery import Discovery
from interlink_runtime.settings import Settings

PATIENCE_S = 0.4


def main(name: str, folder: str) -> None:
    """Serve an empty runtime."""
    from interlink_runtime.cli.granian_server import EmbeddedServer

    PatientProtocol.idle_s = EmbeddedServer.idle_s = PATIENCE_S
    guards.BodyGuard = partial(guards.BodyGuard, patience_s=PATIENCE_S, bytes_per_s=10_000)  # type: ignore[misc]
    app = create_app(Settings.model_validate({"store": {"folder": Path(folder)}}), discovery=Discovery((), ()))
    with listen("127.0.0.1", 0) as listening:

        async def tell(_runtime: Any) -> None:
            sys.stdout.write(f"{address_of(listening)}\n")
            sys.stdout.flush()

        serve_until_stopped(app, listening, tell, server=ServerName(name))


main(*sys.argv[1:])
