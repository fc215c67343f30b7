# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What commands print: lines and tables for people on stdout, one JSON document for programs, progress on stderr."""

import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

BAR_CHARACTERS = 24
SHOW_EVERY_S = 0.1
Show = Callable[[int, int], None]
"""Is told how much is done, of how much."""


def print_json(document: Any) -> None:
    """Print *document* as the one JSON document of the command."""
    typer.echo(json.dumps(document, ensure_ascii=False, indent=2))


def print_table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print *rows* in aligned columns under *headings*."""
    table = [list(headings), *([printable(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in table) for column in range(len(headings))]
    for row in table:
        typer.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def printable(text: str) -> str:
    """Return *text* without what would steer a terminal: names come from anybody."""
    return "".join(ch if ch.isprintable() or ch == "\n" else "�" for ch in text)


def shown_bytes(size_bytes: float) -> str:
    """Return a size as people read it."""
    for unit in ("B", "kB", "MB"):
        if size_bytes < 1000:
            return f"{size_bytes:.{0 if unit == 'B' else 1}f} {unit}"
        size_bytes /= 1000
    return f"{size_bytes:.1f} GB"


@contextmanager
def progress(label: str, things: str = "") -> Iterator[Show]:
    """Give what shows how far something is and how fast it goes, where stderr is a terminal.

    *things* are what is counted; without, it is bytes.
    """
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    bar = _Bar(label, things)
    try:
        yield bar.show
    finally:
        bar.wipe()


class _Bar:
    """One line on a terminal that is written over until the work ends."""

    def __init__(self, label: str, things: str) -> None:
        self._label = label
        self._things = things
        self._began_s = time.monotonic()
        self._next_s = 0.0

    def show(self, done: int, total: int) -> None:
        now_s = time.monotonic()
        if now_s < self._next_s and done < total:
            return
        self._next_s = now_s + SHOW_EVERY_S
        share = min(1.0, done / max(total, 1))
        filled = "#" * int(BAR_CHARACTERS * share)
        amount = self._amount(done, total, done / max(now_s - self._began_s, 0.001))
        line = f"{self._label} [{filled:<{BAR_CHARACTERS}}] {100 * share:3.0f}%  {amount}"
        typer.echo(f"\r{line}\x1b[K", err=True, nl=False)

    def _amount(self, done: int, total: int, rate: float) -> str:
        if self._things:
            return f"{done} of {total} {self._things}, {rate:.0f}/s"
        return f"{shown_bytes(done)} of {shown_bytes(total)}, {shown_bytes(rate)}/s"

    def wipe(self) -> None:
        typer.echo("\r\x1b[K", err=True, nl=False)
