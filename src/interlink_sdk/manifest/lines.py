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
    """Return the line, counted from 1, of the longest beginning of *path* that has a line of its own."""
    wanted = tuple(str(part) for part in path)
    best: tuple[int, int] | None = None
    for number, found in _key_lines(text):
        if wanted[: len(found)] == found and (best is None or len(found) > best[0]):
            best = (len(found), number)
    return best[1] if best else None


def dotted(path: KeyPath) -> str:
    """Return *path* as messages show it."""
    return ".".join(str(part) for part in path)


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
