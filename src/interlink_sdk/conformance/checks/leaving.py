# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What hooks leave behind: nothing but what they return."""

import asyncio
from pathlib import Path

from interlink_sdk.conformance.case import Case
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.importing import imported
from interlink_sdk.conformance.results import CannotTell, Unmet
from interlink_sdk.conformance.surroundings import (
    Settings,
    left_children,
    left_threads,
    names_in,
    running_children,
    running_threads,
)
from interlink_sdk.conformance.uses import do_everything


@proves("leave-stdout-alone")
async def prints_nothing(case: Case) -> None:
    """Do everything once and look at stdout."""
    _want_here(case)
    before = len(case.printed.getvalue())
    await do_everything(case)
    if printed := case.printed.getvalue()[before:]:
        raise Unmet(f"{printed[:80]!r} was printed", expected="nothing on stdout")


@proves("leave-files-alone")
async def writes_nowhere_else(case: Case) -> None:
    """Compare the package's folder and the names in the working directory before and after."""
    _want_here(case)
    here = Path.cwd()
    before, around = names_in(case.package.folder), {path.name for path in here.iterdir()}
    await do_everything(case)
    # others may work in this folder too; what they leave has names with a dot
    found = [path.name for path in here.iterdir() if path.name not in around and not path.name.startswith(".")]
    after = names_in(case.package.folder)
    found += sorted(name for name, changed in after.items() if before.get(name) != changed)
    if found or before.keys() - after.keys():
        raise Unmet(f"{', '.join(found) or 'a removed file'} beside the code", expected="files in `scratch` alone")


@proves("leave-surroundings-alone")
async def leaves_surroundings(case: Case) -> None:
    """Compare what all code of the process shares before and after."""
    _want_here(case)
    before = Settings.now()
    await do_everything(case)
    if changes := Settings.now().changes_since(before):
        raise Unmet(f"{', '.join(changes)} changed", expected="the process to be left as it was")


@proves("leave-no-threads")
async def leaves_no_threads(case: Case) -> None:
    """Look for threads that go on after the calls."""
    _want_here(case)
    before = running_threads()
    await do_everything(case)
    if left := left_threads(before):
        raise Unmet(f"{len(left)} threads go on: {', '.join(left[:3])}", expected="each hook to end what it starts")


@proves("leave-no-processes")
async def leaves_no_processes(case: Case) -> None:
    """Look for processes that go on after the calls."""
    _want_here(case)
    before = running_children()
    await do_everything(case)
    if left := await asyncio.to_thread(left_children, before):
        raise Unmet(f"{len(left)} processes go on", expected="each hook to end what it starts")


@proves("leave-imports-silent")
async def imports_silently(case: Case) -> None:
    """Import the package in a process of its own and look at what it prints."""
    printed, _ = await asyncio.to_thread(imported, case.package)
    if printed:
        raise Unmet(f"importing it prints {printed[:80]!r}", expected="nothing")


@proves("leave-imports-idle")
async def imports_idly(case: Case) -> None:
    """Import the package in a process of its own and look at what else it does."""
    _, done = await asyncio.to_thread(imported, case.package)
    if done:
        raise Unmet(f"importing it {', '.join(done)}", expected="importing to define things and nothing else")


def _want_here(case: Case) -> None:
    if case.subject.placement != "keeper":
        raise CannotTell(f"what hooks do on {case.subject.placement!r} cannot be seen from here")
