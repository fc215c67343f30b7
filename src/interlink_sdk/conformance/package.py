# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an author ships, as it was found: a manifest, the files beside it, and the distribution around them.

Nothing of it is imported here. A manifest that is wrong is a package all the same: what is wrong
with it is what the checks of packages look at.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import Message
from functools import cached_property
from pathlib import Path
from typing import Any, Self

from interlink_sdk.conformance.results import CannotTell
from interlink_sdk.conformance.wheels import Wheel
from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.manifest import MANIFEST_NAME, Manifest, ManifestFile, read_manifest

ENTRY_POINT_GROUP = "interlink.interlinkers"
LEFT_BY_PYTHON = "__pycache__"


@dataclass(frozen=True)
class Distribution:
    """What a distribution says of itself, in the words of the core metadata."""

    file: str
    """Where it says so: `pyproject.toml` or `METADATA`."""
    name: str = ""
    version: str | None = ""
    """None where it is worked out when the wheel is built."""
    entry_points: tuple[tuple[str, str], ...] = ()
    """Name and value of each interlinker that it offers."""
    requires_python: str = ""
    requires: tuple[str, ...] = ()
    licence: str = ""
    licence_files: tuple[str, ...] = ()
    description: str = ""
    """The text of its README."""


@dataclass(frozen=True)
class Package:
    """One interlinker as its author ships it; it lives as long as the examination."""

    folder: Path
    """Where the manifest stands."""
    module: str = ""
    """What is imported for its hooks; empty for a manifest alone."""
    root: Path | None = None
    """The folder from which `module` is imported."""
    project: Path | None = None
    """The folder with its pyproject.toml."""
    distribution: Distribution | None = None
    wheel: Wheel | None = None

    @classmethod
    def beside(cls, file: ManifestFile) -> Self:
        """Return the package that *file* stands in, without what may be around it."""
        has_code = (file.folder / "__init__.py").is_file()
        return cls(file.folder, file.folder.name, file.folder.parent) if has_code else cls(file.folder)

    @cached_property
    def text(self) -> str:
        """The text of the manifest; empty where it cannot be read."""
        try:
            return (self.folder / MANIFEST_NAME).read_text(encoding="utf-8")
        except (OSError, ValueError):
            return ""

    @cached_property
    def document(self) -> dict[str, Any]:
        """The manifest before it is judged; empty where it is no TOML."""
        try:
            return tomllib.loads(self.text)
        except (tomllib.TOMLDecodeError, RecursionError):
            return {}

    @cached_property
    def file(self) -> ManifestFile | None:
        """The manifest, None where it is wrong."""
        return self._reading[0]

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """Everything that keeps the manifest from being used."""
        return self._reading[1]

    @property
    def manifest(self) -> Manifest:
        """The manifest; raises CannotTell where it is wrong, which other requirements judge."""
        if self.file is None:
            raise CannotTell(f"the manifest cannot be used: {self.problems[0]}")
        return self.file.manifest

    @cached_property
    def digest(self) -> str:
        """SHA-256 over all its files, the same in a folder, in a wheel and installed."""
        total = hashlib.sha256()
        for name, path in self.files():
            total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
        return total.hexdigest()

    def files(self) -> Iterator[tuple[str, Path]]:
        """Yield the files beside the manifest by name, without what Python itself leaves there."""
        for path in sorted(self.folder.rglob("*")):
            relative = path.relative_to(self.folder)
            if path.is_file() and LEFT_BY_PYTHON not in relative.parts:
                yield relative.as_posix(), path

    @cached_property
    def _reading(self) -> tuple[ManifestFile | None, tuple[Problem, ...]]:
        try:
            return read_manifest(self.folder), ()
        except ManifestInvalid as error:
            return None, error.problems


def distribution_from(metadata: Message, entry_points: tuple[tuple[str, str], ...]) -> Distribution:
    """Return what the core *metadata* of a wheel or an installed distribution says."""
    body = metadata.get_payload()
    return Distribution(
        file="METADATA",
        name=metadata.get("Name", ""),
        version=metadata.get("Version", ""),
        entry_points=entry_points,
        requires_python=metadata.get("Requires-Python", ""),
        requires=tuple(metadata.get_all("Requires-Dist") or ()),
        licence=metadata.get("License-Expression") or metadata.get("License") or "",
        licence_files=tuple(metadata.get_all("License-File") or ()),
        description=metadata.get("Description") or (body if isinstance(body, str) else ""),
    )
