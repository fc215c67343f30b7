# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The way to the providers: bounded in time and size, no redirects, every failure one of five."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import httpx2

from interlink_runtime.identity.oidc.faults import ProviderFault, provider_failed

DEADLINE_S = 5.0
"""For a whole answer, however slowly its bytes come."""
MAX_ANSWER_BYTES = 512 * 1024


class AnswerTooLarge(httpx2.TransportError):
    """A provider sends more than any answer of its needs."""


class BoundedTransport(httpx2.AsyncBaseTransport):
    """Passes requests on and stops reading answers that are too large.

    Clients borrow what is below it: closing one of them leaves the connections open for the next.
    """

    def __init__(self, below: httpx2.AsyncBaseTransport) -> None:
        self._below = below

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        """Return the answer with its stream bounded."""
        request.headers["Accept-Encoding"] = "identity"
        response = await self._below.handle_async_request(request)
        if response.headers.get("Content-Encoding", "identity") != "identity":
            await response.aclose()
            raise AnswerTooLarge("what is packed can unpack to any size")
        response.stream = _BoundedStream(response.stream)
        return response


class _BoundedStream(httpx2.AsyncByteStream):
    """The body of one answer, counted while it is read."""

    def __init__(self, stream: Any) -> None:
        self._stream = stream

    async def __aiter__(self) -> AsyncIterator[bytes]:
        size = 0
        async for chunk in self._stream:
            size += len(chunk)
            if size > MAX_ANSWER_BYTES:
                raise AnswerTooLarge(f"more than {MAX_ANSWER_BYTES} bytes")
            yield chunk

    async def aclose(self) -> None:
        """Close the connection, or give it back."""
        await self._stream.aclose()


@asynccontextmanager
async def open_transport() -> AsyncIterator[BoundedTransport]:
    """Open the connections to all providers for as long as the context lasts."""
    async with httpx2.AsyncHTTPTransport(retries=0) as below:
        yield BoundedTransport(below)


@asynccontextmanager
async def asking(provider: str) -> AsyncIterator[None]:
    """Bound what is asked of *provider* inside; raises UpstreamFailed with one of its faults."""
    with _understood(provider):
        async with asyncio.timeout(DEADLINE_S):
            yield


async def fetch_object(transport: BoundedTransport, provider: str, url: str) -> dict[str, Any]:
    """Return the JSON object at *url*; raises UpstreamFailed."""
    async with asking(provider), httpx2.AsyncClient(transport=transport, timeout=DEADLINE_S) as client:
        response = await client.get(url, headers={"Accept": "application/json"})
    return object_of(provider, response)


def object_of(provider: str, response: httpx2.Response) -> dict[str, Any]:
    """Return the JSON object that *response* is; raises UpstreamFailed."""
    if response.status_code >= 500:
        raise provider_failed(provider, "unreachable")
    with _understood(provider):
        value = response.json()
    if response.status_code != 200 or not isinstance(value, dict):
        raise provider_failed(provider, "bad_answer")
    return value


@contextmanager
def _understood(provider: str) -> Iterator[None]:
    """Map what can go wrong with a request; the one place that knows the client's errors."""
    fault: ProviderFault
    try:
        yield
    except (TimeoutError, httpx2.TimeoutException):
        fault = "too_slow"
    except (AnswerTooLarge, httpx2.DecodingError, httpx2.RemoteProtocolError, httpx2.InvalidURL):
        fault = "bad_answer"
    except (ValueError, RecursionError):
        fault = "bad_answer"  # no JSON
    except httpx2.HTTPError:
        fault = "unreachable"
    else:
        return
    raise provider_failed(provider, fault) from None
