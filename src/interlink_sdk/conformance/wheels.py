# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The wheel of a stranger: a path goes in, a list of its members comes out, or a refusal.

Everything is judged before anything is unpacked: that it is an archive, that every member is whole
and stays in its folder, and that it offers one interlinker. The source is the specification of
binary distributions (PEP 427) and of entry points.
"""

import base64
import hashlib
import zlib
from collections.abc import Iterator
from configparser import ConfigParser
from configparser import Error as ConfigError
from contextlib import contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from email.message import Message
from pathlib import Path, PurePosixPath
from zipfile import ZipFile

from interlink_sdk.bundle.content import MIB, BundleLimits
from interlink_sdk.bundle.members import UNREADABLE, close_archive, open_archive, problem, read_chunks
from interlink_sdk.errors import InvalidBundle, Problem, TargetRefused
from interlink_sdk.manifest import MANIFEST_NAME

WHEEL_LIMITS = BundleLimits(max_archive_bytes=200 * MIB, max_total_bytes=500 * MIB, max_members=10_000)
MAX_METADATA_BYTES = 4 * MIB
BUILD_AGAIN = "build the wheel again from its source"


@dataclass(frozen=True)
class Member:
    """A file in a wheel."""

    size_bytes: int
    digest: str
    """SHA-256 as RECORD writes it."""


@dataclass(frozen=True)
class Wheel:
    """A wheel that may be unpacked."""

    path: Path
    dist_info: str
    """Name of the folder with its metadata."""
    members: tuple[tuple[str, Member], ...]
    metadata: Message
    record: str
    entry_points: tuple[tuple[str, str], ...]

    @property
    def names(self) -> list[str]:
        """The names of all members."""
        return [name for name, _ in self.members]

    @property
    def module(self) -> str:
        """The package that the one entry point names."""
        return self.entry_points[0][1].partition(":")[0].strip()


def read_wheel(path: Path, group: str) -> Wheel:
    """Read the wheel at *path*, which offers one entry point in *group*; raises TargetRefused."""
    try:
        with _archive(path) as archive:
            members = tuple((name, _member(archive, name)) for name in archive.namelist())
            return _described(path, archive, members, group)
    except TargetRefused as error:
        error.problems = tuple(found.model_copy(update={"file": path.name}) for found in error.problems)
        raise


def unpack(wheel: Wheel, folder: Path) -> None:
    """Write all members of *wheel*, whose names were judged, below *folder*."""
    with _archive(wheel.path) as archive:
        for name in wheel.names:
            place = folder / name
            place.parent.mkdir(parents=True, exist_ok=True)
            with place.open("xb") as file:
                file.writelines(read_chunks(archive, name))


@contextmanager
def _archive(path: Path) -> Iterator[ZipFile]:
    try:
        archive = open_archive(path, WHEEL_LIMITS)
    except InvalidBundle as error:
        raise _refused(*error.problems) from None
    try:
        yield archive
    finally:
        close_archive(archive)


def _member(archive: ZipFile, name: str) -> Member:
    """Read the member *name* once, which proves its CRC."""
    digest, size = hashlib.sha256(), 0
    try:
        for chunk in read_chunks(archive, name):
            digest.update(chunk)
            size += len(chunk)
    except UNREADABLE as error:
        found = f"{name!r}, which cannot be read: {error}"
        raise _refused(problem("damaged", name, found=found, expected="a member that is whole")) from None
    return Member(size, base64.urlsafe_b64encode(digest.digest()).rstrip(b"=").decode())


def _described(path: Path, archive: ZipFile, members: tuple[tuple[str, Member], ...], group: str) -> Wheel:
    names = archive.namelist()
    if problems := list(_layout_problems(names)):
        raise _refused(*problems)
    dist_info = _dist_info(names)
    points = _entry_points(_text(archive, f"{dist_info}/entry_points.txt"), group)
    wheel = Wheel(
        path=path,
        dist_info=dist_info,
        members=members,
        metadata=message_from_bytes(_text(archive, f"{dist_info}/METADATA").encode()),
        record=_text(archive, f"{dist_info}/RECORD"),
        entry_points=points,
    )
    if problems := list(_offer_problems(wheel, group)):
        raise _refused(*problems)
    return wheel


def _layout_problems(names: list[str]) -> Iterator[Problem]:
    folders = sorted({name.split("/")[0] for name in names if name.split("/")[0].endswith(".dist-info")})
    if len(folders) != 1 or f"{folders[0]}/METADATA" not in names:
        found = f"the metadata folders {', '.join(folders)}" if folders else "no .dist-info folder"
        why = "without it no tool can install the file"
        yield problem("not_a_wheel", "", found=found, expected="one .dist-info folder with METADATA", why=why)
    for name in names:
        if "/" not in name and name.lower().endswith(".pth"):
            found, expected = f"{name!r} at the top", "packages only"
            why = "Python runs such a file at each start, whether the interlinker is used or not"
            yield problem("startup_file", name, found=found, expected=expected, why=why, fix="remove the file")


def _offer_problems(wheel: Wheel, group: str) -> Iterator[Problem]:
    place = f"{wheel.dist_info}/entry_points.txt"
    if len(wheel.entry_points) != 1:
        offered = ", ".join(name for name, _ in wheel.entry_points)
        found = f"the interlinkers {offered}" if offered else f"no entry point in {group!r}"
        fix = "build a wheel for each" if offered else f'add [project.entry-points."{group}"] to pyproject.toml'
        yield problem("offers_not_one", place, found=found, expected="one interlinker", fix=fix)
    elif (manifest := f"{wheel.module.replace('.', '/')}/{MANIFEST_NAME}") not in wheel.names:
        found = f"the entry point leads to {wheel.module!r}, but there is no {manifest!r}"
        fix = f"put {MANIFEST_NAME} into the package and into the wheel, or correct the entry point"
        yield problem("no_manifest", place, found=found, expected="a package with its manifest", fix=fix)


def _dist_info(names: list[str]) -> str:
    return next(name.split("/")[0] for name in names if PurePosixPath(name).parts[0].endswith(".dist-info"))


def _text(archive: ZipFile, name: str) -> str:
    """Return the text of a member, empty if there is none."""
    if name not in archive.namelist():
        return ""
    if archive.getinfo(name).file_size > MAX_METADATA_BYTES:
        expected = f"at most {MAX_METADATA_BYTES} bytes"
        raise _refused(problem("too_large", name, found=f"{archive.getinfo(name).file_size} bytes", expected=expected))
    try:
        return archive.read(name).decode()
    except (UnicodeDecodeError, zlib.error) as error:
        raise _refused(problem("damaged", name, found=str(error), expected="UTF-8 text")) from None


def _entry_points(text: str, group: str) -> tuple[tuple[str, str], ...]:
    parser = ConfigParser(delimiters=("=",), interpolation=None)
    parser.optionxform = str  # type: ignore[assignment, method-assign] # names of entry points keep their case
    try:
        parser.read_string(text)
    except ConfigError as error:
        found = str(error).splitlines()[0]
        raise _refused(problem("damaged", "entry_points.txt", found=found, expected="entry points")) from None
    return tuple(parser.items(group)) if parser.has_section(group) else ()


def _refused(*problems: Problem) -> TargetRefused:
    told = tuple(
        found.model_copy(update={"fix": BUILD_AGAIN}) if found.fix == InvalidBundle.fix else found for found in problems
    )
    return TargetRefused(f"the wheel is refused before anything is unpacked: found {told[0].found}", problems=told)
