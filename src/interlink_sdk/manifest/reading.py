# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a folder with an `interlinker.toml` to a manifest whose references are read.

Nothing of the package is imported. Every problem of the manifest and of the files it names is
gathered before anything is refused.
"""

import hashlib
import json
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.manifest.lines import line_of
from interlink_sdk.manifest.model import Manifest

MANIFEST_NAME = "interlinker.toml"
MAX_MANIFEST_BYTES = 1_000_000
MAX_SCHEMA_BYTES = 256_000


@dataclass(frozen=True, slots=True)
class ManifestFile:
    """A manifest and the folder it was read from; it lives as long as the interlinker is known."""

    manifest: Manifest
    folder: Path
    digest: str
    """SHA-256 over the manifest and every file it names."""

    def path(self, relative: str) -> Path:
        """Return where the file that the manifest calls *relative* lies."""
        return self.folder / relative


def read_manifest(folder: Path) -> ManifestFile:
    """Read the manifest in *folder* with all it refers to.

    Raises ManifestInvalid with every problem found: file, key path, line where known.
    """
    text = _read_text(folder / MANIFEST_NAME)
    document = _parse_toml(text, MANIFEST_NAME)
    references = _References(folder, text)
    resolved = references.resolve(document)
    problems = list(references.problems)
    manifest = None
    try:
        manifest = Manifest.model_validate(resolved)
    except ValidationError as error:
        problems = [*_validation_problems(error, text), *problems]
    if manifest is not None:
        problems += _missing_files(manifest, folder, text)
        problems += _schema_faults(manifest, text)
    if problems or manifest is None:
        raise ManifestInvalid(f"the manifest in {folder.name}/ has {len(problems)} problem(s)", problems=problems)
    return ManifestFile(manifest, folder, _digest(folder, text, references.read | _named_files(manifest)))


def parse_manifest(text: str) -> Manifest:
    """Parse the text of a manifest that refers to no files; raises ManifestInvalid."""
    try:
        return Manifest.model_validate(_parse_toml(text, MANIFEST_NAME))
    except ValidationError as error:
        problems = _validation_problems(error, text)
        raise ManifestInvalid(f"the manifest has {len(problems)} problem(s)", problems=problems) from None


class _References:
    """Reads what a manifest's raw table refers to, and remembers what was wrong and what was read."""

    def __init__(self, folder: Path, text: str) -> None:
        self._folder = folder
        self._text = text
        self.problems: list[Problem] = []
        self.read: set[str] = set()

    def resolve(self, document: dict[str, Any]) -> dict[str, Any]:
        """Return *document* with JSON files in place of their names, and the labels of all languages."""
        schemas = document.get("schemas")
        if isinstance(schemas, dict):
            document["schemas"] = {key: self._json(value, ("schemas", key)) for key, value in schemas.items()}
        collections = document.get("collections")
        for name, table in (collections if isinstance(collections, dict) else {}).items():
            if isinstance(table, dict) and "contribution" in table:
                table["contribution"] = self._json(table["contribution"], ("collections", name, "contribution"))
        if "settings" in document:
            document["settings"] = self._json(document["settings"], ("settings",))
        samples = document.get("samples")
        for index, sample in enumerate(samples if isinstance(samples, list) else []):
            if isinstance(sample, dict) and "params" in sample:
                sample["params"] = self._json(sample["params"], ("samples", index, "params"))
        self._add_labels(document)
        return document

    def _json(self, value: object, path: tuple[str | int, ...]) -> object:
        if not isinstance(value, str):
            return value
        return self._file(value, path, json.loads, "a JSON file", value)

    def _add_labels(self, document: dict[str, Any]) -> None:
        folder = self._folder / "locales"
        for file in sorted(folder.glob("*.toml")) if folder.is_dir() else []:
            name = f"locales/{file.name}"
            table = self._file(name, ("labels", file.stem), tomllib.loads, "a TOML file", {})
            labels = document.setdefault("labels", {})
            if isinstance(labels, dict) and isinstance(table, dict):
                labels.setdefault(file.stem, {}).update(dict(_flat(table)))

    def _file(
        self, name: str, path: tuple[str | int, ...], parse: Callable[[str], Any], kind: str, otherwise: object
    ) -> object:
        place = self._folder / name
        try:
            if not place.resolve().is_relative_to(self._folder.resolve()):
                raise OSError("it lies outside the package")
            if place.stat().st_size > MAX_SCHEMA_BYTES:
                raise OSError(f"it is larger than {MAX_SCHEMA_BYTES} bytes")
            content = parse(place.read_text(encoding="utf-8"))
        except (OSError, ValueError, RecursionError) as error:
            reason = error.strerror or str(error) if isinstance(error, OSError) else str(error)
            self.problems.append(
                Problem(
                    code="unreadable_reference",
                    file=MANIFEST_NAME,
                    line=line_of(self._text, path),
                    key=_dotted(path),
                    found=f"{name!r}: {reason}",
                    expected=f"{kind} beside the manifest",
                    fix=f"correct the name or the content of {name!r}",
                )
            )
            return otherwise
        self.read.add(name)
        return content


def _read_text(path: Path) -> str:
    try:
        if path.stat().st_size > MAX_MANIFEST_BYTES:
            raise OSError(f"it is larger than {MAX_MANIFEST_BYTES} bytes")
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        problem = Problem(
            code="unreadable_manifest",
            file=path.name,
            found=(error.strerror or str(error)).lower() if isinstance(error, OSError) else "bytes that are not UTF-8",
            expected=f"a TOML file named {MANIFEST_NAME} in the package's folder",
            fix="create it, or point to the folder that has it",
        )
        raise ManifestInvalid(f"there is no readable manifest in {path.parent.name}/", problems=[problem]) from None


def _parse_toml(text: str, file: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        found = str(error)
        digits = found.partition("line ")[2].partition(",")[0]
        problem = Problem(
            code="syntax",
            file=file,
            line=int(digits) if digits.isdigit() else None,
            found=found,
            expected="TOML 1.0",
            fix="correct the line; strings are in quotes, tables in [brackets]",
        )
        raise ManifestInvalid("the manifest is not TOML", problems=[problem]) from None


def _validation_problems(error: ValidationError, text: str) -> list[Problem]:
    by_place: dict[str, Problem] = {}
    for fault in error.errors(include_url=False):
        path = tuple(part for part in fault["loc"] if not _is_union_branch(part))
        problem = _problem_for(fault, path, text)
        by_place.setdefault(f"{problem.key} {problem.code}", problem)
    return list(by_place.values())


def _problem_for(fault: Any, path: tuple[str | int, ...], text: str) -> Problem:
    kind: str = fault["type"]
    message = fault["msg"].removeprefix("Value error, ")
    place: dict[str, Any] = {"file": MANIFEST_NAME, "key": _dotted(path), "line": line_of(text, path)}
    if kind == "extra_forbidden":
        return Problem(
            **place,
            code="unknown_key",
            found=f"the unknown key {path[-1]!r}",
            expected=f"one of the keys that {_dotted(path[:-1]) or 'a manifest'} has",
            fix="correct the spelling or remove it; see the reference of the manifest",
        )
    if kind == "missing":
        return Problem(**place, code="missing_key", found="nothing", expected="a value", fix=f"add {_dotted(path)!r}")
    if kind == "value_error" and not path:
        key, _, reason = message.partition(": ")
        place |= {"key": key, "line": line_of(text, (key,))}
        agreement = "a manifest that agrees with itself"
        return Problem(**place, code="contradiction", found=reason, expected=agreement, fix=f"correct {key!r}")
    expected = message[:1].lower() + message[1:]
    return Problem(
        **place,
        code="wrong_value",
        found=_short(fault["input"]),
        expected=expected,
        fix=f"correct {_dotted(path)!r}",
    )


def _is_union_branch(part: str | int) -> bool:
    # pydantic names the branch of a union in the location; a key path has no such step
    return isinstance(part, str) and (part.startswith(("constrained-", "function-", "dict[", "lax-or-", "json-or-")))


def _missing_files(manifest: Manifest, folder: Path, text: str) -> Iterator[Problem]:
    for path, name in _file_references(manifest):
        place = folder / name
        if not place.is_file() or not place.resolve().is_relative_to(folder.resolve()):
            yield Problem(
                code="missing_file",
                file=MANIFEST_NAME,
                line=line_of(text, path),
                key=_dotted(path),
                found=f"no file {name!r}",
                expected="a file beside the manifest",
                fix=f"add {name!r} to the package or correct the name",
            )


def _file_references(manifest: Manifest) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for language, name in manifest.instructions.items():
        if not name.startswith(("http://", "https://")):
            yield ("instructions", language), name
    if manifest.catalogue.logo:
        yield ("catalogue", "logo"), manifest.catalogue.logo
    for index, name in enumerate(manifest.catalogue.snapshots):
        yield ("catalogue", "snapshots", index), name
    for index, sample in enumerate(manifest.samples):
        yield from ((("samples", index, "files"), name) for name in sample.files)
    if manifest.knowledge:
        yield from ((("knowledge", "resources", tag), name) for tag, name in manifest.knowledge.resources.items())


def _named_files(manifest: Manifest) -> set[str]:
    return {name for _, name in _file_references(manifest)}


def _schema_faults(manifest: Manifest, text: str) -> Iterator[Problem]:
    from interlink_sdk.validation import schema_problems

    for path, schema in _schemas_of(manifest):
        for problem in schema_problems(schema, MANIFEST_NAME):
            key = ".".join(part for part in (_dotted(path), problem.key) if part)
            yield problem.model_copy(update={"key": key, "line": line_of(text, path)})


def _schemas_of(manifest: Manifest) -> Iterator[tuple[tuple[str, ...], JsonObject]]:
    if manifest.schemas:
        yield ("schemas", "params"), manifest.params_schema
    if manifest.schemas and manifest.schemas.state is not None:
        yield ("schemas", "state"), manifest.state_schema
    for name in manifest.collections:
        yield ("collections", name, "contribution"), manifest.contribution_schema(name)
    if isinstance(manifest.settings, dict):
        yield ("settings",), manifest.settings


def _digest(folder: Path, text: str, names: set[str]) -> str:
    digest = hashlib.sha256(text.encode())
    for name in sorted(names):
        digest.update(b"\0" + name.encode() + b"\0" + hashlib.sha256((folder / name).read_bytes()).digest())
    return digest.hexdigest()


def _flat(table: dict[str, Any], prefix: str = "") -> Iterator[tuple[str, str]]:
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flat(value, path)
        else:
            yield path, str(value)


def _dotted(path: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in path)


def _short(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 80 else f"{text[:77]}…"
