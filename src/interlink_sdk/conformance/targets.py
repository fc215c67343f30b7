# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From what somebody names to what is examined: a folder, a wheel, an installed interlinker, an address.

Reading a target runs nothing of it. A wheel is judged before it is unpacked, and unpacked into a
folder that lives as long as the examination.
"""

import asyncio
import sys
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from email.message import Message
from importlib.metadata import Distribution as Installed
from importlib.metadata import EntryPoint
from pathlib import Path
from typing import cast

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.examine import CHECK_TIMEOUT_S, Progress, examine
from interlink_sdk.conformance.opening import opening_of
from interlink_sdk.conformance.package import ENTRY_POINT_GROUP, Package, distribution_from
from interlink_sdk.conformance.projects import package_in
from interlink_sdk.conformance.requirements import Requirement
from interlink_sdk.conformance.results import CannotTell, Report, Target
from interlink_sdk.conformance.subject import OpenSubject, Subject
from interlink_sdk.conformance.subjects.keeper import keeper_subject
from interlink_sdk.conformance.wheels import read_wheel, unpack
from interlink_sdk.errors import Problem, SettingsInvalid, TargetUnknown
from interlink_sdk.manifest.faults import suggestion
from interlink_sdk.validation import SchemaValidator


@dataclass(frozen=True)
class InstalledPackage:
    """An interlinker in this environment, as whoever finds installed ones describes it."""

    module: str
    folder: Path
    distribution: Installed


FindInstalled = Callable[[], Mapping[str, InstalledPackage]]


def is_address(said: str) -> bool:
    """Say whether *said* names a service rather than a package."""
    return said.startswith(("http://", "https://"))


@contextmanager
def open_target(said: str, find_installed: FindInstalled = dict) -> Iterator[Package]:
    """Give the package that *said* names; raises TargetUnknown or TargetRefused."""
    if is_address(said):
        raise _unknown(said, "a web address", "a package: services are not examined by this version")
    path = Path(said).expanduser()
    if path.is_dir():
        yield package_in(path.resolve())
    elif path.exists() or path.suffix == ".whl":
        with _unpacked(path.resolve()) as package:
            yield package
    else:
        yield _installed(said, find_installed())


async def examine_package(
    package: Package,
    said: str,
    *,
    settings: JsonObject | None = None,
    requirements: Mapping[str, Requirement] | None = None,
    timeout_s: float = CHECK_TIMEOUT_S,
    progress: Progress = lambda _done, _total: None,
) -> Report:
    """Examine *package*, kept by the SDK's keeper, and return the report about the target *said*.

    Raises SettingsInvalid for *settings* that the interlinker does not take.
    """
    _require_settings(package, settings)
    with importable(package):
        return await examine(
            subject_of(package, settings),
            package,
            target_of(package, said),
            requirements=requirements,
            timeout_s=timeout_s,
            progress=progress,
        )


def target_of(package: Package, said: str) -> Target:
    """Return how a report names *package*."""
    identifier, version = package.document.get("id"), package.document.get("version")
    return Target(
        name=said,
        interlinker=identifier if isinstance(identifier, str) else "",
        version=version if isinstance(version, str) else "",
        digest=package.digest,
        placement="keeper",
    )


def subject_of(package: Package, settings: JsonObject | None = None) -> OpenSubject:
    """Return what opens a fresh keeper of *package*; it raises CannotTell where the package cannot be imported."""
    open_keeper = keeper_subject(package.module or package.folder, settings=settings)

    @asynccontextmanager
    async def open_subject() -> AsyncIterator[Subject]:
        # tried elsewhere first: an import may end the process that it happens in
        obstacle = (await asyncio.to_thread(opening_of, package)).obstacle if package.root else ""
        if obstacle:
            raise CannotTell(obstacle)
        async with open_keeper() as subject:
            yield subject

    return open_subject


@contextmanager
def importable(package: Package) -> Iterator[None]:
    """Let *package* be imported from its folder, in front of everything else."""
    if package.root is None:
        yield
        return
    root = str(package.root)
    sys.path.insert(0, root)
    try:
        yield
    finally:
        sys.path.remove(root)


def _require_settings(package: Package, settings: JsonObject | None) -> None:
    if settings is None or package.file is None:
        return
    schema = package.file.manifest.settings
    if not isinstance(schema, dict):
        raise SettingsInvalid(f"{package.file.manifest.id!r} takes no settings")
    if problems := SchemaValidator(schema).problems(settings):
        raise SettingsInvalid(f"{package.file.manifest.id!r} does not take these settings", problems=problems)


@contextmanager
def _unpacked(path: Path) -> Iterator[Package]:
    if not path.is_file():
        raise _unknown(str(path), "nothing" if not path.exists() else "no regular file", "a wheel")
    wheel = read_wheel(path, ENTRY_POINT_GROUP)
    with tempfile.TemporaryDirectory(prefix="interlink-wheel-") as place:
        root = Path(place).resolve()
        unpack(wheel, root)
        folder = root.joinpath(*wheel.module.split("."))
        has_code = (folder / "__init__.py").is_file()
        yield Package(
            folder,
            module=wheel.module if has_code else "",
            root=root if has_code else None,
            distribution=distribution_from(wheel.metadata, wheel.entry_points),
            wheel=wheel,
        )


def _installed(said: str, installed: Mapping[str, InstalledPackage]) -> Package:
    if said not in installed:
        where = "no such file or folder, and no such interlinker in this environment"
        near = suggestion(said, list(installed))
        raise _unknown(said, where, f"one of {', '.join(sorted(installed))}" if installed else "a target", near)
    found = installed[said]
    points = tuple((point.name, point.value) for point in found.distribution.entry_points if _offers(point))
    has_code = (found.folder / "__init__.py").is_file()
    return Package(
        found.folder,
        module=found.module if has_code else "",
        root=found.folder.parents[found.module.count(".")] if has_code else None,
        distribution=distribution_from(cast("Message", found.distribution.metadata), points),
    )


def _offers(point: EntryPoint) -> bool:
    return point.group == ENTRY_POINT_GROUP


def _unknown(said: str, found: str, expected: str, fix: str = "") -> TargetUnknown:
    problem = Problem(code="no_target", file=said, found=found, expected=expected, fix=fix or TargetUnknown.fix)
    return TargetUnknown(f"{said!r} cannot be examined", problems=[problem])
