# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle as the rules see it: its fields that can be judged, and its files.

Every rule is a function of a `Bundle` and a `CatalogueContext` that yields findings. A field of
the wrong shape is taken out of the document and remembered in `faulty`, so that one cause has one
finding.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.model import LANGUAGES, Nature
from interlink_sdk.metadata.places import METADATA_NAME, Located, Place, locate

SNAPSHOTS_FOLDER = "snapshots"
SNAPSHOT_EXTENSIONS = (".png", ".jpg", ".jpeg", ".tiff", ".bmp", ".gif")
"""Compared case-sensitively, as INTERLINK does."""
HIDDEN = ".~"
"""First characters of the names of files that programs leave behind."""
PATH_FIELDS = ("logotype", "deployment_manual", "user_manual", "developer_manual")
PATH_TABLES = ("instructions_translations", "file_translations")


@dataclass(frozen=True, slots=True)
class CatalogueContext:
    """What the catalogue around a bundle knows; it lives as long as one examination."""

    root: Path | None = None
    """The catalogue's folder, beyond which no path may lead; None finds it from the bundle's folder."""
    default_language: str = "en"
    problem_profiles: frozenset[str] | None = None
    """Known identifiers; None when there is no list to compare with."""
    clonable: Mapping[str, bool] = field(default_factory=dict)
    """Per service name of the software in the catalogue: whether its assets can be cloned."""


@dataclass(frozen=True)
class Bundle:
    """One bundle, read; it lives as long as one examination."""

    name: str
    place: Place
    nature: Nature
    document: JsonObject
    """Only the fields that have the right shape."""
    faulty: frozenset[str] = frozenset()
    lines: Callable[[str], int | None] = lambda _: None

    @property
    def folder(self) -> Path:
        """The folder that the bundle is."""
        return self.place.folder

    def texts(self, name: str) -> dict[str, str]:
        """Return the texts of the field *name* by language."""
        value: Any = self.document.get(name, {})
        return value if isinstance(value, dict) else {}

    def strings(self, name: str) -> list[str]:
        """Return the strings of the list field *name*."""
        value: Any = self.document.get(name, [])
        return value if isinstance(value, list) else []

    @cached_property
    def languages(self) -> tuple[str, ...]:
        """The declared languages that INTERLINK has, each once."""
        return tuple(dict.fromkeys(tag for tag in self.strings("languages") if tag in LANGUAGES))

    def declared_paths(self) -> Iterator[tuple[str, str]]:
        """Yield the paths in the document, each with its field path."""
        for name in PATH_FIELDS:
            path = self.document.get(name)
            if isinstance(path, str) and not is_address(path):
                yield name, path
        for name in PATH_TABLES:
            for language, path in self.texts(name).items():
                if not (name == "instructions_translations" and "http" in path):
                    yield f"{name}.{language}", path

    @cached_property
    def declared_files(self) -> dict[str, Located]:
        """Every file that the document names, by field path."""
        return {key: locate(self.place, path) for key, path in self.declared_paths()}

    @cached_property
    def folders(self) -> tuple[str, ...]:
        """Names of the folders directly in the bundle, sorted; links that lead out of the catalogue are none."""
        inside = (entry for entry in self.folder.iterdir() if entry.is_dir() and self.place.holds(entry))
        return tuple(sorted(entry.name for entry in inside))

    @cached_property
    def snapshots(self) -> tuple[str, ...]:
        """Names of the files in the snapshots folder, sorted; hidden ones are not meant to be shown."""
        if SNAPSHOTS_FOLDER not in self.folders:
            return ()
        files = (entry for entry in (self.folder / SNAPSHOTS_FOLDER).iterdir() if entry.is_file())
        return tuple(sorted(file.name for file in files if file.name[0] not in HIDDEN))

    @cached_property
    def usable_snapshots(self) -> tuple[str, ...]:
        """The snapshots that are shown, as paths inside the bundle and in the order of their names."""
        paths = (f"{SNAPSHOTS_FOLDER}/{name}" for name in self.snapshots if is_shown(name))
        return tuple(path for path in paths if self.place.holds(self.folder / path))

    def finding(
        self,
        code: str,
        key: str = "",
        *,
        found: str,
        expected: str,
        fix: str,
        why: str = "",
        file: str = METADATA_NAME,
        at: str = "",
    ) -> Finding:
        """Make a finding about the field *key*, or about *file* when it is not in the document.

        *at* is the path in the document where *key* is only its usual name.
        """
        line = self.lines(at or key) if key else None
        return Finding(code=code, key=key, file=file, line=line, found=found, expected=expected, why=why, fix=fix)


Rule = Callable[[Bundle, CatalogueContext], Iterator[Finding]]


def is_address(text: str) -> bool:
    """Say whether *text* is meant as a web address rather than as a path."""
    return text.startswith(("http://", "https://"))


def is_shown(snapshot: str) -> bool:
    """Say whether INTERLINK shows an image of this name."""
    return snapshot.endswith(SNAPSHOT_EXTENSIONS) and snapshot.isprintable()


def words(tags: list[str] | tuple[str, ...]) -> str:
    """Return *tags* as a phrase."""
    return ", ".join(map(repr, tags)) or "none"
