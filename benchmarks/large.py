# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Two servers of large files, to compare.

`python large.py runtime DESCRIPTOR FOLDER` keeps assets with files of any size;
`python large.py zipfile DESCRIPTOR FILE` answers everybody with a ZIP of one file, made by the standard library.
"""

import socket
import sys
from pathlib import Path
from typing import Any
from zipfile import ZIP_STORED, ZipFile

HERE = Path(__file__).parent
PERSON = "ana"
READ_BYTES = 64 * 1024


def tables(folder: Path) -> dict[str, Any]:
    """Return the settings of a runtime in *folder* that takes large files."""
    people = [{"id": PERSON, "name": "Ana"}]
    return {
        "store": {"folder": folder},
        "identity": {"mode": "development", "people": people},
        "limits": {"upload_bytes": 4_000_000_000, "deadline_s": 60},
    }


def vault() -> Any:
    """Return the discovery of one interlinker, a manifest alone, that takes files of any size."""
    from interlink_runtime.discovery import Candidate, Discovery
    from interlink_sdk.manifest import read_manifest

    return Discovery((Candidate("vault", "vault", "benchmarks 1", read_manifest(HERE / "vault")),), ())


def serve_runtime(listening: socket.socket, folder: Path) -> None:
    """Serve the whole runtime."""
    import uvicorn

    from interlink_runtime.app import create_app
    from interlink_runtime.settings import Settings

    app = create_app(Settings.model_validate(tables(folder)), discovery=vault())
    uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False)).run(sockets=[listening])


def serve_zipfile(listening: socket.socket, path: Path) -> None:
    """Answer each connection with an archive of the file at *path*, made while it is sent."""
    while True:
        connection, _ = listening.accept()
        with connection, connection.makefile("wb") as answer, ZipFile(answer, "w", ZIP_STORED) as archive:
            connection.recv(READ_BYTES)
            with path.open("rb", buffering=0) as source, archive.open("large.bin", "w", force_zip64=True) as member:
                while chunk := source.read(READ_BYTES):
                    member.write(chunk)


if __name__ == "__main__":
    serve = serve_runtime if sys.argv[1] == "runtime" else serve_zipfile
    serve(socket.socket(fileno=int(sys.argv[2])), Path(sys.argv[3]))
