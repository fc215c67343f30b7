# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Spreadsheets: a table for each of the first sheets, with the values that were last computed."""

from itertools import islice
from pathlib import Path
from typing import Any

from interlink_documents.previews.archive import check_archive
from interlink_documents.previews.preview import Limits, Preview
from interlink_documents.previews.tables import table

MAX_CELL_CHARACTERS = 1_000


def read(path: Path, limits: Limits) -> Preview:
    """Read the upper left corner of the first sheets."""
    from openpyxl import load_workbook

    check_archive(path)
    with path.open("rb") as file:  # by name it would insist on an extension, which stored files do not have
        book = load_workbook(file, read_only=True, data_only=True, keep_links=False)
        sheets = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        corners = [(sheet.title, _corner(sheet, limits)) for sheet in sheets[: limits.sheets]]
    tables = "".join(table(rows[: limits.rows], caption=title) for title, rows in corners)
    if any(len(rows) > limits.rows for _, rows in corners):
        return Preview(tables, shown=("rows", limits.rows))
    return Preview(tables, shown=("sheets", limits.sheets) if len(sheets) > limits.sheets else None)


def _corner(sheet: Any, limits: Limits) -> list[list[str]]:
    sheet.reset_dimensions()  # what a file says of its own size need not be true
    rows = islice(sheet.iter_rows(max_col=limits.columns, values_only=True), 10 * limits.rows)
    filled = ([_text(value) for value in row] for row in rows if any(value is not None for value in row))
    return list(islice(filled, limits.rows + 1))


def _text(value: object) -> str:
    return "" if value is None else str(value)[:MAX_CELL_CHARACTERS]
