# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a project to an INTERLINK bundle: metadata.json, and the files that it names.

What came from a bundle goes back as it came. Another project is laid out as INTERLINK wants it: all
files directly in the folder, pictures in `snapshots/`.
"""

import json
import tomllib
from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path, PurePosixPath
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.converting.conversion import Conversion
from interlink_sdk.converting.project import OWN_NAMES
from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.manifest import MANIFEST_NAME, read_manifest
from interlink_sdk.metadata import metadata_from_manifest
from interlink_sdk.metadata.bundle import SNAPSHOTS_FOLDER, is_address
from interlink_sdk.metadata.places import METADATA_NAME

LEFT_BY_PYTHON = "__pycache__"
LACKED_BY_BUNDLES = frozenset({"contradiction", "missing_file", "missing_language", "undeclared_language"})
"""What a manifest may have wrong on the way back, because the bundle had it wrong already."""


def bundle_from_project(folder: Path) -> Conversion:
    """Return the bundle that the package in *folder* becomes; raises ManifestInvalid."""
    manifest = _manifest_in(folder)
    kept = _table(_table(manifest.get("catalogue")).get("interlink"))
    if "order" in kept:
        copies = dict(_all_files(folder))
    else:
        manifest, copies = _flattened(manifest, folder)
    document, notes = metadata_from_manifest(manifest)
    name = f"{manifest.get('nature', 'software')}/{kept.get('bundle', manifest['id'])}"
    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    return Conversion(f"interlinkers/{name}", {METADATA_NAME: text}, copies, tuple(notes))


def _manifest_in(folder: Path) -> JsonObject:
    """Return the manifest as it was written; what a bundle lacked may still be lacking."""
    try:
        read_manifest(folder)
        return _written(folder)
    except ManifestInvalid as error:
        came_without = all(problem.code in LACKED_BY_BUNDLES for problem in error.problems)
        if came_without and "order" in _table(_table(_written(folder).get("catalogue")).get("interlink")):
            return _written(folder)
        raise


def _written(folder: Path) -> JsonObject:
    document = tomllib.loads((folder / MANIFEST_NAME).read_text(encoding="utf-8"))
    written: JsonObject = json.loads(json.dumps(document, default=str))  # JSON has dates as text
    return written


def _all_files(folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and LEFT_BY_PYTHON not in name.parts and name.as_posix() not in OWN_NAMES:
            yield name.as_posix(), path


def _flattened(manifest: JsonObject, folder: Path) -> tuple[JsonObject, dict[str, Path]]:
    """Return *manifest* with the names that its files get in a bundle, and the files by these names."""
    manifest, copies = deepcopy(manifest), {}
    catalogue = _table(manifest.get("catalogue"))
    tables = (_table(manifest.get("instructions")), _table(_table(manifest.get("knowledge")).get("resources")))
    for table, names in ((tables[0], list(tables[0])), (tables[1], list(tables[1])), (catalogue, ["logo"])):
        for name in names:
            path = table.get(name)
            if isinstance(path, str) and not is_address(path):
                table[name] = path.replace("/", "-")
                copies[table[name]] = folder / path
    for path in catalogue.get("snapshots", ()):
        copies[f"{SNAPSHOTS_FOLDER}/{PurePosixPath(path).name}"] = folder / path
    return manifest, copies


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
