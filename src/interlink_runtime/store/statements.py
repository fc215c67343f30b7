# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Statements: built with SQLAlchemy Core, compiled once, run as text on the driver.

Building and compiling a statement costs more than SQLite needs to answer it, and a session per
request ten times as much (docs/performance.md); so each is compiled at its first use and kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql import ClauseElement
from sqlalchemy.sql.compiler import SQLCompiler


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
    is_long: bool = False
    """Whether it may touch very many rows: then it must not run where requests are answered."""


def compiled(clause: ClauseElement) -> Statement:
    """Return *clause* as SQLite takes it."""
    done = clause.compile(dialect=sqlite.dialect(paramstyle="named"))
    assert isinstance(done, SQLCompiler)
    return Statement(str(done), {name: bind.value for bind, name in done.bind_names.items() if not bind.required})


def listed(name: str) -> Select[Any]:
    """Return the values of the JSON list that is bound as *name*: an IN of any length in one text."""
    return select(func.json_each(bindparam(name)).table_valued("value").c.value)
