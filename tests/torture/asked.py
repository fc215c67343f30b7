# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the interlinker was asked: once for a request, however many copies of it came at the same moment."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from .faults import Fault
from .history import History, Operation

NOTES = "asked"
"""The file, in the folder of the run, where the roll call notes each text that it is asked to take."""


def check_asked(history: History, folder: Path) -> Iterator[Fault]:
    """Yield the requests for which the interlinker was asked again although nothing had failed."""
    notes = folder / NOTES
    asked = Counter(notes.read_text(encoding="utf-8").splitlines() if notes.exists() else [])
    for one in history.operations:
        if one.kind == "contribute" and _is_sent_once(one) and asked[one.asked["body"].get("text", "")] > 1:
            yield Fault("doubled", f"the interlinker was asked more than once: {one}", one.asset)


def _is_sent_once(one: Operation) -> bool:
    """Say whether it was taken when all copies were sent together and the server answered each of them.

    A refusal frees the key: of one that was refused, a copy that comes late is asked about again.
    """
    return one.is_done and one.attempts == 1 and all(failure.startswith("two answers") for failure in one.failures)
