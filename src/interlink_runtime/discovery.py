# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which interlinkers are installed: entry points and manifests, read without importing anything.

A plugin offers `interlink.interlinkers` entry points: the name is the interlinker's id, the value
its package. Whatever cannot be loaded is listed as refused with the reason; the others load.
"""

import json
import logging
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path
from urllib.parse import unquote, urlsplit

from interlink_sdk.errors import InterlinkError, PluginRefused, Problem
from interlink_sdk.manifest import MANIFEST_NAME, ManifestFile, read_manifest

ENTRY_POINT_GROUP = "interlink.interlinkers"

log = logging.getLogger("interlink.discovery")


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


@dataclass(frozen=True, slots=True)
class _Offer:
    """One entry point, with every place where its distribution was found."""

    point: EntryPoint
    title: str
    """Name and version of the distribution."""
    found: tuple[Distribution, ...]


def discover(path: Iterable[str] | None = None) -> Discovery:
    """Return the interlinkers installed on *path* (None: where Python looks for modules)."""
    candidates: dict[str, list[Candidate]] = {}
    refusals: list[Refusal] = []
    for offer in _offers(path):
        try:
            candidates.setdefault(offer.point.name, []).append(_candidate(offer))
        except InterlinkError as error:
            refusals.append(Refusal(offer.point.name, offer.title, error))
    # an identifier leads to people's assets: where two claim it, neither gets them
    clashes = [candidate for claims in candidates.values() if len(claims) > 1 for candidate in claims]
    refusals += [_clash(candidate, candidates[candidate.id]) for candidate in clashes]
    return Discovery(
        tuple(claims[0] for _, claims in sorted(candidates.items()) if len(claims) == 1),
        tuple(sorted(refusals, key=lambda refusal: (refusal.id, refusal.distribution))),
    )


def _offers(path: Iterable[str] | None) -> Iterator[_Offer]:
    # an editable install may show a distribution a second time through its egg-info
    by_name: dict[str, list[Distribution]] = {}
    for distribution in distributions() if path is None else distributions(path=list(path)):
        try:
            name = re.sub(r"[-_.]+", "-", distribution.metadata["Name"]).lower()
        except Exception as error:  # noqa: BLE001 - whatever is wrong with foreign metadata, the others load
            log.warning("a distribution without readable metadata is passed over: %r", error)
            continue
        by_name.setdefault(name, []).append(distribution)
    for _, found in sorted(by_name.items()):
        try:
            points = [point for point in found[0].entry_points if point.group == ENTRY_POINT_GROUP]
        except Exception:
            log.exception("the entry points of %s cannot be read", found[0].name)
            continue
        title = f"{found[0].name} {found[0].version}"
        yield from (_Offer(point, title, tuple(found)) for point in points)


def _candidate(offer: _Offer) -> Candidate:
    point = offer.point
    package = point.value.partition(":")[0].strip()
    folder = next(filter(None, (_package_folder(distribution, package) for distribution in offer.found)), None)
    if folder is None:
        raise _refused(
            point.name,
            f"the entry point leads to {package!r}, which has no {MANIFEST_NAME}",
            f"put {MANIFEST_NAME} into the package {package!r} and into the wheel, or correct the entry point",
        )
    file = read_manifest(folder)
    if file.manifest.id != point.name:
        raise _refused(
            point.name,
            f"the entry point is called {point.name!r}, the manifest says {file.manifest.id!r}",
            "give both the same identifier",
        )
    return Candidate(point.name, package, offer.title, file)


def _package_folder(distribution: Distribution, package: str) -> Path | None:
    """Return where *package* lies: through RECORD, or for an editable install through PEP 610."""
    if not all(part.isidentifier() for part in package.split(".")):
        return None
    inside = package.replace(".", "/")
    manifest = f"{inside}/{MANIFEST_NAME}"
    # RECORD is read as text: making objects of its thousands of lines takes most of a start
    record = distribution.read_text("RECORD") or ""
    if any(line.startswith(f"{manifest},") for line in record.splitlines()):
        return Path(str(distribution.locate_file(manifest))).parent
    for root in _editable_roots(distribution):
        for folder in (root / "src" / inside, root / inside):
            if (folder / MANIFEST_NAME).is_file():
                return folder
    return None


def _editable_roots(distribution: Distribution) -> Iterator[Path]:
    try:
        origin = json.loads(distribution.read_text("direct_url.json") or "{}")
        url = urlsplit(str(origin["url"]))
        is_editable = origin["dir_info"]["editable"] is True
    except (ValueError, KeyError, TypeError):
        return
    if url.scheme == "file" and is_editable:
        yield Path(unquote(url.path))


def _clash(candidate: Candidate, claims: Iterable[Candidate]) -> Refusal:
    others = " and ".join(claim.distribution for claim in claims if claim is not candidate)
    error = _refused(candidate.id, f"the identifier is taken by {others}", "uninstall all but one of them")
    return Refusal(candidate.id, candidate.distribution, error)


def _refused(identifier: str, found: str, fix: str) -> PluginRefused:
    problem = Problem(
        code="plugin_refused", key=identifier, found=found, expected="a plugin that can be loaded", fix=fix
    )
    return PluginRefused(f"{identifier!r} is not loaded", problems=[problem])
