# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where in the text of a TOML document a key stands, as far as the text allows to tell."""

import re
from collections.abc import Iterator

KeyPath = tuple[str | int, ...]

_WORD = r"""(?:"[^"]*"|'[^']*'|[A-Za-z0-9_-]+)"""
_HEADER = re.compile(rf"^\s*(\[\[|\[)\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(rf"^\s*({_WORD}(?:\s*\.\s*{_WORD})*)\s*=")
_PART = re.compile(_WORD)
_FENCE = re.compile(r'"""|\'\'\'')


def line_of(text: str, path: KeyPath) -> int | None:
    """Return the line, counted from 1, where *path* stands, else the nearest of the tables around it."""
    wanted = tuple(str(part) for part in path)
    ranks = (
        # a table around it is nearer than a neighbour in that table; of equals, the first
        (_shared(wanted, found), _shared(wanted, found) == len(found), -number)
        for number, found in _key_lines(text)
    )
    length, _, number = max(ranks, default=(0, False, 0))
    return -number if length else None


def dotted(path: KeyPath) -> str:
    """Return *path* as messages show it."""
    return ".".join(str(part) for part in path)


def toml_line(error: Exception) -> int | None:
    """Return the line that *error*, raised by tomllib, names."""
    digits = str(error).partition("line ")[2].partition(",")[0]
    return int(digits) if digits.isdigit() else None


def _shared(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many steps both paths have in common from the beginning."""
    differs = (index for index, (ours, theirs) in enumerate(zip(one, other, strict=False)) if ours != theirs)
    return next(differs, min(len(one), len(other)))


def _key_lines(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    table: tuple[str, ...] = ()
    last: dict[tuple[str, ...], int] = {}
    for number, line in _lines_outside_texts(text):
        if header := _HEADER.match(line):
            table = _placed(_parts(header[2]), last, is_new=header[1] == "[[")
            yield number, table
        elif key := _KEY.match(line):
            yield number, (*table, *_parts(key[1]))


def _lines_outside_texts(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that do not begin inside a text of several lines."""
    fence = ""
    for number, line in enumerate(text.splitlines(), 1):
        if not fence:
            yield number, line
        for mark in _FENCE.findall(line):
            if not fence:
                fence = mark
            elif mark == fence:
                fence = ""


def _placed(parts: tuple[str, ...], last: dict[tuple[str, ...], int], *, is_new: bool) -> tuple[str, ...]:
    """Return the key path of a table, with the number of each list of tables that it is inside of."""
    placed: tuple[str, ...] = ()
    for index, part in enumerate(parts):
        placed = (*placed, part)
        if is_new and index == len(parts) - 1:
            last[placed] = last.get(placed, -1) + 1
        if placed in last:
            placed = (*placed, str(last[placed]))
    return placed


def _parts(dotted_key: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted_key))
