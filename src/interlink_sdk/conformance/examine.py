# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Putting every requirement to a target: one fresh case for each check, one result for each requirement.

What the requirement looks at decides its case: the files of the package alone, or a subject that
keeps the interlinker's assets.
"""

import asyncio
import io
import tempfile
import time
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager, redirect_stdout
from datetime import UTC, datetime
from pathlib import Path

from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import Check, all_checks
from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.requirements import SUITE_VERSION, Requirement, read_requirements, suite_digest
from interlink_sdk.conformance.results import CannotTell, Finding, NotApplicable, Report, Result, Target, Unmet
from interlink_sdk.conformance.shipped import Shipped
from interlink_sdk.conformance.subject import OpenSubject
from interlink_sdk.conformance.surroundings import Settings
from interlink_sdk.errors import InterlinkError
from interlink_sdk.manifest import ManifestFile

CHECK_TIMEOUT_S = 30.0
"""After this long a check is given up: its requirement cannot be told."""
EXAMINATION_TIMEOUT_S = 900.0
"""After this long in all nothing more is asked."""

Progress = Callable[[int, int], None]
"""Told how many requirements are done, of how many."""


async def examine(
    open_subject: OpenSubject,
    package: ManifestFile | Package,
    target: Target,
    *,
    requirements: Mapping[str, Requirement] | None = None,
    timeout_s: float = CHECK_TIMEOUT_S,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Return the results of all *requirements*, by default every one there is."""
    begun, checks, known = datetime.now(UTC), all_checks(), read_requirements()
    deadline = time.monotonic() + EXAMINATION_TIMEOUT_S
    asked = known if requirements is None else requirements
    results: list[Result] = []
    for requirement in asked.values():
        progress(len(results), len(asked))
        if time.monotonic() > deadline:
            results.append(_given_up(requirement))
            continue
        check = checks.get(requirement.code)
        results.append(await result_of(requirement, check, open_subject, package, timeout_s=timeout_s))
    return Report(
        suite_version=SUITE_VERSION,
        suite_digest=suite_digest(),
        target=target,
        begun_at=begun,
        results=tuple(results),
        left_out=tuple(code for code in known if code not in asked),
    )


async def result_of(
    requirement: Requirement,
    check: Check | None,
    open_subject: OpenSubject,
    package: ManifestFile | Package,
    *,
    timeout_s: float = CHECK_TIMEOUT_S,
) -> Result:
    """Return the result of one requirement; whatever the interlinker does, there is one."""
    begun = time.perf_counter()
    shipped = package if isinstance(package, Package) else Package.beside(package)
    finding = _applies(requirement, shipped) or await _finding(requirement, check, open_subject, shipped, timeout_s)
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


def _given_up(requirement: Requirement) -> Result:
    found = f"the examination was given up after {EXAMINATION_TIMEOUT_S:g} s"
    return Result(code=requirement.code, level=requirement.level, outcome="not_tested", found=found)


def _applies(requirement: Requirement, package: Package) -> Finding | None:
    wanted = requirement.capability
    if wanted and package.file and not package.file.manifest.offers(wanted):
        return NotApplicable(f"the interlinker does not offer {wanted!r}")
    return None


async def _finding(
    requirement: Requirement, check: Check | None, open_subject: OpenSubject, package: Package, timeout_s: float
) -> Finding | None:
    """Return how *check* ended, None when it passed."""
    if check is None:
        return CannotTell("this version of the suite has no check for it")
    try:
        async with asyncio.timeout(timeout_s), AsyncExitStack() as stack:
            case = await _opened(stack, requirement, open_subject, package)
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


async def _opened(
    stack: AsyncExitStack, requirement: Requirement, open_subject: OpenSubject, package: Package
) -> Case | Shipped:
    """Return the case that *requirement* needs; it ends with *stack*. Raises CannotTell where there can be none."""
    if requirement.surface == "package":
        return Shipped(package)
    if package.file is None:
        raise CannotTell(f"the manifest cannot be used: {package.problems[0]}")
    try:
        return await stack.enter_async_context(_case(open_subject, package.file))
    except Finding:
        raise
    except (Exception, SystemExit) as error:
        kind = error.code if isinstance(error, InterlinkError) else type(error).__name__
        raise CannotTell(f"the interlinker cannot be opened: {kind}: {error}") from error


@asynccontextmanager
async def _case(open_subject: OpenSubject, package: ManifestFile) -> AsyncIterator[Case]:
    before = Settings.now()
    with tempfile.TemporaryDirectory(prefix="interlink-check-") as folder, _stdout() as printed:
        try:
            async with open_subject() as subject:
                yield Case(subject, package, Path(folder), printed)
        finally:
            before.put_back()  # what one check's hooks have changed spoils no other check


@contextmanager
def _stdout() -> Iterator[io.StringIO]:
    """Catch what is printed: hooks may not, as in another placement stdout is the wire."""
    with redirect_stdout(io.StringIO()) as printed:
        yield printed
