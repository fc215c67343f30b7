# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The ZIP around a bundle: headers in, bytes out, without a file or a clock.

Members are stored, never deflated, and their length and CRC-32 are known before they are read, so
an archive can be sent as it is made and its length is known in advance. Written by hand because
every byte must be ours to decide: the same on every machine and in every version of Python.
Source: PKWARE APPNOTE 6.3.10, sections 4.3.7 to 4.3.16 and 4.5.3.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from struct import Struct, pack
from typing import NamedTuple

LIMIT_32 = 0xFFFFFFFF
LIMIT_16 = 0xFFFF

_UTF8_NAME = 0x0800
_UNIX = 3 << 8
_REGULAR_FILE = 0o100644 << 16
_PLAIN, _ZIP64 = 20, 45  # versions needed to extract, 4.4.3.2
_LOCAL = Struct("<4sHHHHHLLLHH")
_ENTRY = Struct("<4sHHHHHHLLLHHHHHLL")
_END_64 = Struct("<4sQHHLLQQQQ")
_LOCATOR_64 = Struct("<4sLQL")
_END = Struct("<4sHHHHLLH")


class Member(NamedTuple):
    """One member of an archive, by what its headers say."""

    name: str
    size_bytes: int
    crc32: int


def local_header(member: Member, at: datetime) -> bytes:
    """Return what stands before the bytes of *member*."""
    name, size = member.name.encode(), min(member.size_bytes, LIMIT_32)
    extra = _zip64_extra(member.size_bytes, member.size_bytes) if size == LIMIT_32 else b""
    needed = _ZIP64 if extra else _PLAIN
    time, date = _dos_time(at)
    fields = (needed, _UTF8_NAME, 0, time, date, member.crc32, size, size, len(name), len(extra))
    return _LOCAL.pack(b"PK\x03\x04", *fields) + name + extra


def directory(members: Sequence[Member], at: datetime) -> bytes:
    """Return what stands behind the last member: the central directory and its end."""
    entries, offset = [], 0
    for member in members:
        entries.append(_entry(member, offset, at))
        offset += len(local_header(member, at)) + member.size_bytes
    listing = b"".join(entries)
    return listing + _end(len(members), len(listing), offset)


def archive_length(members: Sequence[Member], at: datetime) -> int:
    """Return the number of bytes of the whole archive."""
    before = sum(len(local_header(member, at)) + member.size_bytes for member in members)
    return before + len(directory(members, at))


def _entry(member: Member, offset: int, at: datetime) -> bytes:
    name, size = member.name.encode(), min(member.size_bytes, LIMIT_32)
    large = [member.size_bytes] * 2 if size == LIMIT_32 else []
    extra = _zip64_extra(*large, *([offset] if offset >= LIMIT_32 else []))
    needed = _ZIP64 if extra else _PLAIN
    time, date = _dos_time(at)
    fields = (_UNIX | needed, needed, _UTF8_NAME, 0, time, date, member.crc32, size, size, len(name), len(extra))
    return _ENTRY.pack(b"PK\x01\x02", *fields, 0, 0, 0, _REGULAR_FILE, min(offset, LIMIT_32)) + name + extra


def _end(count: int, size: int, offset: int) -> bytes:
    end = (min(count, LIMIT_16), min(count, LIMIT_16), min(size, LIMIT_32), min(offset, LIMIT_32), 0)
    plain = _END.pack(b"PK\x05\x06", 0, 0, *end)
    if count < LIMIT_16 and size < LIMIT_32 and offset < LIMIT_32:
        return plain
    version = (_UNIX | _ZIP64, _ZIP64)
    record = _END_64.pack(b"PK\x06\x06", _END_64.size - 12, *version, 0, 0, count, count, size, offset)
    return record + _LOCATOR_64.pack(b"PK\x06\x07", 0, offset + size, 1) + plain


def _zip64_extra(*numbers: int) -> bytes:
    return pack(f"<HH{len(numbers)}Q", 1, 8 * len(numbers), *numbers) if numbers else b""


def _dos_time(at: datetime) -> tuple[int, int]:
    """Return time and date as DOS counts them: two-second steps in the years 1980 to 2107."""
    moment = at.astimezone(UTC)
    year = min(max(moment.year, 1980), 2107)
    return (
        moment.hour << 11 | moment.minute << 5 | moment.second // 2,
        (year - 1980) << 9 | moment.month << 5 | moment.day,
    )
