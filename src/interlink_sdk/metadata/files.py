# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about declared files: paths, existence, size, and whether the bytes are what the name says."""

from collections.abc import Iterator
from pathlib import Path

from interlink_sdk.metadata.bundle import (
    HIDDEN,
    PATH_TABLES,
    SNAPSHOTS_FOLDER,
    Bundle,
    CatalogueContext,
    words,
)
from interlink_sdk.metadata.content import MAX_FILE_BYTES, content_defects
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.images import misnamed_folders
from interlink_sdk.metadata.places import METADATA_NAME, list_files, printable

MAX_INSTRUCTIONS_BYTES = 1_000_000
MIN_INSTRUCTIONS_CHARACTERS = 60
MAX_NAMED_ORPHANS = 50

_SENTENCES = {
    "missing_file": (
        "no such file",
        "a file of the bundle",
        "INTERLINK stops seeding at the first file that it misses",
        "add the file, or correct the path",
    ),
    "path_outside_catalogue": (
        "a path or link that leads out of the catalogue",
        "a file inside the bundle's folder",
        "what lies outside is not part of the bundle and may be secret",
        "copy the file into the bundle and write its path relative to the catalogue",
    ),
    "path_points_to_other_bundle": (
        "a path to a file of another bundle",
        "a path into the bundle's own folder",
        "the validator checks that file, but the file of the same name in the bundle's own folder is published",
        "write the bundle's own folder in the path",
    ),
    "broken_relative_path": (
        "a path that does not lead to the file",
        "the path from the catalogue's folder: ./interlinkers/NATURE/BUNDLE/FILE",
        "the file is published by its name only because it lies directly in the bundle's folder",
        "write the whole path, and keep the file directly in the bundle's folder",
    ),
    "case_mismatch": (
        "a path that differs from the file in upper and lower case",
        "the exact spelling of the file",
        "it works on some computers and fails on the servers",
        "spell path and file alike",
    ),
}


def file_defects(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield what is wrong with the files that the document names."""
    yield from _resource_defects(bundle, context.default_language)
    for key, located in bundle.declared_files.items():
        for fault in located.faults:
            yield _path_defect(bundle, key, fault)
        if located.file is not None:
            is_text = key.startswith("instructions_translations")
            limit = MAX_INSTRUCTIONS_BYTES if is_text else MAX_FILE_BYTES
            faults = list(content_defects(bundle, located.file, key, limit=limit))
            yield from faults
            if is_text and not faults:
                yield from _instructions_defects(bundle, located.file, key)


def file_warnings(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield languages without a resource, and files that nothing refers to."""
    resources = bundle.texts("file_translations")
    absent = [tag for tag in bundle.languages if tag not in resources and tag != context.default_language]
    if "file_translations" in bundle.document and absent:
        yield bundle.finding(
            "file_not_translated",
            "file_translations",
            found=f"no resource for {words(absent)}",
            expected="a resource in every language that `languages` lists",
            why=f"readers of these languages get the resource in {context.default_language!r}",
            fix=f"add the translated resource, or take {words(absent)} out of `languages`",
        )
    if orphans := _orphans(bundle):
        yield bundle.finding(
            "orphan_file",
            file=",".join(orphans),
            found="a file that nothing refers to",
            expected="only files that are used",
            why="it is downloaded and kept by everybody, and may hold what nobody meant to publish",
            fix="refer to it in metadata.json, or delete it",
        )


def _resource_defects(bundle: Bundle, language: str) -> Iterator[Finding]:
    if "file_translations" not in bundle.document:
        return
    resources = bundle.texts("file_translations")
    if not resources:
        yield _path_defect(bundle, "file_translations", "missing_file")
    elif language not in resources:
        yield bundle.finding(
            "missing_default_language_file",
            "file_translations",
            found=f"no resource for the default language {language!r}",
            expected=f"an entry {language!r}",
            why="everybody whose language is missing gets this one",
            fix=f"add the resource in {language!r}",
        )


def _path_defect(bundle: Bundle, key: str, code: str) -> Finding:
    found, expected, why, fix = _SENTENCES[code]
    table, _, language = key.partition(".")
    path = bundle.texts(table).get(language) if table in PATH_TABLES else bundle.document.get(table)
    shown = f"{found}: {path!r}" if path is not None else found
    return bundle.finding(code, key, found=shown, expected=expected, why=why, fix=fix)


def _instructions_defects(bundle: Bundle, path: Path, key: str) -> Iterator[Finding]:
    try:
        text = path.read_text(encoding="utf-8-sig").strip()
    except UnicodeDecodeError as error:
        yield bundle.finding(
            "content_type_mismatch",
            key,
            found=f"bytes that are not UTF-8 at offset {error.start}",
            expected="Markdown in UTF-8",
            why="INTERLINK stops seeding at a text that it cannot decode",
            fix="save the file as UTF-8",
        )
        return
    if len(text) < MIN_INSTRUCTIONS_CHARACTERS:
        yield bundle.finding(
            "placeholder_instructions",
            key,
            found=f"only {text!r}",
            expected=f"instructions; {MIN_INSTRUCTIONS_CHARACTERS} characters are the least that can help",
            why="people who open the instructions find nothing",
            fix=f"write in {printable(path.name)!r} what the interlinker is for and how one starts",
        )


def _orphans(bundle: Bundle) -> list[str]:
    files = {located.file for located in bundle.declared_files.values()}
    names = {METADATA_NAME, *(path.rpartition("/")[2] for _, path in bundle.declared_paths())}
    folders = {SNAPSHOTS_FOLDER, *misnamed_folders(bundle)}
    return [
        printable(name)
        for name in list_files(bundle.folder)
        if name not in names and bundle.folder / name not in files and not _is_snapshot(name, folders)
    ][:MAX_NAMED_ORPHANS]


def _is_snapshot(name: str, folders: set[str]) -> bool:
    folder, _, file = name.partition("/")
    return bool(file) and folder in folders and file[0] not in HIDDEN
