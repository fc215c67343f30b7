# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an author's folder to the package in it: through pyproject.toml where there is one, else by looking.

A project whose pyproject.toml is wrong is examined all the same, as far as its manifest can be found.
"""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interlink_sdk.conformance.package import ENTRY_POINT_GROUP, Distribution, Package
from interlink_sdk.errors import Problem, TargetUnknown
from interlink_sdk.manifest import MANIFEST_NAME

PROJECT_NAME = "pyproject.toml"


def package_in(folder: Path) -> Package:
    """Return the package that lies in *folder*; raises TargetUnknown, which says what was looked for."""
    if (folder / MANIFEST_NAME).is_file():
        return _package_at(folder)
    distribution = read_project(folder)
    candidates = list(dict.fromkeys(_candidates(folder, distribution)))
    if len(candidates) != 1:
        raise _unknown(folder, candidates)
    return _package_at(candidates[0], project=folder if distribution else None, distribution=distribution)


def read_project(folder: Path) -> Distribution | None:
    """Return what the pyproject.toml in *folder* says; None if there is none or it is no TOML."""
    try:
        document = tomllib.loads((folder / PROJECT_NAME).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    table = _table(document.get("project"))
    readme = _text_of(folder, table.get("readme"))
    return Distribution(
        file=PROJECT_NAME,
        name=str(table.get("name", "")),
        version=None if "version" in _list(table.get("dynamic")) else str(table.get("version", "")),
        entry_points=_offered(table),
        requires_python=str(table.get("requires-python", "")),
        requires=tuple(map(str, _list(table.get("dependencies")))),
        licence=_licence(table.get("license")),
        licence_files=tuple(_licence_files(folder, table)),
        description=readme,
    )


def _package_at(folder: Path, *, project: Path | None = None, distribution: Distribution | None = None) -> Package:
    parts = [folder.name]
    root = folder.parent
    if not (folder / "__init__.py").is_file():
        return Package(folder, project=project, distribution=distribution)
    while (root / "__init__.py").is_file():
        parts.insert(0, root.name)
        root = root.parent
    return Package(folder, ".".join(parts), root, project=project, distribution=distribution)


def _candidates(folder: Path, distribution: Distribution | None) -> Iterator[Path]:
    """Yield the folders with a manifest: those that entry points name, else those in the usual places."""
    named = [value.partition(":")[0].strip().replace(".", "/") for _, value in _points(distribution)]
    places = [place for inside in named for place in (folder / "src" / inside, folder / inside)]
    if found := [place for place in places if (place / MANIFEST_NAME).is_file()]:
        yield from found
    else:
        for pattern in (f"src/*/{MANIFEST_NAME}", f"*/{MANIFEST_NAME}"):
            yield from (place.parent for place in sorted(folder.glob(pattern)))


def _points(distribution: Distribution | None) -> tuple[tuple[str, str], ...]:
    return distribution.entry_points if distribution else ()


def _unknown(folder: Path, candidates: list[Path]) -> TargetUnknown:
    names = ", ".join(repr(place.relative_to(folder).as_posix()) for place in candidates)
    places = f"it, the package that {PROJECT_NAME} names under {ENTRY_POINT_GROUP!r}, src/*/ and */"
    write = f"write {MANIFEST_NAME}, or name the folder that has it"
    problem = Problem(
        code="offers_not_one" if candidates else "no_manifest",
        file=str(folder),
        found=f"manifests in {names}" if candidates else f"no {MANIFEST_NAME}; looked into {places}",
        expected="a folder with one interlinker",
        fix="name the folder of one of them" if candidates else write,
    )
    return TargetUnknown(f"there is no one interlinker to examine in {str(folder)!r}", problems=[problem])


def _offered(table: dict[str, Any]) -> tuple[tuple[str, str], ...]:
    group = _table(_table(table.get("entry-points")).get(ENTRY_POINT_GROUP))
    return tuple((name, str(value)) for name, value in group.items())


def _licence(value: Any) -> str:
    """Return the licence expression (PEP 639), or the text of the older table."""
    return str(value.get("text", "")) if isinstance(value, dict) else str(value or "")


def _licence_files(folder: Path, table: dict[str, Any]) -> Iterator[str]:
    older = _table(table.get("license")).get("file")
    named = [str(older)] if older else _list(table.get("license-files"))
    # what build tools take where nothing is named (PEP 639)
    patterns = named or ["LICEN[CS]E*", "COPYING*", "NOTICE*", "AUTHORS*"]
    for pattern in map(str, patterns):
        if not re.search(r"^/|(^|/)\.\.(/|$)", pattern):
            yield from (place.relative_to(folder).as_posix() for place in sorted(folder.glob(pattern)))


def _text_of(folder: Path, readme: Any) -> str:
    if isinstance(readme, dict):
        if "text" in readme:
            return str(readme["text"])
        readme = readme.get("file")
    names = [readme] if isinstance(readme, str) else []
    try:
        return next(((folder / name).read_text(encoding="utf-8") for name in names), "")
    except (OSError, ValueError):
        return ""


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []
