# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The judge of conditional edits, on histories of a few lines."""

import pytest

from .edits import check_edits
from .faults import Life
from .history import Operation


def birth() -> Operation:
    return Operation(1, 0, "ana", "make", None, {}, 1, 2, 1, 201, {"id": "a", "version": 1, "interlinker": "poll"})


def edit(base: int, version: int, invoked: int, completed: int) -> Operation:
    return Operation(2, 0, "ana", "edit", "a", {"base": base}, invoked, completed, 1, 200, {"version": version})


def refused(base: int, present: int, invoked: int, completed: int) -> Operation:
    reply = {"code": "stale_version", "context": {"present": present}}
    return Operation(3, 0, "bob", "edit", "a", {"base": base}, invoked, completed, 1, 412, reply)


def read(version: int, invoked: int, completed: int) -> Operation:
    return Operation(4, 0, "bob", "read", "a", {}, invoked, completed, 1, 200, {"version": version})


EXPLAINED: dict[str, list[Operation]] = {
    "nothing but its making": [],
    "edits one after the other": [edit(1, 2, 3, 4), edit(2, 3, 5, 6)],
    "a refusal of what was overtaken": [edit(1, 2, 3, 4), refused(1, 2, 5, 6)],
    "a refusal of what was under way together": [edit(1, 2, 3, 6), refused(1, 2, 4, 5)],
    "a read before an edit that was under way": [edit(1, 2, 3, 6), read(1, 4, 5)],
    "a read after an edit that was under way": [edit(1, 2, 3, 6), read(2, 4, 5)],
}
UNEXPLAINED: dict[str, list[Operation]] = {
    "two edits of one version": [edit(1, 2, 3, 4), edit(1, 2, 5, 6)],
    "an edit of a version that was overtaken": [edit(1, 2, 3, 4), edit(1, 3, 5, 6)],
    "a version that nobody made": [edit(1, 2, 3, 4), edit(3, 4, 5, 6)],
    "a later version before the earlier": [edit(2, 3, 3, 4), edit(1, 2, 5, 6)],
    "a read of what was overtaken": [edit(1, 2, 3, 4), read(1, 5, 6)],
    "a read of what is not there yet": [read(2, 3, 4), edit(1, 2, 5, 6)],
    "a refusal of the present version": [refused(1, 1, 3, 4)],
    "a refusal because of what was not there yet": [refused(1, 2, 3, 4), edit(1, 2, 5, 6)],
}


@pytest.mark.parametrize("operations", EXPLAINED.values(), ids=EXPLAINED)
def test_what_one_order_explains_is_no_fault(operations: list[Operation]) -> None:
    assert list(check_edits({"a": Life(birth(), operations)})) == []


@pytest.mark.parametrize("operations", UNEXPLAINED.values(), ids=UNEXPLAINED)
def test_what_no_order_explains_is_a_fault(operations: list[Operation]) -> None:
    faults = list(check_edits({"a": Life(birth(), operations)}))
    assert {fault.kind for fault in faults} == {"unexplained"}
