# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""A small, real service of pads, which keeps them in memory: for tests, and beside commands.

`python tests/pads.py --port 8080 --run COMMAND …` serves while the command runs.
"""

import argparse
import json
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any
from uuid import uuid4

HOST = "127.0.0.1"


class Pads(HTTPServer):
    """The service, from `start` to `stop`."""

    request_queue_size = 128

    def __init__(self, port: int = 0, *, token: str = "") -> None:
        """Listen on *port*, or any that is free; where a *token* is given, whoever asks needs it."""
        super().__init__((HOST, port), Answering)
        self.token = token
        self.texts: dict[str, str] = {}
        self.made: dict[str, str] = {}
        self.asked: list[str] = []
        self.failures: list[int] = []
        """Statuses to answer the next requests with."""
        self._thread = threading.Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)

    @property
    def address(self) -> str:
        """Where it is."""
        return f"http://{HOST}:{self.server_port}"

    def start(self) -> None:
        """Serve in a thread."""
        self._thread.start()

    def stop(self) -> None:
        """Serve no longer."""
        self.shutdown()
        self.server_close()
        self._thread.join(timeout=5)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - as the base class has it
        """Say nothing of askers who left before they were answered."""


class Answering(BaseHTTPRequestHandler):
    """One request."""

    server: Pads
    timeout = 5

    def do_POST(self) -> None:
        """Make a pad; the same key finds the same pad."""
        if self._is_welcome():
            key = self.headers.get("Idempotency-Key") or uuid4().hex
            pad = self.server.made.setdefault(key, uuid4().hex)
            self.server.texts.setdefault(pad, self._text())
            self._say(201, {"id": pad})

    def do_GET(self) -> None:
        """Return a pad."""
        if self.path == "/health":
            self._say(200, {"status": "ok"})
        elif self._is_welcome() and self._is_there():
            self._say(200, {"text": self.server.texts[self._pad()]})

    def do_PUT(self) -> None:
        """Write a pad."""
        text = self._text()
        if self._is_welcome() and self._is_there():
            self.server.texts[self._pad()] = text
            self._say(200, {})

    def do_DELETE(self) -> None:
        """Delete a pad."""
        if self._is_welcome() and self._is_there():
            del self.server.texts[self._pad()]
            self._say(200, {})

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as the base class has it
        """Keep quiet."""

    def _is_welcome(self) -> bool:
        self.server.asked.append(self.command)
        if self.server.failures:
            self._say(self.server.failures.pop(0), {})
            return False
        if self.server.token and self.headers.get("Authorization") != f"Bearer {self.server.token}":
            self._say(401, {})
            return False
        return True

    def _is_there(self) -> bool:
        if self._pad() in self.server.texts:
            return True
        self._say(404, {})
        return False

    def _pad(self) -> str:
        return self.path.removeprefix("/pads/")

    def _text(self) -> str:
        length = int(self.headers.get("Content-Length") or 0)
        return str(json.loads(self.rfile.read(length) or b"{}").get("text", ""))

    def _say(self, status: int, document: dict[str, str]) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


def main() -> int:
    """Serve while a command runs, and end as it ends."""
    parser = argparse.ArgumentParser(description="A small service of pads.")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--run", nargs=argparse.REMAINDER, required=True)
    said = parser.parse_args()
    pads = Pads(said.port)
    pads.start()
    try:
        return subprocess.run(said.run, check=False).returncode  # noqa: S603 - what the person asked to run
    except KeyboardInterrupt:
        return 130
    finally:
        pads.stop()


if __name__ == "__main__":
    sys.exit(main())
