# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A site in a process of its own: prints its port as one JSON line, and ends when it is told to."""

import json
import resource
import sys
from pathlib import Path

from interlink_runtime.app import create_app
from interlink_runtime.cli.serving import ServerName, listen, serve_until_stopped
from interlink_runtime.discovery import Discovery
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Settings


def main(folder: str, descriptors: str, server: str) -> None:
    """Serve a site in *folder* with as many open files as *descriptors* says."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (int(descriptors), hard))
    listening = listen("127.0.0.1", 0)

    async def tell(_runtime: Runtime) -> None:
        sys.stdout.write(json.dumps({"port": listening.getsockname()[1]}) + "\n")
        sys.stdout.flush()

    settings = Settings.model_validate({"store": {"folder": Path(folder)}})
    serve_until_stopped(create_app(settings, discovery=Discovery((), ())), listening, tell, server=ServerName(server))


main(*sys.argv[1:])
