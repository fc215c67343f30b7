# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is remembered between two looks, also across starts: distributions and manifests, with their stamps.

A manifest that was sound is not judged again as long as every file it came from is the same, and
the program is. Whatever cannot be read back is forgotten: then everything is read as at first.
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
        for entry in (*self.seen.values(), *self.known.values()):
            together.update(entry.stamps)
        return together


def read_memory(path: Path) -> Memory:
    """Return what was written to *path*, nothing where that is of another version or cannot be read."""
    try:
        document = json.loads(path.read_bytes())
        if document["program"] != _program():
            return Memory()
        seen = {folder: _seen(folder, entry) for folder, entry in document["seen"].items()}
        return Memory(seen, dict(map(_known, document["known"])))
    except (OSError, ValueError, KeyError, TypeError):
        return Memory()


def write_memory(path: Path, memory: Memory) -> None:
    """Write *memory* to *path*; where that is not possible, the next start takes longer."""
    document = {
        "program": _program(),
        "seen": {folder: _seen_json(seen) for folder, seen in memory.seen.items()},
        "known": [_known_json(key, known) for key, known in memory.known.items()],
    }
    part = path.with_name(f"{path.name}.{os.getpid()}")
    try:
        part.write_text(json.dumps(document, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
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


def _known_json(key: Key, known: Known) -> dict[str, Any]:
    candidate, file = known.candidate, known.candidate.file
    return {
        "key": key,
        "stamps": known.stamps,
        "candidate": [candidate.id, candidate.package, candidate.distribution],
        "manifest": file.manifest.model_dump_json(exclude_unset=True),
        "folder": str(file.folder),
        "digest": file.digest,
        "files": file.files,
    }


def _known(entry: Mapping[str, Any]) -> tuple[Key, Known]:
    manifest = Manifest.model_validate_json(entry["manifest"])
    file = ManifestFile(manifest, Path(entry["folder"]), entry["digest"], tuple(entry["files"]))
    return tuple(entry["key"]), Known(_stamps(entry["stamps"]), Candidate(*entry["candidate"], file))


def _stamps(stamps: Mapping[str, list[int]]) -> Stamps:
    return {path: (changed_ns, size_bytes, number) for path, (changed_ns, size_bytes, number) in stamps.items()}
