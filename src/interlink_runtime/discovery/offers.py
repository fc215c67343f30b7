# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an entry point to a candidate: the package's folder, its manifest, and all that was looked at for it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, PathDistribution
from pathlib import Path
from urllib.parse import unquote, urlsplit

from interlink_runtime.discovery.found import Candidate
from interlink_runtime.discovery.installed import ENTRY_POINTS, Installed, Point
from interlink_sdk.errors import PluginRefused, Problem
from interlink_sdk.manifest import MANIFEST_NAME, ManifestFile, read_manifest

_METADATA = ("", "METADATA", "PKG-INFO", "RECORD", "direct_url.json", ENTRY_POINTS)
_LOCALES = "locales"


@dataclass(frozen=True, slots=True)
class Offer:
    """One entry point, with every place where its distribution was found."""

    point: Point
    found: tuple[Installed, ...]

    @property
    def title(self) -> str:
        """Name and version of the distribution."""
        return self.found[0].title

    @property
    def package(self) -> str:
        """The package that the entry point leads to."""
        return self.point.value.partition(":")[0].strip()

    @property
    def has_folders(self) -> bool:
        """Whether all of it lies in folders, whose changes are seen."""
        return all(installed.folder for installed in self.found)

    @property
    def key(self) -> tuple[str, ...]:
        """What tells it from every other offer."""
        return (self.point.name, self.point.value, *(installed.folder for installed in self.found))


def candidate_of(offer: Offer) -> Candidate:
    """Read the manifest that *offer* leads to; raises PluginRefused or ManifestInvalid."""
    point, package = offer.point, offer.package
    folder = next(filter(None, (_package_folder(_distribution(one), package) for one in offer.found)), None)
    if folder is None:
        raise refused(
            point.name,
            f"the entry point leads to {package!r}, which has no {MANIFEST_NAME}",
            f"put {MANIFEST_NAME} into the package {package!r} and into the wheel, or correct the entry point",
        )
    file = read_manifest(folder)
    if file.manifest.id != point.name:
        raise refused(
            point.name,
            f"the entry point is called {point.name!r}, the manifest says {file.manifest.id!r}",
            "give both the same identifier",
        )
    return Candidate(point.name, package, offer.title, file)


def looked_at(offer: Offer, file: ManifestFile) -> list[str]:
    """Return the paths on which it depends that *offer* leads to *file* and to what it says.

    What could be added and then count changes the folder that it is added to.
    """
    metadata = [f"{installed.folder}/{name}" for installed in offer.found for name in _METADATA]
    editable = [
        f"{root}/{'/'.join(steps[:length])}"
        for one in offer.found
        for root in _editable_roots(_distribution(one))
        for steps in (["src", *offer.package.split(".")], offer.package.split("."))
        for length in range(len(steps) + 1)
    ]
    has_locales = file.path(_LOCALES).exists()
    return [*metadata, *editable, *(str(file.path(name)) for name in (*file.files, _LOCALES if has_locales else "."))]


def refused(identifier: str, found: str, fix: str) -> PluginRefused:
    """Return the error for an interlinker that is not loaded."""
    problem = Problem(
        code="plugin_refused", key=identifier, found=found, expected="a plugin that can be loaded", fix=fix
    )
    return PluginRefused(f"{identifier!r} is not loaded", problems=[problem])


def _distribution(installed: Installed) -> Distribution:
    return installed.distribution or PathDistribution(Path(installed.folder))


def _package_folder(distribution: Distribution, package: str) -> Path | None:
    """Return where *package* lies: through RECORD, or for an editable install through PEP 610."""
    if not all(part.isidentifier() for part in package.split(".")):
        return None
    manifest = f"{package.replace('.', '/')}/{MANIFEST_NAME}"
    # RECORD is read as text: making objects of its thousands of lines takes most of a start
    record = distribution.read_text("RECORD") or ""
    if any(line.startswith(f"{manifest},") for line in record.splitlines()):
        return Path(str(distribution.locate_file(manifest))).parent
    return next(
        (place for place in _editable_folders(distribution, package) if (place / MANIFEST_NAME).is_file()), None
    )


def _editable_folders(distribution: Distribution, package: str) -> Iterator[Path]:
    inside = package.replace(".", "/")
    for root in _editable_roots(distribution):
        yield from (root / "src" / inside, root / inside)


def _editable_roots(distribution: Distribution) -> Iterator[Path]:
    try:
        origin = json.loads(distribution.read_text("direct_url.json") or "{}")
        url = urlsplit(str(origin["url"]))
        is_editable = origin["dir_info"]["editable"] is True
    except (ValueError, KeyError, TypeError):
        return
    if url.scheme == "file" and is_editable:
        yield Path(unquote(url.path))
