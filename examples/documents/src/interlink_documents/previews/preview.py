# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a reader of one kind of file gets and gives."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a file is read."""

    pages: int
    """Pages of a PDF, slides."""
    sheets: int
    rows: int
    columns: int
    characters: int


@dataclass(frozen=True, slots=True)
class Preview:
    """The beginning of a file as HTML."""

    html: str
    pages: int | None = None
    """How many the whole has, where it has pages or slides."""
    shown: tuple[Literal["pages", "slides", "sheets", "rows", "characters"], int] | None = None
    """How far it was read, where that is not the end."""
