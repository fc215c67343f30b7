# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The ZIP of a stranger: a path goes in, an archive comes out whose names and sizes can be trusted.

Nothing is unpacked to disk. What each member holds is judged later, against its digest.
"""

import re
import stat
import struct
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import FileIO
from itertools import islice
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, LargeZipFile, ZipFile, ZipInfo

from interlink_sdk.bundle.content import MIB, BundleLimits
from interlink_sdk.errors import InvalidBundle, Problem

Watch = Callable[[int], object]
"""Is told of each piece that was read how long it is; what it raises ends the reading."""
CHUNK_BYTES = 256 * 1024
MAX_DIRECTORY_BYTES = 8 * MIB
MAX_PROBLEMS = 20
MIN_SUSPECT_BYTES = 64 * 1024

UNREADABLE = (
    BadZipFile,
    LargeZipFile,
    NotImplementedError,
    RuntimeError,
    OSError,
    EOFError,
    ValueError,
    IndexError,
    struct.error,
    zlib.error,
)
"""All that `zipfile` is known to raise on archives that are damaged or doctored."""

_ENCRYPTED = 0x1 | 0x40 | 0x2000
_DRIVE = re.compile(r"[A-Za-z]:")


def refuse_for(problems: Iterable[Problem]) -> None:
    """Raise `InvalidBundle` where there are *problems*; no more than are shown are looked for."""
    if found := list(islice(problems, MAX_PROBLEMS)):
        raise refusal(*found)


def refusal(*problems: Problem) -> InvalidBundle:
    """Return the error that carries *problems*, the first MAX_PROBLEMS of them."""
    message = f"the file is not a portable bundle that can be trusted: {problems[0].found}"
    return InvalidBundle(message, problems=problems[:MAX_PROBLEMS])


def problem(
    code: str, member: str, *, found: str, expected: str, why: str = "", fix: str = InvalidBundle.fix
) -> Problem:
    """Return what is wrong with *member*; its name is shortened, since a stranger chose it."""
    return Problem(code=code, key=member[:200], found=found[:300], expected=expected, why=why, fix=fix)


def open_archive(path: Path, limits: BundleLimits, watch: Watch = lambda _: None) -> ZipFile:
    """Open the ZIP at *path*, or raise `InvalidBundle`; its directory is checked, its members are not."""
    size = path.stat().st_size
    if size > limits.max_archive_bytes:
        raise refusal(problem("too_large", "", found=f"{size} bytes", expected=f"at most {limits.max_archive_bytes}"))
    source = _BoundedFile(path, watch)
    try:
        archive = _opened(source)
        refuse_for(_directory_problems(archive.infolist(), limits))
    except BaseException:
        source.close()
        raise
    return archive


def close_archive(archive: ZipFile) -> None:
    """Close *archive* and the file below it, which `zipfile` leaves open because it did not open it."""
    source = archive.fp
    archive.close()
    if source is not None:
        source.close()


def read_chunks(archive: ZipFile, member: str) -> Iterator[bytes]:
    """Yield the bytes of *member*; never more than its header declares."""
    with archive.open(member) as source:
        while chunk := source.read(CHUNK_BYTES):
            yield chunk


class _BoundedFile(FileIO):
    """A file that refuses to be read in one piece larger than any honest central directory.

    `zipfile` reads the directory whole, and makes an object of about ten times the size of each entry.
    """

    def __init__(self, path: Path, watch: Watch) -> None:
        super().__init__(path)
        self._watch = watch

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = MAX_DIRECTORY_BYTES + 1 if size is None or size < 0 else size
        piece = super().read(min(wanted, MAX_DIRECTORY_BYTES + 1)) or b""
        if len(piece) > MAX_DIRECTORY_BYTES:
            raise BadZipFile(f"its directory is larger than {MAX_DIRECTORY_BYTES} bytes")
        self._watch(len(piece))
        return piece


def _opened(source: FileIO) -> ZipFile:
    start = source.read(4)
    source.seek(0)
    try:
        # An archive with something in front could be two files at once, one for each reader.
        if start != b"PK\x03\x04":
            raise BadZipFile("it does not start with a member")
        return ZipFile(source)
    except UNREADABLE as error:
        found = f"no readable ZIP archive: {error}"
        raise refusal(problem("not_a_zip", "", found=found, expected="a ZIP archive")) from error


def _directory_problems(members: Sequence[ZipInfo], limits: BundleLimits) -> Iterator[Problem]:
    if len(members) > limits.max_members:
        found, expected = f"{len(members)} members", f"at most {limits.max_members}"
        yield problem("too_many_members", "", found=found, expected=expected)
        return
    total = sum(member.file_size for member in members)
    if total > limits.max_total_bytes:
        found, expected = f"{total} bytes when unpacked", f"at most {limits.max_total_bytes}"
        yield problem("too_large", "", found=found, expected=expected)
    yield from _duplicates(member.filename for member in members)
    for member in members:
        yield from _member_problems(member, limits)


def _duplicates(names: Iterable[str]) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            found = f"the member {name!r} {times} times"
            yield problem("duplicate_member", name, found=found, expected="every member once")


def _member_problems(member: ZipInfo, limits: BundleLimits) -> Iterator[Problem]:
    name, mode = member.filename, member.external_attr >> 16
    if member.flag_bits & _ENCRYPTED:
        yield problem("encrypted_member", name, found=f"the encrypted member {name!r}", expected="no encryption")
    if member.compress_type not in {ZIP_STORED, ZIP_DEFLATED}:
        found = f"the compression method {member.compress_type}"
        yield problem("unknown_compression", name, found=found, expected="a stored or deflated member")
    if member.is_dir() or stat.S_IFMT(mode) not in {0, stat.S_IFREG}:
        found = f"{name!r}, which is a folder, a link or a device"
        yield problem("not_a_file", name, found=found, expected="regular files only")
    elif not _is_safe(member):
        why = "such a name could leave the folder it is unpacked to"
        yield problem("unsafe_name", name, found=f"the name {name!r}", expected="a plain relative path", why=why)
    yield from _size_problems(member, limits)


def _is_safe(member: ZipInfo) -> bool:
    name = member.filename
    if name != member.orig_filename or not name.isprintable() or "\\" in name or _DRIVE.match(name):
        return False
    return all(part not in {"", ".", ".."} for part in name.split("/"))


def _size_problems(member: ZipInfo, limits: BundleLimits) -> Iterator[Problem]:
    size, packed = member.file_size, member.compress_size
    if member.compress_type == ZIP_STORED and size != packed:
        found = f"{member.filename!r} with {packed} bytes in the archive"
        yield problem("damaged", member.filename, found=found, expected=f"{size} bytes, as its header says")
    if size > MIN_SUSPECT_BYTES and size > limits.max_ratio * packed:
        found = f"{packed} bytes that would unpack to {size}"
        yield problem("bomb", member.filename, found=found, expected=f"at most {limits.max_ratio} times as many")
