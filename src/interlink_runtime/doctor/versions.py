# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the runtime stands on: Python, SQLite, the validator."""

import sqlite3
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version

from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.store.inspection import has_full_text_search

MIN_PYTHON = (3, 11)
MIN_SQLITE = (3, 38, 0)
"""With it came JSON functions that are always there; what the statements need is older."""
VALIDATOR = "jsonschema-rs"


@dataclass(frozen=True, slots=True)
class Versions:
    """What is installed."""

    python: tuple[int, ...]
    sqlite: tuple[int, ...]
    has_full_text_search: bool
    validator: str | None


def present_versions() -> Versions:
    """Return what this process runs on."""
    try:
        validator = version(VALIDATOR)
    except PackageNotFoundError:
        validator = None
    return Versions(sys.version_info[:3], sqlite3.sqlite_version_info, has_full_text_search(), validator)


def examine_versions(present: Versions) -> Iterator[Finding]:
    """Yield what is too old, or missing."""
    fix = "install a newer Python"
    if present.python[:2] < MIN_PYTHON:
        yield problem("python_too_old", "Python", _dotted(present.python), fix)
    if present.sqlite < MIN_SQLITE:
        yield problem("sqlite_too_old", "SQLite", _dotted(present.sqlite), f"{fix}, which brings a newer SQLite")
    if not present.has_full_text_search:
        yield problem("full_text_search_missing", "SQLite", "no FTS5", f"{fix} whose SQLite has FTS5")
    if present.validator is None or not _was_tried(present.validator):
        fix = "install what requirements.lock has"
        yield warning("validator_missing", VALIDATOR, present.validator or "not installed", fix)


def _was_tried(installed: str) -> bool:
    """Say whether the version is one that the distribution asks for."""
    wanted = next((text for text in requires("interlink") or () if text.startswith(VALIDATOR)), "")
    bounds = wanted.partition(";")[0].removeprefix(VALIDATOR).split(",")
    numbers = _numbers(installed)
    for bound in (text.strip() for text in bounds):
        if bound.startswith(">=") and numbers < _numbers(bound[2:]):
            return False
        if bound.startswith("<") and numbers >= _numbers(bound[1:]):
            return False
    return True


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(".") if part.isdigit())


def _dotted(numbers: tuple[int, ...]) -> str:
    return ".".join(map(str, numbers))
