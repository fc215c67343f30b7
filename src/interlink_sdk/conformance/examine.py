# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Putting every requirement to a target: one fresh case for each check, one result for each requirement."""

import asyncio
import io
import tempfile
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import Check, all_checks
from interlink_sdk.conformance.requirements import SUITE_VERSION, Requirement, read_requirements, suite_digest
from interlink_sdk.conformance.results import CannotTell, Finding, NotApplicable, Report, Result, Target, Unmet
from interlink_sdk.conformance.subject import OpenSubject
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest import Manifest, ManifestFile

CHECK_TIMEOUT_S = 30.0
"""After this long a check is given up: its requirement cannot be told."""


async def examine(
    open_subject: OpenSubject,
    package: ManifestFile,
    target: Target,
    *,
    requirements: Mapping[str, Requirement] | None = None,
    timeout_s: float = CHECK_TIMEOUT_S,
) -> Report:
    """Return the results of all *requirements*, by default every one there is."""
    begun, checks = datetime.now(UTC), all_checks()
    asked = read_requirements() if requirements is None else requirements
    results = [
        await result_of(requirement, checks.get(requirement.code), open_subject, package, timeout_s=timeout_s)
        for requirement in asked.values()
    ]
    return Report(
        suite_version=SUITE_VERSION,
        suite_digest=suite_digest(),
        target=target,
        begun_at=begun,
        results=tuple(results),
    )


async def result_of(
    requirement: Requirement,
    check: Check | None,
    open_subject: OpenSubject,
    package: ManifestFile,
    *,
    timeout_s: float = CHECK_TIMEOUT_S,
) -> Result:
    """Return the result of one requirement; whatever the interlinker does, there is one."""
    begun = time.perf_counter()
    finding = _applies(requirement, package.manifest) or await _finding(check, open_subject, package, timeout_s)
    return Result(
        code=requirement.code,
        level=requirement.level,
        outcome=finding.outcome if finding else "passed",
        found=finding.found if finding else "",
        expected=finding.expected if finding else "",
        file=finding.file if finding else "",
        line=finding.line if finding else None,
        duration_s=round(time.perf_counter() - begun, 4),
    )


def _applies(requirement: Requirement, manifest: Manifest) -> Finding | None:
    if requirement.capability and not manifest.offers(requirement.capability):
        return NotApplicable(f"the interlinker does not offer {requirement.capability!r}")
    return None


async def _finding(
    check: Check | None, open_subject: OpenSubject, package: ManifestFile, timeout_s: float
) -> Finding | None:
    """Return how *check* ended, None when it passed."""
    if check is None:
        return CannotTell("this version of the suite has no check for it")
    try:
        async with asyncio.timeout(timeout_s), _case(open_subject, package) as case:
            await check(case)
    except Finding as finding:
        return finding
    except TimeoutError:
        return CannotTell(f"no answer within {timeout_s:g} s")
    except InterlinkError as error:
        return Unmet(f"{error.code}: {error}", expected="the operation to succeed")
    except Exception as error:  # noqa: BLE001 - a fault of the suite is no verdict on the interlinker
        return CannotTell(f"the check itself failed with {type(error).__name__}: {error}")
    return None


@asynccontextmanager
async def _case(open_subject: OpenSubject, package: ManifestFile) -> AsyncIterator[Case]:
    with tempfile.TemporaryDirectory(prefix="interlink-check-") as folder, _stdout() as printed:
        async with open_subject() as subject:
            yield Case(subject, package, Path(folder), printed)


@contextmanager
def _stdout() -> Iterator[io.StringIO]:
    """Catch what is printed: hooks may not, as in another placement stdout is the wire."""
    with redirect_stdout(io.StringIO()) as printed:
        yield printed
