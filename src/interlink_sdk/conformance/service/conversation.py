# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked of a service and what it answers: every exchange in bounded time and size, and remembered.

Whatever keeps an answer from coming (no connection, a certificate that does not hold, silence, a body
without end) is CannotTell, with the reason; after a few of these in a row nothing more is asked.
"""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

import httpx2

from interlink_sdk.conformance.results import CannotTell
from interlink_sdk.conformance.service.people import Asker, People
from interlink_sdk.dialects import Encoding, Style

CONNECT_S = 5.0
ANSWER_S = 10.0
"""For one whole answer, body included: a service that drips is given up as well."""
MAX_BODY_BYTES = 1 << 20
MAX_REDIRECTS = 5
PATIENCE = 3
"""After this many answers in a row that did not come, nothing more is asked."""
SHOWN_CHARACTERS = 120


@dataclass(frozen=True)
class Exchange:
    """One question and its answer; evidence."""

    method: str
    path: str
    asker: Asker
    status: int
    headers: dict[str, str]
    """Names in lower case."""
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON, None where it is none."""
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError):
            return None

    @property
    def table(self) -> dict[str, Any]:
        """The body as a JSON object, empty where it is none."""
        return self.json if isinstance(self.json, dict) else {}

    @property
    def media_type(self) -> str:
        """The Content-Type without its parameters."""
        return self.headers.get("content-type", "").split(";")[0].strip().lower()

    @property
    def location(self) -> str:
        """Where a redirect leads."""
        return self.headers.get("location", "")

    @property
    def is_good(self) -> bool:
        """Whether the service did what it was asked."""
        return 200 <= self.status < 300

    @property
    def is_redirect(self) -> bool:
        """Whether the answer is somewhere else."""
        return self.status in (301, 302, 303, 307, 308)

    @property
    def is_crash(self) -> bool:
        """Whether the service failed by its own account."""
        return self.status >= 500

    @property
    def told(self) -> str:
        """The exchange in one line, as reports show it."""
        text = " ".join(self.body[: SHOWN_CHARACTERS * 4].decode("utf-8", "replace").split())[:SHOWN_CHARACTERS]
        answer = f"{self.status} {self.location or self.media_type}".strip()
        return f"{self.method} {self.path} by {self.asker}: {answer}{f' {text!r}' if text else ''}"


@dataclass
class Conversation:
    """The exchanges of one examination with the service behind *client*."""

    client: httpx2.AsyncClient
    people: People
    witness: Callable[[Exchange, httpx2.Headers], None] = lambda _exchange, _headers: None
    """Sees each answer first; may raise CannotTell."""
    answer_s: float = ANSWER_S
    exchanges: list[Exchange] = field(default_factory=list)
    silences: int = 0

    async def ask(
        self, method: str, path: str, asker: Asker = "nobody", *, style: Style = "bearer", **body: Any
    ) -> Exchange:
        """Return the answer; *body* is as httpx2 takes it. Raises CannotTell where there is none."""
        if self.silences >= PATIENCE:
            raise CannotTell(f"the service did not answer {PATIENCE} times in a row, so nothing more was asked")
        headers = {**self.people.headers(asker, style), **body.pop("headers", {})}
        try:
            async with asyncio.timeout(self.answer_s):
                exchange, raw = await self._exchanged(method, path, asker, headers, body)
        except TimeoutError:
            raise self._silent(method, path, f"no whole answer within {self.answer_s:g} s") from None
        except (httpx2.HTTPError, httpx2.InvalidURL, ValueError, OSError) as error:
            raise self._silent(method, path, f"{type(error).__name__}: {error}") from error
        self.silences = 0
        self.exchanges.append(exchange)
        self.witness(exchange, raw)
        return exchange

    async def send(
        self, path: str, sample: dict[str, Any], encoding: Encoding, asker: Asker, *, style: Style, part: str = "file"
    ) -> Exchange:
        """Return the answer to a POST of *sample* in that *encoding*."""
        return await self.ask("POST", path, asker, style=style, **_body(sample, encoding, part))

    async def follow(self, exchange: Exchange) -> Exchange:
        """Return where *exchange* leads on the same host; raises CannotTell for a circle."""
        for _ in range(MAX_REDIRECTS):
            if not exchange.is_redirect or self.leads_off(exchange):
                return exchange
            target = urljoin(str(self.client.base_url.join(exchange.path)), exchange.location)
            exchange = await self.ask("GET", target, exchange.asker)
        return exchange

    def leads_off(self, exchange: Exchange) -> bool:
        """Say whether *exchange* redirects to another host."""
        host = urlsplit(exchange.location).hostname
        return exchange.is_redirect and host not in (None, self.client.base_url.host)

    async def _exchanged(
        self, method: str, path: str, asker: Asker, headers: dict[str, str], body: dict[str, Any]
    ) -> tuple[Exchange, httpx2.Headers]:
        self.client.cookies.clear()  # a login of one person is not to answer for another
        async with self.client.stream(method, path, headers=headers, **body) as answer:
            chunks, size = [], 0
            async for chunk in answer.aiter_raw():
                chunks.append(chunk)
                size += len(chunk)
                if size > MAX_BODY_BYTES:
                    raise ValueError(f"an answer of more than {MAX_BODY_BYTES} bytes")
            kept = {name.lower(): value for name, value in answer.headers.items()}
            return Exchange(method, path, asker, answer.status_code, kept, b"".join(chunks)), answer.headers

    def _silent(self, method: str, path: str, reason: str) -> CannotTell:
        self.silences += 1
        return CannotTell(f"{method} {path}: {reason}")


def open_client(address: str, transport: httpx2.AsyncBaseTransport | None = None) -> httpx2.AsyncClient:
    """Return what speaks to *address*: certificates are verified, redirects are left to the checks."""
    return httpx2.AsyncClient(
        base_url=address,
        transport=transport,
        timeout=httpx2.Timeout(ANSWER_S, connect=CONNECT_S),
        follow_redirects=False,
        trust_env=False,
        headers={"Accept-Encoding": "identity", "User-Agent": "interlink-check"},
    )


def _body(sample: dict[str, Any], encoding: Encoding, part: str) -> dict[str, Any]:
    match encoding:
        case "json":
            return {"json": sample}
        case "untyped_json":
            return {"content": json.dumps(sample).encode()}
        case "form":
            return {"data": sample}
        case "multipart":
            content = str(sample.get("content", "")).encode()
            return {"files": {part: (str(sample.get("file", "file.txt")), content, "text/plain")}}
