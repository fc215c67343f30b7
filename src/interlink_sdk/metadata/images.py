# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about the pictures of a bundle: logo and snapshots."""

from collections.abc import Iterator
from difflib import SequenceMatcher

from interlink_sdk.metadata.bundle import (
    HIDDEN,
    SNAPSHOT_EXTENSIONS,
    SNAPSHOTS_FOLDER,
    Bundle,
    CatalogueContext,
    is_shown,
    words,
)
from interlink_sdk.metadata.content import content_defects
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.places import printable

MIN_LIKENESS = 0.85
"""From here on a folder's name is taken for a misspelled `snapshots`."""


def image_defects(bundle: Bundle, _: CatalogueContext) -> Iterator[Finding]:
    """Yield snapshots that are not shown, or not what they seem."""
    for folder in misnamed_folders(bundle):
        yield _misnamed(bundle, folder)
    for name in bundle.snapshots:
        yield from _snapshot_defects(bundle, name)
    if SNAPSHOTS_FOLDER in bundle.folders and not bundle.usable_snapshots:
        yield bundle.finding(
            "no_usable_snapshot",
            file=SNAPSHOTS_FOLDER,
            found="a folder without an image that is shown",
            expected=f"images that end in {words(SNAPSHOT_EXTENSIONS)}",
            fix="add an image, or remove the folder",
        )


def image_warnings(bundle: Bundle, _: CatalogueContext) -> Iterator[Finding]:
    """Yield pictures that are missing."""
    if "logotype" not in bundle.document and "logotype" not in bundle.faulty:
        yield bundle.finding(
            "no_logotype",
            "logotype",
            found="no logo",
            expected="a logo",
            why="the catalogue shows a grey square",
            fix="add an image to the bundle and name it in `logotype`, where the nature has that field",
        )
    if SNAPSHOTS_FOLDER not in bundle.folders and not misnamed_folders(bundle):
        yield bundle.finding(
            "no_snapshots",
            file=SNAPSHOTS_FOLDER,
            found="no folder of snapshots",
            expected="images of what people will get",
            fix=f"add a folder {SNAPSHOTS_FOLDER!r} with images; they are shown in the order of their names",
        )


def misnamed_folders(bundle: Bundle) -> tuple[str, ...]:
    """Return the folders of files whose name is nearly `snapshots`."""
    return tuple(name for name in bundle.folders if _is_nearly_snapshots(name) and _has_files(bundle, name))


def _misnamed(bundle: Bundle, folder: str) -> Finding:
    return bundle.finding(
        "misnamed_snapshots_dir",
        file=printable(folder),
        found=f"images in {printable(folder)!r}",
        expected=f"a folder called exactly {SNAPSHOTS_FOLDER!r}",
        why="INTERLINK reads only that folder; these images are lost",
        fix=f"rename the folder to {SNAPSHOTS_FOLDER!r}",
    )


def _snapshot_defects(bundle: Bundle, name: str) -> Iterator[Finding]:
    path, shown = bundle.folder / SNAPSHOTS_FOLDER / name, f"{SNAPSHOTS_FOLDER}/{printable(name)}"
    if not bundle.place.holds(path):
        yield bundle.finding(
            "path_outside_catalogue",
            file=shown,
            found="a link that leads out of the catalogue",
            expected="an image in the bundle",
            fix="copy the image into the folder",
        )
    elif not is_shown(name):
        yield bundle.finding(
            "unsupported_snapshot",
            file=shown,
            found=f"a file that does not end in {words(SNAPSHOT_EXTENSIONS)}",
            expected="one of these extensions, in lower case",
            why="INTERLINK passes over all others",
            fix="rename the file, or save it in one of these formats",
        )
    else:
        yield from content_defects(bundle, path, file=shown)


def _is_nearly_snapshots(name: str) -> bool:
    if name == SNAPSHOTS_FOLDER or name[0] in HIDDEN:
        return False
    return SequenceMatcher(None, name.casefold(), SNAPSHOTS_FOLDER).ratio() >= MIN_LIKENESS


def _has_files(bundle: Bundle, folder: str) -> bool:
    return any(entry.is_file() for entry in (bundle.folder / folder).iterdir())
