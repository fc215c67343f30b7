# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What commands print: lines and tables for people on stdout, one JSON document for programs, progress on stderr."""

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import typer

BAR_CHARACTERS = 30


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


@contextmanager
def progress(label: str) -> Iterator[Callable[[int, int], None]]:
    """Give what shows how far something is (done, of how many), where stderr is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return

    def show(done: int, total: int) -> None:
        filled = BAR_CHARACTERS * done // max(total, 1)
        typer.echo(f"\r{label} [{'#' * filled:<{BAR_CHARACTERS}}] {100 * done // max(total, 1):3}%", err=True, nl=False)

    try:
        yield show
    finally:
        typer.echo("\r\x1b[K", err=True, nl=False)
