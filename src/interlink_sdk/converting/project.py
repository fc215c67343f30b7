# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an INTERLINK bundle to a project: a package with the manifest and every file of the bundle.

The way back is walked before anything is written: what would not come back as it was is refused.
"""

import os
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from interlink_sdk.assets import JsonObject
from interlink_sdk.converting.conversion import Conversion, refused
from interlink_sdk.converting.toml_text import toml_text
from interlink_sdk.errors import ConversionRefused, Problem
from interlink_sdk.manifest import MANIFEST_NAME
from interlink_sdk.metadata import (
    Examination,
    examine_bundle,
    manifest_from_metadata,
    metadata_from_manifest,
    nulls_in,
    orders_in,
)
from interlink_sdk.metadata.places import METADATA_NAME

MODULE_NAME = "__init__.py"
OWN_NAMES: Final = (MANIFEST_NAME, MODULE_NAME)
"""Files of the package that a bundle must not have."""
UNUSABLE_CODES: Final = frozenset({"invalid_json", "json_schema", "wrong_type", "no_name", "path_outside_catalogue"})
"""Findings that leave nothing to convert, or nothing that may be."""

PYPROJECT: Final = """\
[build-system]
requires = ["hatchling>=1.27"]
build-backend = "hatchling.build"

[project]
name = "interlink-{id}"
version = "{version}"
description = {summary}
readme = "README.md"
requires-python = ">=3.11"
license = "{licence}"
dependencies = ["interlink>=0.1,<1"]

[project.entry-points."interlink.interlinkers"]
{id} = "{package}"

[tool.hatch.build.targets.wheel]
packages = ["src/{package}"]
"""
README: Final = """\
# {name}

Converted from the INTERLINK bundle `{bundle}`.

```console
interlink about .
interlink check .
interlink build
interlink convert . --to interlink
```

`src/{package}/interlinker.toml` says what the interlinker is; beside it lies every file of the bundle. What only
INTERLINK's format knows is in `[catalogue.interlink]`, for the way back.

## Before it is published

INTERLINK names a class of licences only. Write the licence itself, as SPDX has it, into `licence` of the manifest and
`license` of `pyproject.toml`, and add its text as `LICENSE`.
"""


def project_from_bundle(source: Path) -> Conversion:
    """Return the project that the bundle at *source*, its folder or its metadata.json, becomes."""
    folder = source.parent if source.name == METADATA_NAME else source
    examination, document = _examined(folder)
    manifest, notes = manifest_from_metadata(document)
    _declare_written_languages(manifest, document)
    if examination.snapshots:
        _catalogue(manifest)["snapshots"] = list(examination.snapshots)
    text = _lossless_text(manifest, document)
    package = f"interlink_{str(manifest['id']).replace('-', '_')}"
    texts = _project_texts(manifest, package, folder.name)
    texts |= {f"src/{package}/{MANIFEST_NAME}": text, f"src/{package}/{MODULE_NAME}": '"""An interlinker."""\n'}
    copies = {f"src/{package}/{name}": path for name, path in _files(folder)}
    return Conversion(str(manifest["id"]), texts, copies, tuple(notes))


def _examined(folder: Path) -> tuple[Examination, JsonObject]:
    if not (folder / METADATA_NAME).is_file():
        found, expected = f"no {METADATA_NAME}", "the folder of an INTERLINK bundle"
        raise refused(f"there is no bundle in {str(folder)!r}", "no_bundle", str(folder), found, expected)
    examination = examine_bundle(folder)
    faults = [finding for finding in examination.defects if finding.code in UNUSABLE_CODES]
    if examination.document is None or faults:
        raise ConversionRefused(f"the bundle {folder.name!r} cannot be converted", problems=faults)
    return examination, examination.document


def _declare_written_languages(manifest: JsonObject, document: JsonObject) -> None:
    """Let the manifest declare only languages in which name and description are: others would refuse it."""
    names, texts, declared = (manifest.get(key, {}) for key in ("name", "description", "languages"))
    written = [tag for tag in _list(declared) if tag in _list(names) and tag in _list(texts)]
    if written and written != declared:
        manifest["languages"] = list(written)
        if "languages" in document:
            _catalogue(manifest)["interlink"]["languages"] = document["languages"]


def _lossless_text(manifest: JsonObject, document: JsonObject) -> str:
    """Return *manifest* as TOML from which *document* comes back, keys in order."""
    kept = _catalogue(manifest)["interlink"]
    if nulls := list(nulls_in(document)):
        kept["nulls"] = nulls
    kept["order"] = orders_in(document, _back(toml_text(_tomlable(manifest))))
    text = toml_text(_tomlable(manifest))
    back = _back(text)
    if back != document or orders_in(document, back) != orders_in(document, document):
        keys = ", ".join(repr(key) for key in document if document[key] != back.get(key, ...)) or "the order of keys"
        expected = "a document that comes back as it was"
        raise refused("the bundle would lose something", "not_lossless", METADATA_NAME, keys, expected)
    return text


def _back(text: str) -> JsonObject:
    return metadata_from_manifest(tomllib.loads(text))[0]


def _tomlable(value: Any) -> Any:
    """Return *value* without nulls; in lists an empty text keeps their place."""
    if isinstance(value, dict):
        return {name: _tomlable(part) for name, part in value.items() if part is not None}
    if isinstance(value, list):
        return ["" if part is None else _tomlable(part) for part in value]
    return value


def _list(value: Any) -> list[Any]:
    return list(value) if isinstance(value, (list, dict)) else []


def _catalogue(manifest: JsonObject) -> dict[str, Any]:
    catalogue: Any = manifest["catalogue"]
    return catalogue  # type: ignore[no-any-return] # made by manifest_from_metadata, always a table


def _project_texts(manifest: JsonObject, package: str, bundle: str) -> dict[str, str]:
    names: Any = manifest["name"]
    name = names.get("en") or next(iter(names.values()), str(manifest["id"]))
    summary = toml_text({"a": " ".join(f"{name}, an interlinker".split())}).removeprefix("a = ").strip()
    values = {**manifest, "package": package, "summary": summary, "name": name, "bundle": bundle}
    return {
        "pyproject.toml": PYPROJECT.format_map({**values, "licence": manifest["licence"]}),
        "README.md": README.format_map(values),
        ".gitignore": "/dist/\n__pycache__/\n.venv/\n",
    }


def _files(folder: Path) -> Iterator[tuple[str, Path]]:
    for parent, folders, names in os.walk(folder):
        for name in sorted((*folders, *names)):
            path = Path(parent) / name
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink():
                raise refused(
                    "a bundle has no links", "link_in_bundle", relative, "a link", "a file", "copy the file there"
                )
            if name in names and relative != METADATA_NAME:
                _require_free(relative)
                yield relative, path
        folders.sort()


def _require_free(name: str) -> Problem | None:
    if name in OWN_NAMES:
        found, fix = f"a file called {name!r}", "rename the file in the bundle"
        raise refused("a file has a name that the package needs", "name_taken", name, found, "another name", fix)
    return None
