# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Three versions of every file go in, the template's then and now and the author's; one change each comes out."""

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from interlink_sdk.upgrading.repository import merge_texts

Action = Literal["added", "updated", "merged", "conflict", "removed", "kept"]
Files = Mapping[str, bytes]
ENOUGH_ALIKE = 0.6
"""The share of lines from which a file that is gone and one that is new are one that was renamed."""
ASIDE = ".template"
"""Added to the name of the template's version, where the two cannot be merged."""


@dataclass(frozen=True)
class Change:
    """What happens to one file."""

    name: str
    action: Action
    said: str = ""
    content: bytes | None = None
    """None where nothing is written under this name."""


def merge(base: Files, theirs: Files, ours: Path) -> list[Change]:
    """Return what brings the project in *ours* from the template *base* to the template *theirs*."""
    with tempfile.TemporaryDirectory(prefix="interlink-merge-") as place:
        return list(_changes(base, theirs, ours, Path(place)))


def _changes(base: Files, theirs: Files, ours: Path, place: Path) -> Iterator[Change]:
    renamed = dict(_renamed(base, theirs))
    for name in sorted({*base, *theirs} - {*renamed, *renamed.values()}):
        if base.get(name) != theirs.get(name):
            yield from _change(name, base.get(name), theirs.get(name), ours, place)
    for old, new in renamed.items():
        yield from _change_of_renamed(old, new, base[old], theirs[new], ours, place)


def _change(name: str, base: bytes | None, theirs: bytes | None, folder: Path, place: Path) -> Iterator[Change]:
    if _is_blocked(folder, name):
        yield Change(name, "conflict", "a link or a folder is in the way; nothing was written")
        return
    ours = _read(folder, name)
    if ours == theirs:
        return
    if ours is None and base is not None:
        yield Change(name, "kept", "you removed it; the template has changed it")
    elif theirs is None:
        yield (
            Change(name, "removed")
            if _same(ours, base)
            else Change(name, "kept", "the template has it no longer; yours is changed")
        )
    elif ours is None:
        yield Change(name, "added", content=theirs)
    elif _same(ours, base):
        yield Change(name, "updated", content=_ended_like(theirs, ours))
    else:
        yield from _merged(name, ours, base or b"", theirs, place)


def _change_of_renamed(old: str, new: str, base: bytes, theirs: bytes, folder: Path, place: Path) -> Iterator[Change]:
    ours = None if _is_blocked(folder, old) else _read(folder, old)
    if ours is None or _is_blocked(folder, new) or _read(folder, new) is not None:
        yield from _change(old, base, None, folder, place)
        yield from _change(new, None, theirs, folder, place)
        return
    if _same(ours, base):
        yield Change(new, "added", f"was {old}", _ended_like(theirs, ours))
    else:
        merged = list(_merged(new, ours, base, theirs, place))
        yield from merged
        if all(change.name != new for change in merged):
            return
    yield Change(old, "removed", f"is {new} now")


def _merged(name: str, ours: bytes, base: bytes, theirs: bytes, place: Path) -> Iterator[Change]:
    if any(map(_is_binary, (ours, base, theirs))):
        yield Change(name + ASIDE, "conflict", f"{name} is no text: yours stays, the template’s is beside it", theirs)
        return
    text, is_conflict = merge_texts(_lf(ours), _lf(base), _lf(theirs), place)
    action: Action = "conflict" if is_conflict else "merged"
    yield Change(
        name, action, "both changed the same lines; see the marks" if is_conflict else "", _ended_like(text, ours)
    )


def _renamed(base: Files, theirs: Files) -> Iterator[tuple[str, str]]:
    fresh = sorted(set(theirs) - set(base))
    for old in sorted(set(base) - set(theirs)):
        alike = [(_likeness(base[old], theirs[new]), new) for new in fresh]
        if alike and max(alike)[0] >= ENOUGH_ALIKE:
            new = max(alike)[1]
            fresh.remove(new)
            yield old, new


def _likeness(one: bytes, other: bytes) -> float:
    if one == other:
        return 1.0
    if _is_binary(one) or _is_binary(other):
        return 0.0
    return SequenceMatcher(None, one.splitlines(), other.splitlines(), autojunk=False).ratio()


def _is_blocked(folder: Path, name: str) -> bool:
    """Say whether writing *name* would follow a link, or meet a folder, or need a folder where a file is."""
    path = folder / name
    above = [folder.joinpath(*path.relative_to(folder).parts[:depth]) for depth in range(1, len(Path(name).parts))]
    return path.is_symlink() or path.is_dir() or any(each.is_symlink() or each.is_file() for each in above)


def _read(folder: Path, name: str) -> bytes | None:
    path = folder / name
    return path.read_bytes() if path.is_file() else None


def _same(ours: bytes | None, base: bytes | None) -> bool:
    """Say whether the author left the file alone; git may have changed the ends of its lines."""
    return ours == base or (ours is not None and base is not None and not _is_binary(ours) and _lf(ours) == _lf(base))


def _lf(text: bytes) -> bytes:
    return text.replace(b"\r\n", b"\n")


def _ended_like(text: bytes, ours: bytes) -> bytes:
    return _lf(text).replace(b"\n", b"\r\n") if b"\r\n" in ours and not _is_binary(text) else text


def _is_binary(content: bytes) -> bool:
    try:
        return "\0" in content.decode()
    except UnicodeDecodeError:
        return True
