# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the record of a project's beginning to its upgrade: what was, what is, what the author has."""

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from interlink_sdk import __version__
from interlink_sdk.errors import ManifestInvalid, Problem, UpgradeRefused
from interlink_sdk.scaffold.answers import Answers
from interlink_sdk.scaffold.record import ANSWERS, ARCHIVE, Record, files_in, read_record, write_record
from interlink_sdk.scaffold.rendering import render
from interlink_sdk.upgrading.journal import PLAN_NAME, carry_out, read_changes, write_plan
from interlink_sdk.upgrading.merging import Change, merge
from interlink_sdk.upgrading.repository import private_folder, require_finished, require_unchanged

Render = Callable[[Answers, Path], None]
"""Writes the files of the current template."""


@dataclass(frozen=True)
class Upgrade:
    """What an upgrade did, or would do."""

    before: str
    """Version of the SDK whose template the project had."""
    after: str
    changes: tuple[Change, ...]
    was_resumed: bool = False
    """Whether an earlier one was stopped and has been finished now."""

    @property
    def conflicts(self) -> tuple[Change, ...]:
        """The files that a person must look at."""
        return tuple(change for change in self.changes if change.action == "conflict")


def upgrade_project(folder: Path, *, is_dry: bool = False, draw: Render = render) -> Upgrade:
    """Bring the project in *folder* to the template that *draw* writes; raises UpgradeRefused.

    The merge is worked out and written beside the working tree before anything in it changes, so
    that a stop at any moment loses nothing: the next call finishes it.
    """
    record = _record_of(folder)
    place = private_folder(folder)
    if (place / PLAN_NAME).is_file():
        return _resumed(folder, place, is_dry=is_dry)
    require_unchanged(folder, ANSWERS)
    _require_older(record)
    theirs, new_record = _current(folder, record, draw)
    require_finished(folder, {*record.files, *theirs})
    changes = merge(record.files, theirs, folder)
    is_needed = record.files != theirs or record.version != __version__
    if is_needed and not is_dry:
        write_plan(place, folder, changes, new_record, record.version)
        carry_out(place, folder)
    return Upgrade(record.version, __version__, tuple(changes))


def _resumed(folder: Path, place: Path, *, is_dry: bool) -> Upgrade:
    before, changes = read_changes(place)
    if not is_dry:
        carry_out(place, folder)
    return Upgrade(before, __version__ if is_dry else _record_of(folder).version, tuple(changes), was_resumed=True)


def _record_of(folder: Path) -> Record:
    try:
        return read_record(folder)
    except ManifestInvalid as error:
        fix = "upgrade by hand, or run the command in the folder that `interlink new` made"
        raise _refused(
            folder, "no_record", error.message, f"{ANSWERS} and {ARCHIVE}, which `interlink new` writes", fix
        ) from None


def _require_older(record: Record) -> None:
    from packaging.version import InvalidVersion, Version

    try:
        is_newer = Version(record.version) > Version(__version__)
    except InvalidVersion:
        is_newer = False
    if is_newer:
        found, expected = f"the template of interlink {record.version}", f"one of {__version__} or earlier"
        raise _refused(
            Path(ANSWERS), "newer_template", found, expected, "install that version of interlink, or a later one"
        )


def _current(folder: Path, record: Record, draw: Render) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return the files of the current template, and the two of the record of them."""
    with tempfile.TemporaryDirectory(prefix="interlink-template-") as place:
        fresh = Path(place) / folder.resolve().name
        fresh.mkdir()
        draw(record.answers, fresh)
        files = files_in(fresh)
        write_record(fresh, record.answers, files)
        return files, {name: (fresh / name).read_bytes() for name in (ARCHIVE, ANSWERS)}


def _refused(folder: Path, code: str, found: str, expected: str, fix: str) -> UpgradeRefused:
    problem = Problem(code=code, file=str(folder), found=found, expected=expected, fix=fix)
    return UpgradeRefused(f"there is nothing to upgrade from: {found}", problems=[problem])
