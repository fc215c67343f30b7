# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Statements: built with SQLAlchemy Core, compiled once, run as text on the driver.

Building and compiling a statement costs more than SQLite needs to answer it, and a session per
request ten times as much (docs/performance.md); so each is compiled at its first use and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement


@dataclass(frozen=True, slots=True)
class Statement:
    """SQL text with named parameters, and the values that are bound already."""

    sql: str
    bound: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Step:
    """One statement of a write, with how many rows it must touch; None leaves that open."""

    statement: Statement
    params: Mapping[str, Any]
    rows: int | None = 1


def compiled(clause: ClauseElement) -> Statement:
    """Return *clause* as SQLite takes it."""
    compiled_clause = clause.compile(dialect=sqlite.dialect(paramstyle="named"))
    return Statement(
        str(compiled_clause), {key: value for key, value in (compiled_clause.params or {}).items() if value is not None}
    )
