# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which interlinkers are installed: entry points and manifests, read without importing anything.

A plugin offers `interlink.interlinkers` entry points: the name is the interlinker's id, the value
its package. Whatever cannot be loaded is listed as refused with the reason; the others load.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path
from urllib.parse import unquote, urlsplit

from interlink_sdk.errors import InterlinkError, PluginRefused, Problem
from interlink_sdk.manifest import MANIFEST_NAME, ManifestFile, read_manifest

ENTRY_POINT_GROUP = "interlink.interlinkers"


@dataclass(frozen=True, slots=True)
class Candidate:
    """An installed interlinker whose manifest is sound."""

    id: str
    package: str
    """The package to import for its hooks."""
    distribution: str
    file: ManifestFile


@dataclass(frozen=True, slots=True)
class Refusal:
    """An installed interlinker that is not loaded, and why."""

    id: str
    distribution: str
    error: InterlinkError


@dataclass(frozen=True, slots=True)
class Discovery:
    """What was found at one time, in the order of identifiers."""

    candidates: tuple[Candidate, ...]
    refusals: tuple[Refusal, ...]


def discover(path: Iterable[str] | None = None) -> Discovery:
    """Return the interlinkers installed on *path* (None: where Python looks for modules)."""
    candidates: dict[str, Candidate] = {}
    refusals: list[Refusal] = []
    for distribution, point in _entry_points(path):
        name = f"{distribution.name} {distribution.version}"
        try:
            candidate = _candidate(distribution, point, name)
            if taken := candidates.get(candidate.id):
                raise _refused(point, f"the identifier is taken by {taken.distribution}", "uninstall one of the two")
            candidates[candidate.id] = candidate
        except InterlinkError as error:
            refusals.append(Refusal(point.name, name, error))
    return Discovery(
        tuple(sorted(candidates.values(), key=lambda candidate: candidate.id)),
        tuple(sorted(refusals, key=lambda refusal: (refusal.id, refusal.distribution))),
    )


def _entry_points(path: Iterable[str] | None) -> Iterator[tuple[Distribution, EntryPoint]]:
    seen: set[str] = set()
    found = distributions() if path is None else distributions(path=list(path))
    for distribution in found:
        # an editable install may show a distribution a second time through its egg-info
        name = (distribution.metadata["Name"] or "").lower().replace("_", "-")
        if name in seen:
            continue
        seen.add(name)
        yield from ((distribution, point) for point in distribution.entry_points if point.group == ENTRY_POINT_GROUP)


def _candidate(distribution: Distribution, point: EntryPoint, name: str) -> Candidate:
    package = point.value.partition(":")[0].strip()
    folder = _package_folder(distribution, package)
    if folder is None:
        raise _refused(
            point,
            f"the entry point leads to {package!r}, which has no {MANIFEST_NAME}",
            f"put {MANIFEST_NAME} into the package {package!r} and into the wheel, or correct the entry point",
        )
    file = read_manifest(folder)
    if file.manifest.id != point.name:
        raise _refused(
            point,
            f"the entry point is called {point.name!r}, the manifest says {file.manifest.id!r}",
            "give both the same identifier",
        )
    return Candidate(point.name, package, name, file)


def _package_folder(distribution: Distribution, package: str) -> Path | None:
    """Return where *package* lies: through RECORD, or for an editable install through PEP 610."""
    inside = package.replace(".", "/")
    manifest = f"{inside}/{MANIFEST_NAME}"
    for file in distribution.files or ():
        if str(file) == manifest:
            return Path(str(distribution.locate_file(file))).parent
    for root in _editable_roots(distribution):
        for folder in (root / "src" / inside, root / inside):
            if (folder / MANIFEST_NAME).is_file():
                return folder
    return None


def _editable_roots(distribution: Distribution) -> Iterator[Path]:
    try:
        origin = json.loads(distribution.read_text("direct_url.json") or "{}")
    except ValueError:
        return
    url = urlsplit(str(origin.get("url", "")))
    if url.scheme == "file" and origin.get("dir_info", {}).get("editable"):
        yield Path(unquote(url.path))


def _refused(point: EntryPoint, found: str, fix: str) -> PluginRefused:
    problem = Problem(
        code="plugin_refused", key=point.name, found=found, expected="a plugin that can be loaded", fix=fix
    )
    return PluginRefused(f"{point.name!r} is not loaded", problems=[problem])
