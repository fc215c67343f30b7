# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What went wrong with an author's files, as the page and the terminal show it: the place, its lines, the remedy."""

import sys
import traceback
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk.conformance.package import Package
from interlink_sdk.errors import InterlinkError, PluginRefused, Problem, code_of

AROUND = 3
"""Lines that are shown before and after the one that is meant."""
Stack = list[tuple[str, int]]
"""File and line of each frame, the innermost first."""


class ImportRaised(PluginRefused):
    """The package was broken when it was read again."""

    def __init__(self, package: Package, cause: BaseException) -> None:
        super().__init__(f"importing {package.module!r} raised {type(cause).__name__}: {cause}")
        self.cause = cause


class ImportStuck(PluginRefused):
    """The import did not end in time."""

    def __init__(self, package: Package, seconds: float, stack: Stack) -> None:
        super().__init__(f"importing {package.module!r} did not end within {seconds:g} s")
        self.stack = stack


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line of a file."""

    number: int
    text: str
    is_meant: bool


@dataclass(frozen=True, slots=True)
class Place:
    """One thing that is wrong, with what stands there."""

    file: str
    line: int | None
    said: str
    fix: str
    source: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True)
class Fault:
    """Everything that is wrong at one time; the overlay and the terminal say the same."""

    code: str
    message: str
    places: tuple[Place, ...]

    def text(self) -> str:
        """Return it as lines for a terminal."""
        lines = [f"error: {self.message}"]
        for place in self.places:
            where = f"{place.file}:{place.line}" if place.line else place.file
            lines.append(f"  at:   {where}" if where else "  -")
            if place.said:
                lines.append(f"        {place.said}")
            lines += [f"     {'>' if one.is_meant else ' '} {one.number:>4} | {one.text}" for one in place.source]
            if place.fix:
                lines.append(f"  fix:  {place.fix}")
        return "\n".join([*lines, f"  code: {self.code} (interlink explain {self.code})"])


def fault_from(error: Exception, package: Package) -> Fault:
    """Return what *error* says of *package*, with the lines of its files."""
    if isinstance(error, ImportRaised):
        where = _place_of_cause(error.cause, package, "mend the line; the last good version serves meanwhile")
        return Fault("plugin_refused", error.message, (where,))
    if isinstance(error, ImportStuck):
        fix = "do nothing at import that waits or runs for long: do it in a hook"
        return Fault("plugin_refused", error.message, (_first_inside(error.stack, package, fix),))
    if isinstance(error, InterlinkError):
        places = tuple(_place_of_problem(problem, package) for problem in error.problems)
        return Fault(code_of(error), error.message, places or (Place("", None, "", type(error).fix),))
    return Fault("error", f"{type(error).__name__}: {error}", (_place_of_cause(error, package, ""),))


def fault_of_reply(code: str, message: str, cause: BaseException | None, package: Package) -> Fault:
    """Return what a failed call says; *cause* is what the hook raised, None where it is still under way or silent."""
    fix = "mend the hook and save: the page tries again"
    if cause is not None:
        message = f"{message}: {type(cause).__name__}: {cause}"
        return Fault(code, message, (_place_of_cause(cause, package, fix),))
    if code == "deadline_exceeded":
        place = _first_inside(
            next(iter(stacks_in(package).values()), []), package, "let the hook end, or await what takes long"
        )
        return Fault(code, message, (place,))
    return Fault(code, message, (Place("", None, "", fix),))


def stacks_in(package: Package) -> dict[int, Stack]:
    """Return the stacks of the threads that are inside *package* now."""
    found: dict[int, Stack] = {}
    for thread, innermost in sys._current_frames().items():
        stack = [(frame.f_code.co_filename, line) for frame, line in traceback.walk_stack(innermost)]
        if any(Path(file).is_relative_to(package.folder) for file, _ in stack):
            found[thread] = stack
    return found


def _place_of_problem(problem: Problem, package: Package) -> Place:
    why = f" ({problem.why})" if problem.why else ""
    key = f"{problem.key}: " if problem.key else ""
    said = f"{key}found {problem.found}, expected {problem.expected}{why}"
    return _place(_found(problem.file, package), problem.line, said, problem.fix, package)


def _found(name: str, package: Package) -> Path:
    """Return the file that a message calls *name*, which it may do from its own folder or from the one above."""
    tries = (package.folder / name, package.folder.parent / name, package.folder.parent.parent / name)
    return next((path for path in tries if name and path.is_file()), Path(name))


def _place_of_cause(cause: BaseException, package: Package, fix: str) -> Place:
    said = f"{type(cause).__name__}: {cause}"
    if isinstance(cause, SyntaxError) and cause.filename:
        return _place(Path(cause.filename), cause.lineno, said, fix, package)
    frames = traceback.extract_tb(cause.__traceback__)
    stack = [(frame.filename, frame.lineno or 1) for frame in reversed(frames)]
    return _first_inside(stack, package, fix, said)


def _first_inside(stack: Iterable[tuple[str, int]], package: Package, fix: str, said: str = "") -> Place:
    for file, line in stack:
        if Path(file).is_relative_to(package.folder):
            return _place(Path(file), line, said, fix, package)
    return Place("", None, said, fix)


def _place(file: Path, line: int | None, said: str, fix: str, package: Package) -> Place:
    root = package.project or package.folder.parent
    name = file.relative_to(root).as_posix() if file.is_relative_to(root) else str(file)
    return Place(name if str(file) != "." else "", line, said, fix, tuple(_source(file, line)))


def _source(file: Path, line: int | None) -> list[SourceLine]:
    if line is None:
        return []
    try:
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        return []
    first, last = max(line - AROUND, 1), min(line + AROUND, len(lines))
    return [SourceLine(number, lines[number - 1], number == line) for number in range(first, last + 1)]
