# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a path written in `metadata.json` to a file of the bundle.

Paths are written relative to the catalogue's folder, yet INTERLINK publishes *bundle folder + file
name*. A path is followed by comparing its parts with the names in each folder, never by handing it
to the system: it can therefore lead nowhere but to what the catalogue holds.
"""

import os
from dataclasses import dataclass
from pathlib import Path, PurePosixPath, PureWindowsPath

METADATA_NAME = "metadata.json"
BUNDLES_FOLDER = "interlinkers"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a bundle lies: its folder, and what the paths in it call that folder."""

    folder: Path
    home: tuple[str, ...]
    """`("interlinkers", nature, bundle)`"""
    root: Path | None
    """The catalogue's folder; None for a bundle that lies alone."""

    def holds(self, path: Path) -> bool:
        """Say whether *path* is, all links followed, inside the catalogue or the lonely bundle."""
        return path.resolve().is_relative_to((self.root or self.folder).resolve())


@dataclass(frozen=True, slots=True)
class Located:
    """Where a declared path leads: the file that is published, if there is one, and what is wrong."""

    file: Path | None
    faults: tuple[str, ...] = ()


def locate(place: Place, declared: str) -> Located:
    """Find the file that *declared* means."""
    parts = _normalised(declared)
    if parts is None:
        return Located(None, ("path_outside_catalogue",))
    target, is_exact = _follow(place, parts)
    own, is_own_exact = _walk(place.folder, parts[-1:])
    if any(path is not None and not place.holds(path) for path in (target, own)):
        return Located(None, ("path_outside_catalogue",))
    if target is None:
        return _located_by_name(own, is_exact=is_own_exact)
    if not is_exact:
        return Located(own or target, ("case_mismatch",))
    return _located_elsewhere(place, target, own)


def list_files(folder: Path) -> list[str]:
    """Return the names of the files in *folder* and below it, sorted; links are named, not followed."""
    found = []
    for parent, _, names in os.walk(folder):
        found += [(Path(parent) / name).relative_to(folder).as_posix() for name in names]
    return sorted(found)


def printable(name: str) -> str:
    """Return *name* with bytes that are not UTF-8 spelled out, so that it can be part of a message."""
    return name.encode("utf-8", "backslashreplace").decode()


def _located_by_name(own: Path | None, *, is_exact: bool) -> Located:
    if own is None:
        return Located(None, ("missing_file",))
    return Located(own, ("broken_relative_path" if is_exact else "case_mismatch",))


def _located_elsewhere(place: Place, target: Path, own: Path | None) -> Located:
    if target.parent == place.folder:
        return Located(target)
    if place.folder in target.parents:
        return Located(own or target, ("broken_relative_path",))
    return Located(own, ("path_points_to_other_bundle", *(() if own else ("missing_file",))))


def _normalised(declared: str) -> list[str] | None:
    if PureWindowsPath(declared).anchor:
        return None
    parts: list[str] = []
    for part in PurePosixPath(declared).parts:
        if part != "..":
            parts.append(part)
        elif parts:
            parts.pop()
        else:
            return None
    return parts


def _follow(place: Place, parts: list[str]) -> tuple[Path | None, bool]:
    if place.root is not None:
        return _walk(place.root, parts)
    start, rest = tuple(parts[: len(place.home)]), parts[len(place.home) :]
    if _folded(start) != _folded(place.home):
        return None, False
    target, is_exact = _walk(place.folder, rest)
    return target, is_exact and start == place.home


def _walk(folder: Path, parts: list[str]) -> tuple[Path | None, bool]:
    path, is_exact = folder, True
    for part in parts:
        names = _names_in(path)
        if part not in names:
            is_exact = False
            part = next((name for name in sorted(names) if name.casefold() == part.casefold()), "")  # noqa: PLW2901
        if not part:
            return None, False
        path /= part
    return (path, is_exact) if path.is_file() else (None, False)


def _names_in(folder: Path) -> list[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - iterdir would build a path per name
    except OSError:
        return []


def _folded(parts: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.casefold() for part in parts)
