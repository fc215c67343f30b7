# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The checks: each proves one requirement on a case.

A check is an async function marked with the requirement's code; its module is listed here. It returns
when the requirement holds, and raises one of the findings of `results` when it does not.
"""

from collections.abc import Awaitable, Callable, Iterable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

Check = Callable[[Any], Awaitable[None]]
"""A function of a Case, or of a Shipped where the requirement looks at the package's files."""

MODULES = (
    "packaging",
    "manifest",
    "texts",
    "schemas",
    "cloning",
    "exporting",
    "restoring",
    "summarising",
    "deleting",
    "viewing",
    "using",
    "laws",
    "contributing",
    "editing",
    "files",
    "making",
    "names",
    "refusing",
    "behaving",
    "leaving",
    "migrating",
    "health",
)
"""In the order in which reports show what they prove."""

SERVICE_MODULES = (
    "creating",
    "reading",
    "viewing",
    "cloning",
    "downloading",
    "editing",
    "listing",
    "answering",
    "hosting",
    "removing",
)
"""Those in `http`, in the order in which a service is asked."""

_MARK = "interlink_proves"


def proves(code: str) -> Callable[[Check], Check]:
    """Mark a function as the check of the requirement *code*."""

    def mark(check: Check) -> Check:
        setattr(check, _MARK, code)
        return check

    return mark


def all_checks() -> dict[str, Check]:
    """Return every check by the code of the requirement that it proves."""
    return _checks_in(f"{__name__}.{name}" for name in MODULES)


def service_checks() -> dict[str, Check]:
    """Return every check of a service by the code of the requirement that it proves."""
    return _checks_in(f"{__name__}.http.{name}" for name in SERVICE_MODULES)


def _checks_in(modules: Iterable[str]) -> dict[str, Check]:
    return {getattr(check, _MARK): check for name in modules for check in _marked(import_module(name))}


def _marked(module: ModuleType) -> Iterator[Check]:
    return (value for value in vars(module).values() if hasattr(value, _MARK))
