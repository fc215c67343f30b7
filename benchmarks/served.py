# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Two servers to compare: `python served.py bare|runtime DESCRIPTOR [FOLDER]` serves on the socket it is given."""

import socket
import sys
from pathlib import Path
from typing import Any

import uvicorn

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
    from interlink_runtime.settings import Settings

    tables = {"store": {"folder": folder}, "identity": {"mode": "development", "people": PEOPLE}}
    return create_app(Settings.model_validate(tables))


if __name__ == "__main__":
    app = bare() if sys.argv[1] == "bare" else runtime(Path(sys.argv[3]))
    config = uvicorn.Config(app, log_level="warning", access_log=False)
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[2]))])
