# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is asked and how often each answer was given."""

import csv
import io
from collections import Counter
from collections.abc import Mapping
from datetime import date

from pydantic import BaseModel, ConfigDict

from interlink_sdk import Contributions, InvalidParameters
from interlink_sdk.errors import Problem


class Poll(BaseModel):
    """The state of a poll, typed; it was checked against the manifest's schema."""

    model_config = ConfigDict(frozen=True, str_strip_whitespace=True)

    question: str
    description: str = ""
    options: tuple[str, ...]
    closes_on: date | None = None


def tally_of(poll: Poll, contributions: Contributions) -> dict[str, int]:
    """Count the votes for each option, in the order of the options."""
    votes = Counter(vote.body["option"] for vote in contributions["votes"])
    return {option: votes[option] for option in poll.options}


def as_csv(tally: Mapping[str, int]) -> str:
    """Write *tally* as RFC 4180 has it, with no cell that a spreadsheet would run as a formula."""
    total, table = sum(tally.values()) or 1, io.StringIO()
    rows = ((_harmless(option), votes, round(votes / total, 4)) for option, votes in tally.items())
    csv.writer(table).writerows([("option", "votes", "share"), *rows])
    return table.getvalue()


def refusal(key: str, found: object, fix: str) -> InvalidParameters:
    """Return the refusal of what was *found* in the field *key*; *fix* is what the person reads."""
    problem = Problem(code="poll", key=key, found=repr(found), expected="what this poll can count", fix=fix)
    return InvalidParameters(fix, problems=[problem])


def _harmless(cell: str) -> str:
    return f"'{cell}" if cell.startswith(("=", "+", "-", "@")) else cell
