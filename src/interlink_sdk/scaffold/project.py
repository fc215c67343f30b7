# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Answers become a project on disk, whole or not at all."""

import shutil
import tempfile
from pathlib import Path

from interlink_sdk.errors import FolderTaken, FolderUnwritable
from interlink_sdk.scaffold.answers import Answers
from interlink_sdk.scaffold.record import files_in, write_record
from interlink_sdk.scaffold.rendering import render


def make_project(answers: Answers, folder: Path) -> list[str]:
    """Make the project in *folder*, which is not there yet, and return the names of its files.

    It is made in a hidden folder beside and then renamed. Raises FolderTaken and FolderUnwritable.
    """
    place = folder.absolute()
    if place.exists() or place.is_symlink():
        raise FolderTaken(f"there is already something at {str(folder)!r}")
    try:
        hidden = Path(tempfile.mkdtemp(prefix=".interlink-new-", dir=place.parent))
    except OSError as error:
        raise _unwritable(folder, error) from error
    try:
        return _filled(answers, hidden, place)
    except OSError as error:
        raise _unwritable(folder, error) from error
    finally:
        shutil.rmtree(hidden, ignore_errors=True)


def _filled(answers: Answers, hidden: Path, place: Path) -> list[str]:
    fresh = hidden / place.name
    fresh.mkdir()
    render(answers, fresh)
    files = files_in(fresh)
    write_record(fresh, answers, files)
    if place.exists():  # made by somebody else meanwhile; renaming would take the place of an empty folder
        raise FolderTaken(f"there is already something at {str(place)!r}")
    fresh.rename(place)
    return sorted(files)


def _unwritable(folder: Path, error: OSError) -> FolderUnwritable:
    return FolderUnwritable(f"{str(folder)!r} cannot be written: {error.strerror or error}")
