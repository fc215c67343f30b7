# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The files beside a manifest that it names: JSON takes the place of its name, other files must be there.

All of this looks at the raw document, whatever its shape, so that one reading finds every problem.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import Problem
from interlink_sdk.manifest.lines import KeyPath, dotted, line_of

MANIFEST_NAME = "interlinker.toml"
MAX_FILE_BYTES = 1_000_000
"""Of the manifest and of each JSON or TOML file beside it."""

SCHEMAS: Final[tuple[KeyPath, ...]] = (
    ("schemas", "params"),
    ("schemas", "state"),
    ("collections", "*", "contribution"),
    ("settings",),
)
"""Where a manifest has JSON Schemas."""
_JSON: Final[tuple[KeyPath, ...]] = (*SCHEMAS, ("samples", "*", "params"))
_FILES: Final[tuple[KeyPath, ...]] = (
    ("instructions", "*"),
    ("catalogue", "logo"),
    ("catalogue", "snapshots", "*"),
    ("samples", "*", "files", "*"),
    ("knowledge", "resources", "*"),
)


class Unreadable(Exception):
    """A file beside the manifest cannot be read; `line` says where, if that is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


class Folder:
    """The folder of one manifest; it lives as long as one reading and remembers what was read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._real: Path | None = None
        self._digests: dict[str, bytes] = {}

    def read_text(self, name: str) -> str:
        """Return the text of the file called *name*; raises Unreadable."""
        place = self._inside(name)
        try:
            if place.exists() and not place.is_file():
                raise Unreadable("no regular file")
            if place.stat().st_size > MAX_FILE_BYTES:
                raise Unreadable(f"more than {MAX_FILE_BYTES} bytes")
            content = place.read_bytes()
            text = content.decode()
        except UnicodeDecodeError as error:
            raise Unreadable("bytes that are not UTF-8", content[: error.start].count(b"\n") + 1) from None
        except (OSError, ValueError) as error:
            raise Unreadable(str(getattr(error, "strerror", None) or error).lower()) from None
        self._digests[name] = hashlib.sha256(content).digest()
        return text

    def take(self, name: str) -> None:
        """Note the file called *name*, of any size and type; raises Unreadable."""
        place = self._inside(name)
        if place.exists() and not place.is_file():
            raise Unreadable("no regular file")
        try:
            with place.open("rb") as file:
                self._digests[name] = hashlib.file_digest(file, "sha256").digest()
        except (OSError, ValueError) as error:
            raise Unreadable(str(getattr(error, "strerror", None) or error).lower()) from None

    def names(self, pattern: str) -> list[str]:
        """Return the names of the files that fit *pattern*, in order."""
        return sorted(place.relative_to(self.path).as_posix() for place in self.path.glob(pattern) if place.is_file())

    @property
    def taken(self) -> tuple[str, ...]:
        """The names of the files that were read or noted."""
        return tuple(sorted(self._digests))

    def digest(self) -> str:
        """Return the SHA-256 over the manifest and every file that was read or noted."""
        total = hashlib.sha256()
        for name, digest in sorted(self._digests.items()):
            total.update(name.encode() + b"\0" + digest)
        return total.hexdigest()

    def _inside(self, name: str) -> Path:
        try:
            self._real = self._real or self.path.resolve()
            place = (self._real / name).resolve()
        except (OSError, ValueError, RuntimeError) as error:
            raise Unreadable(str(error)) from None
        if not place.is_relative_to(self._real):
            raise Unreadable("outside the package")
        return place


def places(document: object, pattern: KeyPath, path: KeyPath = ()) -> Iterator[tuple[KeyPath, Any]]:
    """Yield every place of *document* that fits *pattern*, in which `*` is any key or number."""
    if not pattern:
        yield path, document
        return
    step, *rest = pattern
    members: Mapping[Any, Any] = {}
    if isinstance(document, dict):
        members = document
    elif isinstance(document, list) and step == "*":
        members = dict(enumerate(document))
    for key in members if step == "*" else ({step} & members.keys()):
        yield from places(members[key], tuple(rest), (*path, key))


def resolve_references(document: dict[str, Any], folder: Folder, text: str) -> tuple[dict[KeyPath, str], list[Problem]]:
    """Put JSON files in place of their names in *document* and look for the other files that it names.

    Returns which key path came from which file, and every problem.
    """
    origins: dict[KeyPath, str] = {}
    problems: list[Problem] = []
    for path, name in _named(document, _JSON):
        try:
            _put(document, path, _read_json(folder, name))
            origins[path] = name
        except Unreadable as error:
            problems.append(_unreadable(path, name, error, text, "a JSON file beside the manifest"))
    for path, name in _named(document, _FILES):
        if path[0] == "instructions" and name.startswith(("http://", "https://")):
            continue
        try:
            folder.take(name)
        except Unreadable as error:
            problems.append(_unreadable(path, name, error, text, "a file beside the manifest"))
    return origins, problems


def _named(document: dict[str, Any], patterns: tuple[KeyPath, ...]) -> list[tuple[KeyPath, str]]:
    found = (place for pattern in patterns for place in places(document, pattern))
    return [(path, value) for path, value in found if isinstance(value, str) and value]


def _read_json(folder: Folder, name: str) -> JsonObject:
    text = folder.read_text(name)
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        raise Unreadable(f"{error.msg[:1].lower()}{error.msg[1:]}", error.lineno) from None
    except (ValueError, RecursionError) as error:
        raise Unreadable(str(error)) from None
    if not isinstance(value, dict):
        raise Unreadable("no JSON object", 1)
    return value


def _refuse_constant(constant: str) -> None:
    raise ValueError(f"{constant}, which is no JSON number")


def _put(document: dict[str, Any], path: KeyPath, value: Any) -> None:
    inner: Any = document
    for part in path[:-1]:
        inner = inner[part]
    inner[path[-1]] = value


def _unreadable(path: KeyPath, name: str, error: Unreadable, text: str, expected: str) -> Problem:
    if error.line is not None:  # it is there, and wrong inside
        fix = f"correct line {error.line} of {name!r}"
        return Problem(
            code="syntax", file=name, line=error.line, key=dotted(path), found=str(error), expected=expected, fix=fix
        )
    return Problem(
        code="missing_file",
        file=MANIFEST_NAME,
        line=line_of(text, path),
        key=dotted(path),
        found=f"{name!r}: {error}",
        expected=expected,
        why="what the manifest names is installed and shown together with it",
        fix=f"add {name!r} to the package or correct the name",
    )
