# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Putting every requirement of the surface `http` to a service; whatever it does, there is a report in bounded time."""

import asyncio
import time
from collections.abc import Callable, Mapping
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit

import httpx2

from interlink_sdk.conformance.checks import Check, service_checks
from interlink_sdk.conformance.examine import Progress
from interlink_sdk.conformance.requirements import (
    SUITE_VERSION,
    Requirement,
    service_requirements,
    suite_digest,
)
from interlink_sdk.conformance.results import CannotTell, Finding, NotApplicable, NotTested, Report, Result, Target
from interlink_sdk.conformance.service.case import Circumstances, ServiceCase
from interlink_sdk.conformance.service.conversation import ANSWER_S, Conversation, Exchange, open_client
from interlink_sdk.conformance.service.people import People
from interlink_sdk.conformance.service.recognising import recognise
from interlink_sdk.dialects import Dialect

CHECK_S = 30.0
EXAMINATION_S = 180.0
"""After this long in all nothing more is asked."""
LOOPBACK = ("localhost", "127.0.0.1", "::1")

Witness = Callable[[Exchange, httpx2.Headers], None]


async def examine_service(
    address: str,
    people: People | None = None,
    dialect: Dialect | None = None,
    circumstances: Circumstances | None = None,
    *,
    requirements: Mapping[str, Requirement] | None = None,
    progress: Progress = lambda _done, _total: None,
    transport: httpx2.AsyncBaseTransport | None = None,
    witness: Witness = lambda _exchange, _headers: None,
    answer_s: float = ANSWER_S,
    examination_s: float = EXAMINATION_S,
) -> Report:
    """Return the report about the service at *address*; its dialect is recognised where none is given."""
    begun, deadline = datetime.now(UTC), time.monotonic() + examination_s
    known, checks = service_requirements(), service_checks()
    results: list[Result] = []
    wanted = known if requirements is None else requirements
    asked = {code: wanted[code] for code in [*checks, *wanted] if code in wanted}  # in an order that spoils nothing
    people = people or People()
    circumstances = circumstances or Circumstances(is_expendable=is_on_this_machine(address))
    async with AsyncExitStack() as stack:
        obstacle = ""
        try:
            client = await stack.enter_async_context(open_client(bare(address), transport))
            conversation = Conversation(client, people, witness, answer_s)
            spoken = dialect or await recognise(conversation)
            case = ServiceCase(conversation, spoken, circumstances)
        except (CannotTell, httpx2.InvalidURL, ValueError) as error:
            obstacle = f"the service does not answer: {people.redacted(str(error))}"
        for requirement in asked.values():
            progress(len(results), len(asked))
            if obstacle:
                results.append(_result(requirement, CannotTell(obstacle), people))
            elif time.monotonic() > deadline:
                reason = f"the examination was given up after {examination_s:g} s"
                results.append(_result(requirement, NotTested(reason), people))
            else:
                results.append(await _judged(requirement, checks.get(requirement.code), case))
    name = dialect.name if dialect else "" if obstacle else spoken.name
    how = "" if not name else f"{name} ({'given' if dialect else 'recognised'})"
    return Report(
        suite_version=SUITE_VERSION,
        suite_digest=suite_digest(),
        target=Target(name=people.redacted(bare(address)), placement="service", dialect=how),
        begun_at=begun,
        results=tuple(results),
        left_out=tuple(code for code in known if code not in asked),
    )


def bare(address: str) -> str:
    """Return *address* without a login, a query, and the path of the assets themselves."""
    parts = urlsplit(address)
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit((parts.scheme, host, parts.path.rstrip("/").removesuffix("/assets"), "", ""))


def is_on_this_machine(address: str) -> bool:
    """Say whether *address* is a loopback one: what is tried there harms nobody else."""
    try:
        return urlsplit(address).hostname in LOOPBACK
    except ValueError:
        return False


async def _judged(requirement: Requirement, check: Check | None, case: ServiceCase) -> Result:
    begun = time.perf_counter()
    finding = _unasked(requirement, case.dialect) or await _finding(check, case)
    return _result(requirement, finding, case.conversation.people, time.perf_counter() - begun)


def _unasked(requirement: Requirement, dialect: Dialect) -> Finding | None:
    if requirement.capability and dialect.capabilities.get(requirement.capability) is False:
        return NotApplicable(f"the dialect {dialect.name!r} offers no {requirement.capability!r}")
    return None


async def _finding(check: Check | None, case: ServiceCase) -> Finding | None:
    if check is None:
        return CannotTell("this version of the suite has no check for it")
    try:
        async with asyncio.timeout(CHECK_S):
            await check(case)
    except Finding as finding:
        return finding
    except TimeoutError:
        return CannotTell(f"no verdict within {CHECK_S:g} s")
    except Exception as error:  # noqa: BLE001 - a fault of the suite is no verdict on the service
        return CannotTell(f"the check itself failed with {type(error).__name__}: {error}")
    return None


def _result(requirement: Requirement, finding: Finding | None, people: People, duration_s: float = 0.0) -> Result:
    return Result(
        code=requirement.code,
        level=requirement.level,
        outcome=finding.outcome if finding else "passed",
        found=people.redacted(finding.found) if finding else "",
        expected=people.redacted(finding.expected) if finding else "",
        duration_s=round(duration_s, 4),
    )
