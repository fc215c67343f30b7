# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Servers to compare: `python served.py bare|runtime|granian DESCRIPTOR FOLDER` serves on the socket it is given.

The runtime is served as `interlink serve` does it, in either server; bare FastAPI by uvicorn as it comes.
"""

import socket
import sys
from pathlib import Path
from typing import Any

PEOPLE = [{"id": "ana", "name": "Ana"}]


def bare() -> Any:
    """Return FastAPI with one route to read and one to write, which stores nothing."""
    from fastapi import FastAPI
    from pydantic import JsonValue

    app = FastAPI()
    kept: dict[str, JsonValue] = {
        "id": "01890000-0000-7000-8000-000000000000",
        "name": "Meeting of the neighbourhood",
        "state": {"title": "Meeting of the neighbourhood", "date": "2026-05-01", "notes": "x" * 200},
        "version": 1,
    }

    @app.get("/api/v1/assets/{asset_id}")
    async def read(asset_id: str) -> dict[str, JsonValue]:
        return {**kept, "id": asset_id}

    @app.post("/api/v1/assets", status_code=201)
    async def make(body: dict[str, JsonValue]) -> dict[str, JsonValue]:
        return {**kept, "state": body}

    return app


def runtime(folder: Path) -> Any:
    """Return the whole runtime, its store in *folder*."""
    from interlink_runtime.app import create_app

    return create_app(settings_for(folder))


def settings_for(folder: Path) -> Any:
    """Return the runtime's settings with its store in *folder*."""
    from interlink_runtime.settings import Settings

    return Settings.model_validate({"store": {"folder": folder}, "identity": {"mode": "development", "people": PEOPLE}})


def main(what: str, descriptor: str, folder: str) -> None:
    """Serve until the process is told to stop."""
    listening = socket.socket(fileno=int(descriptor))
    if what == "bare":
        import uvicorn

        uvicorn.Server(uvicorn.Config(bare(), log_level="warning", access_log=False)).run(sockets=[listening])
        return
    from interlink_runtime.cli.serving import ServerName, serve_until_stopped

    async def is_ready(_: Any) -> None:
        return None

    name = ServerName.GRANIAN if what == "granian" else ServerName.UVICORN
    serve_until_stopped(runtime(Path(folder)), listening, is_ready, server=name)


if __name__ == "__main__":
    main(*sys.argv[1:4])
