# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rows of text as an accessible table."""

from collections.abc import Sequence
from html import escape


def table(rows: Sequence[Sequence[str]], *, caption: str = "") -> str:
    """Write *rows*, the first of them as headings, without columns that are empty to the right."""
    width = max((index + 1 for row in rows for index, cell in enumerate(row) if cell.strip()), default=0)
    head, *body = [[*row[:width], *[""] * (width - len(row))] for row in rows] or [[]]
    title = f"<caption>{escape(caption)}</caption>" if caption else ""
    heads = "".join(f'<th scope="col">{escape(cell)}</th>' if cell.strip() else "<td></td>" for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in body)
    return f"<table>{title}<thead><tr>{heads}</tr></thead><tbody>{lines}</tbody></table>"
