# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""What is asked, and what people answered, sorted by topic."""

import csv
import io
from collections.abc import Iterable, Mapping
from datetime import date

from interlink_sdk import Contribution, InvalidParameters
from interlink_sdk.errors import Problem
from pydantic import BaseModel, ConfigDict


class Board(BaseModel):
    """The state of a board, typed; it was checked against the manifest's schema."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    question: str
    topics: tuple[str, ...]
    closes_on: date | None = None


def ideas_by_topic(board: Board, contributions: Mapping[str, Iterable[Contribution]]) -> dict[str, list[str]]:
    """Return the ideas of each topic, in the order of the topics."""
    found: dict[str, list[str]] = {topic: [] for topic in board.topics}
    for entry in contributions["ideas"]:
        found.setdefault(str(entry.body["topic"]), []).append(str(entry.body["idea"]))
    return found


def as_csv(ideas: Mapping[str, list[str]]) -> str:
    """Write the ideas as RFC 4180 has it, with no cell that a spreadsheet would run as a formula."""
    table = io.StringIO()
    rows = [(_harmless(topic), _harmless(idea)) for topic, texts in ideas.items() for idea in texts]
    csv.writer(table).writerows([("topic", "idea"), *rows])
    return table.getvalue()


def refusal(key: str, found: object, fix: str) -> InvalidParameters:
    """Return the refusal of what was *found* in the field *key*; *fix* is what the person reads."""
    problem = Problem(code="board", key=key, found=repr(found), expected="what fits this board", fix=fix)
    return InvalidParameters(fix, problems=[problem])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell
