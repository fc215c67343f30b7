# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is remembered between two looks, also across starts: distributions and manifests, with their stamps.

A manifest that was sound is not judged again as long as every file it came from is the same, and
the program is. Whatever cannot be read back is forgotten: then everything is read as at first.

The file is lines of JSON: the program and the distributions, then two for each candidate, the
second of which is the manifest, so that it need not be taken out of a text first.
"""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import interlink_sdk
from interlink_runtime.discovery.found import Candidate, Discovery
from interlink_runtime.discovery.installed import Installed, Point
from interlink_runtime.discovery.stamps import Stamp, Stamps, stamp_of
from interlink_sdk.manifest import Manifest, ManifestFile

Key = tuple[str, ...]
_SDK = Path(interlink_sdk.__file__).parent
_RULES = ("", "manifest", "validation", "forms")
"""The folders whose modules judge manifests."""


@dataclass(slots=True)
class Seen:
    """A distribution in a folder, as long as all its stamps stay."""

    stamps: Stamps
    installed: Installed


@dataclass(slots=True)
class Known:
    """A candidate, as long as all its stamps stay."""

    stamps: Stamps
    candidate: Candidate


@dataclass(slots=True)
class Memory:
    """All that is remembered; it lives as long as its discoverer."""

    seen: dict[str, Seen] = field(default_factory=dict)
    """By folder."""
    known: dict[Key, Known] = field(default_factory=dict)

    def is_whole(self, folders: Sequence[str], discovery: Discovery) -> bool:
        """Say whether everything that *discovery* was made of, out of *folders*, is remembered."""
        return len(self.seen) == len(folders) and len(self.known) == len(discovery.candidates)

    def stamps(self) -> Stamps:
        """Return all stamps together."""
        together: dict[str, Stamp] = {}
        for stamps in (entry.stamps for entries in (self.seen, self.known) for entry in entries.values()):
            together.update(stamps)
        return together


def read_memory(path: Path) -> Memory:
    """Return what was written to *path*, nothing where that is of another version or cannot be read."""
    try:
        first, *rest = path.read_bytes().split(b"\n")
        head = json.loads(first)
        if head["program"] != _program():
            return Memory()
        seen = {folder: _seen(folder, entry) for folder, entry in head["seen"].items()}
        return Memory(seen, dict(map(_known, rest[::2], rest[1::2])))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def write_memory(path: Path, memory: Memory) -> None:
    """Write *memory* to *path*; where that is not possible, the next start takes longer."""
    head = {"program": _program(), "seen": {folder: _seen_json(seen) for folder, seen in memory.seen.items()}}
    lines = [_line(head), *(line for key, known in memory.known.items() for line in _known_lines(key, known))]
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_text("\n".join(lines), encoding="utf-8")
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)


def _program() -> list[Any]:
    """Return what changes when manifests may be judged differently."""
    modules = sorted(str(file) for folder in _RULES for file in (_SDK / folder).glob("*.py"))
    return [interlink_sdk.__version__, [[module, *(stamp_of(module) or ())] for module in modules]]


def _seen_json(seen: Seen) -> list[Any]:
    installed = seen.installed
    points = [[point.name, point.value] for point in installed.points]
    return [seen.stamps, installed.name, installed.title, points]


def _seen(folder: str, entry: list[Any]) -> Seen:
    stamps, name, title, points = entry
    return Seen(_stamps(stamps), Installed(folder, name, title, tuple(Point(*point) for point in points)))


def _known_lines(key: Key, known: Known) -> tuple[str, str]:
    candidate, file = known.candidate, known.candidate.file
    entry = {
        "key": key,
        "stamps": known.stamps,
        "candidate": [candidate.id, candidate.package, candidate.distribution],
        "folder": str(file.folder),
        "digest": file.digest,
        "files": file.files,
    }
    return _line(entry), file.manifest.model_dump_json(exclude_unset=True)


def _known(line: bytes, manifest: bytes) -> tuple[Key, Known]:
    entry = json.loads(line)
    folder, files = Path(entry["folder"]), tuple(entry["files"])
    file = ManifestFile(Manifest.model_validate_json(manifest), folder, entry["digest"], files)
    identifier, package, distribution = entry["candidate"]
    candidate = Candidate(identifier, package, distribution, file)
    return tuple(entry["key"]), Known(_stamps(entry["stamps"]), candidate)


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _stamps(stamps: Mapping[str, list[int]]) -> Stamps:
    return {path: (changed_ns, size_bytes, number) for path, (changed_ns, size_bytes, number) in stamps.items()}
