# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a folder with an `interlinker.toml` to a manifest whose references are read.

Nothing of the package is imported. Every problem of the manifest and of the files it names is
gathered before anything is refused.
"""

import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.manifest.faults import shape_problems
from interlink_sdk.manifest.lines import KeyPath, dotted, line_of, toml_line
from interlink_sdk.manifest.locales import add_labels, missing_languages, schemas_by_name
from interlink_sdk.manifest.model import Manifest
from interlink_sdk.manifest.references import MANIFEST_NAME, Folder, Unreadable, resolve_references

MAX_DOTS = 2_000
"""In one line: more than any key or sentence has."""


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """A manifest and the folder it was read from; it lives as long as the interlinker is known."""

    manifest: Manifest
    folder: Path
    digest: str
    """SHA-256 over the manifest and every file it names."""
    files: tuple[str, ...] = ()
    """The names of all these files, the manifest's own too."""

    def path(self, relative: str) -> Path:
        """Return where the file that the manifest calls *relative* lies."""
        return self.folder / relative


def read_manifest(folder: Path) -> ManifestFile:
    """Read the manifest in *folder* with all it refers to.

    Raises ManifestInvalid with every problem found: file, key path, line where known.
    """
    beside = Folder(folder)
    text = _read_text(beside)
    document = _parse_toml(text)
    origins, problems = resolve_references(document, beside, text)
    schemas = schemas_by_name(document)
    faults = {name: list(_schema_faults(*found, origins, text)) for name, found in schemas.items()}
    sound = {name: schema for name, (_, schema) in schemas.items() if _is_sound(schema, faults[name])}
    problems += (fault for found in faults.values() for fault in found)
    problems += add_labels(document, beside, sound)
    manifest = _validated(document, text, problems)
    return ManifestFile(manifest, folder, beside.digest(), beside.taken)


def parse_manifest(text: str) -> Manifest:
    """Parse the text of a manifest that refers to no files; raises ManifestInvalid."""
    return _validated(_parse_toml(text), text, ())


def _read_text(folder: Folder) -> str:
    try:
        return folder.read_text(MANIFEST_NAME)
    except Unreadable as error:
        problem = Problem(
            code="unreadable_manifest",
            file=MANIFEST_NAME,
            line=error.line,
            found=str(error),
            expected=f"a TOML file named {MANIFEST_NAME} in the package's folder",
            fix="create it, or point to the folder that has it",
        )
        raise ManifestInvalid(f"there is no readable manifest in {folder.path.name}/", problems=[problem]) from None


def _parse_toml(text: str) -> dict[str, Any]:
    try:
        _refuse_endless_keys(text)
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        problem = Problem(
            code="syntax",
            file=MANIFEST_NAME,
            line=toml_line(error),
            found=str(error),
            expected="TOML 1.0",
            fix="correct the line; texts are in quotes, tables in [brackets]",
        )
        raise ManifestInvalid("the manifest is not TOML", problems=[problem]) from None


def _refuse_endless_keys(text: str) -> None:
    """Refuse what tomllib needs minutes for: its time grows with the square of a dotted key's length."""
    if any(line.count(".") > MAX_DOTS for line in text.splitlines()):
        raise RecursionError(f"a line with more than {MAX_DOTS} dots")


def _validated(document: dict[str, Any], text: str, problems: Sequence[Problem]) -> Manifest:
    def place(path: KeyPath) -> dict[str, Any]:
        return {"file": MANIFEST_NAME, "line": line_of(text, path), "key": dotted(path)}

    problems = [*missing_languages(document, text), *problems]
    try:
        manifest = Manifest.model_validate(document)
    except ValidationError as error:
        known = {(problem.file, problem.key) for problem in problems}
        faults = shape_problems(error, Manifest, document, place)
        problems = [*(fault for fault in faults if (fault.file, fault.key) not in known), *problems]
        raise _refusal(problems) from None
    if problems:
        raise _refusal(problems)
    return manifest


def _refusal(problems: Sequence[Problem]) -> ManifestInvalid:
    noun = "problem" if len(problems) == 1 else "problems"
    return ManifestInvalid(f"the manifest has {len(problems)} {noun}", problems=problems)


def _schema_faults(path: KeyPath, schema: Any, origins: dict[KeyPath, str], text: str) -> Iterator[Problem]:
    from interlink_sdk.validation import schema_problems

    if not isinstance(schema, dict):
        return  # its file could not be read, or its shape is the model's concern
    for problem in schema_problems(schema, origins.get(path, "")):
        if path in origins:
            yield problem
        else:
            inside = (*path, *problem.key.split(".")) if problem.key else path
            where = {"file": MANIFEST_NAME, "key": dotted(inside), "line": line_of(text, inside)}
            yield problem.model_copy(update=where)


def _is_sound(schema: JsonObject | None, faults: Sequence[Problem]) -> bool:
    return isinstance(schema, dict) and not faults
