# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A running instance as a browser meets it: its certificate, its headers, its cookies, its clock."""

import asyncio
import re
import ssl
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import httpx2

from interlink_runtime.doctor.asking import date_of, failure_of, is_certificate, open_asker
from interlink_runtime.doctor.clocks import difference_to
from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import TOLERANCE_S, is_local
from interlink_runtime.identity.oidc.fetching import DEADLINE_S

PAGES = ("/", "/language/en")
"""A page, and one that sets a cookie; neither needs anybody to be signed in, or changes anything."""
HEADERS = ("content-security-policy", "x-content-type-options", "referrer-policy", "permissions-policy")
HSTS = "strict-transport-security"
SOON = timedelta(days=14)
KEEP = "let the web server in between pass it on unchanged"


async def examine_outside(url: str) -> list[Finding]:
    """Return what is wrong with the instance that answers at *url*."""
    base = url.rstrip("/")
    if not _is_address(base):
        return [problem("address_unreachable", base, "no address", "write it as https://interlink.example.eu")]
    async with open_asker(ssl.create_default_context()) as client:
        try:
            async with asyncio.timeout(DEADLINE_S):
                health = await client.get(f"{base}/healthz")
        except (httpx2.HTTPError, httpx2.InvalidURL, TimeoutError) as error:
            code = "certificate_invalid" if is_certificate(error) else "address_unreachable"
            return [problem(code, base, failure_of(error), "see whether it runs, and whether its web server does")]
        findings = [*_of_health(health, base), *difference_to(date_of(health), base, TOLERANCE_S)]
        findings += [*_of_transport(base)]
        for path in PAGES:
            findings += await _of_page(client, base, path)
    findings += await _of_certificate(base)
    return [*dict.fromkeys(findings)]


def _is_address(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _of_health(health: httpx2.Response, base: str) -> Iterator[Finding]:
    if health.status_code != 200 or health.text.replace(" ", "") != '{"status":"ok"}':
        found = f"/healthz answers {health.status_code} with something else than ok"
        yield problem("address_unhealthy", base, found, "see whether the address is the runtime's, and its log")
    server = health.headers.get("server", "")
    if re.search(r"\d", server):
        fix = "let the web server keep its version to itself (nginx: server_tokens off)"
        yield warning("server_told", base, repr(server[:80]), fix)


def _of_transport(base: str) -> Iterator[Finding]:
    if base.startswith("http://") and not is_local(base):
        yield problem("plain_http_address", base, "http", "give people an https address only")


async def _of_page(client: httpx2.AsyncClient, base: str, path: str) -> list[Finding]:
    try:
        async with asyncio.timeout(DEADLINE_S):
            page = await client.get(f"{base}{path}", headers={"Accept": "text/html"})
    except (httpx2.HTTPError, TimeoutError) as error:
        return [problem("address_unhealthy", f"{base}{path}", failure_of(error), "see the log")]
    findings = [*_of_cookies(page, f"{base}{path}", is_secure=base.startswith("https://"))]
    if page.status_code == 200:
        findings += [
            problem("header_missing", f"{base}{path}", f"no {name}", KEEP)
            for name in HEADERS
            if name not in page.headers
        ]
    if base.startswith("https://") and HSTS not in page.headers:
        fix = "let the web server send Strict-Transport-Security: max-age=31536000"
        findings.append(warning("transport_security_missing", base, f"no {HSTS}", fix))
    return findings


def _of_cookies(page: httpx2.Response, at: str, *, is_secure: bool) -> Iterator[Finding]:
    wanted = ("httponly", "samesite", "secure") if is_secure else ("httponly", "samesite")
    for cookie in page.headers.get_list("set-cookie"):
        name, *attributes = cookie.split(";")
        flags = {attribute.strip().partition("=")[0].lower() for attribute in attributes}
        missing = [flag for flag in wanted if flag not in flags]
        if missing:
            shown = f"{name.partition('=')[0].strip()[:40]!r} without {', '.join(missing)}"
            fix = "set server.public_url to the https address; let the web server leave cookies alone"
            yield problem("cookie_unprotected", at, shown, fix)


async def _of_certificate(base: str) -> list[Finding]:
    parts = urlsplit(base)
    if parts.scheme != "https":
        return []
    context = ssl.create_default_context()
    try:
        async with asyncio.timeout(DEADLINE_S):
            _, writer = await asyncio.open_connection(parts.hostname, parts.port or 443, ssl=context)
    except (OSError, TimeoutError):
        return []  # it was asked a moment ago, and what was wrong then is told
    ends_at = str((writer.get_extra_info("peercert") or {}).get("notAfter", ""))
    writer.close()
    with suppress(OSError, TimeoutError):
        await asyncio.wait_for(writer.wait_closed(), DEADLINE_S)
    left = datetime.fromtimestamp(ssl.cert_time_to_seconds(ends_at), UTC) - datetime.now(UTC) if ends_at else SOON
    if left >= SOON:
        return []
    return [warning("certificate_ends_soon", base, f"it ends in {left.days} day(s)", "renew it")]
