# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One question to an address that the settings or the operator named: bounded, without redirects, without secrets."""

import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import httpx2

from interlink_runtime.identity.oidc.fetching import DEADLINE_S, BoundedTransport

AGENT = "interlink-doctor"


@asynccontextmanager
async def open_asker(certificates: ssl.SSLContext | None = None) -> AsyncIterator[httpx2.AsyncClient]:
    """Open what asks, for as long as the context lasts; without *certificates* it believes whom the runtime does."""
    async with httpx2.AsyncHTTPTransport(retries=0, verify=certificates or True) as below:
        transport = BoundedTransport(below)
        async with httpx2.AsyncClient(transport=transport, timeout=DEADLINE_S, headers={"User-Agent": AGENT}) as client:
            yield client


def date_of(response: httpx2.Response) -> datetime | None:
    """Return what time it is where *response* comes from, if it says."""
    try:
        date = parsedate_to_datetime(response.headers.get("date", ""))
    except (TypeError, ValueError):
        return None
    return date if date.tzinfo else date.replace(tzinfo=UTC)


def failure_of(error: BaseException) -> str:
    """Say in a few words why nothing was answered."""
    reason: BaseException | None = error
    while reason is not None:
        if isinstance(reason, ssl.SSLCertVerificationError):
            return f"the certificate is refused: {reason.verify_message}"
        reason = reason.__cause__ or reason.__context__
    if isinstance(error, TimeoutError | httpx2.TimeoutException):
        return f"no answer within {DEADLINE_S:g} s"
    return str(error)[:200] or type(error).__name__


def is_certificate(error: BaseException) -> bool:
    """Say whether it was the certificate."""
    return failure_of(error).startswith("the certificate")
