# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the sound interlinker to one that is wrong in exactly one way, as a package that can be imported."""

import importlib
import json
import re
import shutil
import sys
import tomllib
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from interlink_sdk.conformance.package import Package
from interlink_sdk.conformance.subject import OpenSubject, Subject
from interlink_sdk.conformance.subjects.keeper import keeper_subject
from interlink_sdk.manifest import ManifestFile

from .wheels import ChangeWheel, shipped_in

SOUND_FOLDER = Path(__file__).parent / "sound"
MANIFEST_NAME = "interlinker.toml"

_numbers = count(1)
"""No two packages of one process have the same name, so that none is found in place of another."""


class Host:
    """A subject that leaves everything to the right one, but for what its subclass does wrong."""

    def __init__(self, subject: Any) -> None:
        self.subject = subject

    def __getattr__(self, name: str) -> Any:
        return getattr(self.subject, name)


@dataclass(frozen=True)
class Miniature:
    """One way to be wrong."""

    name: str
    breaks: str
    """The code of the requirement that its check must find unmet; empty for the sound one."""
    hooks: str = ""
    """Source text of `@hookimpl` functions, which replace those of the sound interlinker; it sees its names."""
    manifest: Mapping[str, Any] = field(default_factory=dict)
    """By dotted key path what the manifest says instead; None removes the key."""
    files: Mapping[str, bytes | None] = field(default_factory=dict)
    """By path inside the package what a file holds instead; None removes it."""
    host: Callable[[Subject], Any] | None = None
    """What a wrong host makes of the right subject."""
    package: str = ""
    """What the package is called instead of a name that nothing else has."""
    wheel: ChangeWheel | None = None
    """What is wrong with the wheel that the package comes in."""
    wheel_name: str = ""
    """What the wheel's file is called instead."""
    distribution: Mapping[str, Any] = field(default_factory=dict)
    """What the distribution says of itself instead."""
    also: frozenset[str] = frozenset()
    """Codes of other requirements that the same fault necessarily breaks."""
    because: str = ""
    """Why it breaks those as well."""


SOUND = Miniature("sound", breaks="")


@dataclass(frozen=True)
class Built:
    """A miniature that stands in a folder; it lives as long as the folder."""

    package: str
    """The name to import it by."""
    shipped: Package
    """The package as it comes out of a wheel; its manifest may be wrong."""
    open_subject: OpenSubject

    @property
    def manifest_file(self) -> ManifestFile:
        """The manifest, where it is sound."""
        assert self.shipped.file is not None, self.shipped.problems
        return self.shipped.file


def built(miniature: Miniature, folder: Path, *, build: Callable[[str], OpenSubject] | None = None) -> Built:
    """Write *miniature* as a package in *folder*, from which it can then be imported.

    *build* makes what opens a subject of the package's name; by default the SDK's keeper.
    """
    unique = f"mini_{re.sub(r'[^a-z0-9]+', '_', miniature.name.lower())}_{next(_numbers)}"
    package = miniature.package or unique
    place = folder / package
    shutil.copytree(SOUND_FOLDER, place, ignore=shutil.ignore_patterns("__pycache__"))
    _change_files(place, miniature.files)
    if miniature.manifest:
        _change_manifest(place / MANIFEST_NAME, miniature.manifest)
    if miniature.hooks:
        module = place / "__init__.py"
        module.write_text(f"{module.read_text('utf-8')}\n\n{miniature.hooks}\n", encoding="utf-8")
    if str(folder) not in sys.path:
        sys.path.insert(0, str(folder))
    importlib.invalidate_caches()
    opened = (build or keeper_subject)(package)
    shipped = _said(shipped_in(place, miniature.wheel, miniature.wheel_name), miniature.distribution)
    return Built(package, shipped, _hosted(opened, miniature.host) if miniature.host else opened)


def _said(package: Package, words: Mapping[str, Any]) -> Package:
    assert package.distribution is not None
    return replace(package, distribution=replace(package.distribution, **words)) if words else package


def _hosted(open_subject: OpenSubject, host: Callable[[Subject], Any]) -> OpenSubject:
    @asynccontextmanager
    async def open_host() -> AsyncIterator[Subject]:
        async with open_subject() as subject:
            yield host(subject)

    return open_host


def _change_files(place: Path, files: Mapping[str, bytes | None]) -> None:
    for name, content in files.items():
        path = place / name
        if content is None:
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)


def _change_manifest(path: Path, overlay: Mapping[str, Any]) -> None:
    document = tomllib.loads(path.read_text("utf-8"))
    for dotted, value in overlay.items():
        _put(document, dotted.split("."), value)
    lines = (f"{json.dumps(key)} = {_as_toml(value)}\n" for key, value in document.items())
    path.write_text("".join(lines), encoding="utf-8")


def _put(document: Any, steps: list[str], value: Any) -> None:
    *inner, last = [int(step) if step.isdecimal() else step for step in steps]
    for step in inner:
        document = document[step] if isinstance(document, list) else document.setdefault(step, {})
    if value is None:
        del document[last]
    else:
        document[last] = value


def _as_toml(value: Any) -> str:
    match value:
        case dict():
            inside = ", ".join(f"{json.dumps(key)} = {_as_toml(inner)}" for key, inner in value.items())
            return f"{{ {inside} }}"
        case list() | tuple():
            return f"[{', '.join(map(_as_toml, value))}]"
        case date():
            return value.isoformat()
        case _:
            return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
