# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""The one place that speaks HTTP to the service of pads.

A request has a time limit. One that changes nothing when it is repeated (GET, PUT, DELETE: RFC 9110,
section 9.2.2) is tried again; POST is not, but carries a key by which the service knows it again.
Whatever goes wrong becomes `UpstreamFailed`, without a secret in it.
"""

import json
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from typing import Any
from urllib.parse import quote, urlsplit

from interlink_sdk import JsonObject, UpstreamFailed

DEFAULT_ADDRESS = "http://127.0.0.1:{{ cookiecutter.port }}"
MAX_WAIT_S = 5.0
PING_WAIT_S = 1.0
ATTEMPTS = 3
MAX_ANSWER_BYTES = 1_000_000
REPEATABLE = frozenset({"GET", "PUT", "DELETE"})
PASSING = frozenset({429, 502, 503, 504})
"""Statuses of a service that may be well again in a moment."""


class _PassingError(Exception):
    """The service may be well again in a moment."""


@dataclass(frozen=True)
class Upstream:
    """The service, for the time of one call."""

    address: str
    token: str = field(repr=False)
    wait_s: float

    @classmethod
    def of(cls, settings: JsonObject, *, deadline_s: float) -> "Upstream":
        """Return the service that *settings* name; every attempt has its share of the deadline."""
        address = str(settings.get("address", DEFAULT_ADDRESS)).rstrip("/")
        parts = urlsplit(address)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.query or parts.fragment:
            raise UpstreamFailed("the setting 'address' is no address of a service, such as https://pads.example.org")
        return cls(address, str(settings.get("token", "")), min(MAX_WAIT_S, deadline_s / (ATTEMPTS + 1)))

    def create(self, text: str, *, key: str) -> str:
        """Make a pad and return its name; the same *key* gives the same pad."""
        made = self._ask("POST", "/pads", {"text": text}, {"Idempotency-Key": key})
        if made is None or not isinstance(made.get("id"), str):
            raise UpstreamFailed("the service of pads did not say how it calls the new pad")
        return str(made["id"])

    def read(self, pad: str) -> str | None:
        """Return the text of *pad*; None where there is no such pad."""
        found = self._ask("GET", _path(pad))
        return None if found is None else str(found.get("text", ""))

    def write(self, pad: str, text: str) -> bool:
        """Write *text* into *pad*, and say whether there was such a pad."""
        return self._ask("PUT", _path(pad), {"text": text}) is not None

    def delete(self, pad: str) -> None:
        """Delete *pad*, if it is there."""
        self._ask("DELETE", _path(pad))

    def ping(self) -> None:
        """Ask whether the service is there; raises UpstreamFailed."""
        try:
            self._once("GET", "/health", None, {}, wait_s=min(PING_WAIT_S, self.wait_s))
        except _PassingError as error:
            raise UpstreamFailed(f"the service of pads does not answer: {error}") from None

    def _ask(
        self, method: str, path: str, body: JsonObject | None = None, headers: dict[str, str] | None = None
    ) -> dict[str, Any] | None:
        attempts = ATTEMPTS if method in REPEATABLE else 1
        reason = ""
        for _ in range(attempts):
            try:
                return self._once(method, path, body, headers or {}, wait_s=self.wait_s)
            except _PassingError as error:
                reason = str(error)
        raise UpstreamFailed(f"the service of pads does not answer: {reason}")

    def _once(
        self, method: str, path: str, body: JsonObject | None, headers: dict[str, str], *, wait_s: float
    ) -> dict[str, Any] | None:
        parts = urlsplit(self.address)
        kind = HTTPSConnection if parts.scheme == "https" else HTTPConnection
        connection = kind(parts.hostname or "", parts.port, timeout=wait_s)
        sent = {"Accept": "application/json", "Content-Type": "application/json", **headers}
        if self.token:
            sent["Authorization"] = f"Bearer {self.token}"
        try:
            connection.request(method, parts.path + path, json.dumps(body) if body is not None else None, sent)
            answer = connection.getresponse()
            content = answer.read(MAX_ANSWER_BYTES + 1)
        except (OSError, HTTPException) as error:
            raise _PassingError(type(error).__name__) from None
        finally:
            connection.close()
        return _understood(answer.status, content)


def _path(pad: str) -> str:
    return f"/pads/{quote(pad, safe='')}"


def _understood(status: int, content: bytes) -> dict[str, Any] | None:
    if status == 404:
        return None
    if status in PASSING:
        raise _PassingError(f"status {status}")
    if not 200 <= status < 300 or len(content) > MAX_ANSWER_BYTES:
        raise UpstreamFailed(f"the service of pads refused: status {status}")
    try:
        found = json.loads(content or b"{}")
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise UpstreamFailed("the service of pads answered something that is no JSON object")
    return found
