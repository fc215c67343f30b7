# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a path of modules has installed: distributions, and what each one offers."""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib.machinery import PathFinder
from importlib.metadata import Distribution, DistributionFinder, PathDistribution
from pathlib import Path

ENTRY_POINT_GROUP = "interlink.interlinkers"
ENTRY_POINTS = "entry_points.txt"
METADATA = ("METADATA", "PKG-INFO")
_ENDINGS = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Point:
    """One entry point: an interlinker's id, and the package it stands for."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Installed:
    """One distribution where it was found."""

    folder: str
    """Empty for one that does not lie in a folder of its own."""
    name: str
    """As names are compared."""
    title: str
    """Name and version."""
    points: tuple[Point, ...]
    distribution: Distribution | None = None
    """Of one without a folder."""


def roots_on(path: Iterable[str] | None) -> list[str]:
    """Return the folders that are looked into for *path* (None: where Python looks for modules)."""
    return [root or "." for root in dict.fromkeys(sys.path if path is None else path)]


def folders_in(root: str) -> list[str]:
    """Return the metadata folders of distributions in *root*, those of eggs last."""
    try:
        names = os.listdir(root)  # noqa: PTH208 - thousands of names, which need not be paths
    except OSError:
        return []
    found = [name for name in names if name.lower().endswith(_ENDINGS)]
    eggs = [f"{name}/EGG-INFO" for name in names if name.lower().endswith(".egg") and Path(root, name).is_dir()]
    return [f"{root}/{name}" for name in (*found, *eggs)]


def strangers(roots: Sequence[str], path: Iterable[str] | None) -> list[Distribution]:
    """Return the distributions that lie in no folder: in archives, or known to finders of others."""
    found: list[Distribution] = []
    for root in roots:
        if Path(root).is_file():
            found += PathFinder.find_distributions(DistributionFinder.Context(path=[root]))
    for finder in sys.meta_path:
        if finder is not PathFinder and (find := getattr(finder, "find_distributions", None)):
            context = DistributionFinder.Context() if path is None else DistributionFinder.Context(path=list(path))
            found += find(context)
    return found


def read_folder(folder: str) -> Installed:
    """Read the distribution in *folder*; raises whatever foreign metadata may raise."""
    return replace(read_distribution(PathDistribution(Path(folder))), folder=folder, distribution=None)


def read_distribution(distribution: Distribution) -> Installed:
    """Read what *distribution* offers; raises whatever foreign metadata may raise."""
    metadata = distribution.metadata
    points = tuple(
        Point(point.name, point.value) for point in distribution.entry_points if point.group == ENTRY_POINT_GROUP
    )
    name = re.sub(r"[-_.]+", "-", metadata["Name"]).lower()
    return Installed("", name, f"{metadata['Name']} {metadata['Version']}", points, distribution)


def what_tells(folder: str, installed: Installed) -> list[str]:
    """Return the paths that change when what *installed* says does; of what offers nothing, its name is no concern."""
    watched = f"{folder}/{ENTRY_POINTS}"
    if not Path(watched).exists():
        return [folder]  # a file that is added changes its folder
    return [watched, *(f"{folder}/{name}" for name in METADATA if installed.points)]


def grouped(all_installed: Iterable[Installed]) -> Iterator[tuple[Installed, ...]]:
    """Yield what was found of each distribution, by name; an egg-info may show an editable one a second time."""
    by_name: dict[str, list[Installed]] = {}
    for installed in all_installed:
        by_name.setdefault(installed.name, []).append(installed)
    for _, found in sorted(by_name.items()):
        yield tuple(found)
