# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The answers themselves: each request has an outcome, and none that nothing explains."""

from collections.abc import Iterator

from .faults import Fault, Life
from .history import History, Operation

EXPLAINED = frozenset({(403, "forbidden"), (404, "not_found")})
"""Refusals that other clients may cause: a role was taken away, the asset was deleted."""
OF_KIND = {"edit": (412, "stale_version"), "contribute": (409, "already_contributed")}
UNTOUCHED = frozenset({"make", "restore"})
"""What nobody else can disturb."""


def check_answers(history: History, lives: dict[str, Life]) -> Iterator[Fault]:
    """Yield what clients were never told, or told without a reason."""
    for one in history.operations:
        if not one.completed:
            yield Fault("no_outcome", str(one), one.asset)
        elif not one.is_done and not _is_explained(one):
            yield Fault("unexpected", str(one), one.asset)
        elif any(failure.startswith("two answers") for failure in one.failures):
            yield Fault("unexplained", f"one request was answered in two ways: {one}", one.asset)
        elif one.kind == "download" and one.reply["sha256"] != one.asked["sha256"]:
            yield Fault("different", f"a file was given back with other bytes: {one}", one.asset)
    for life in lives.values():
        yield from _check_presence(life)


def _is_explained(one: Operation) -> bool:
    refusal = (one.status, str(one.reply.get("code")))
    return (refusal in EXPLAINED and one.kind not in UNTOUCHED) or refusal == OF_KIND.get(one.kind)


def _check_presence(life: Life) -> Iterator[Fault]:
    """Yield where a deleted asset still answers, and where one that is there does not answer its owner."""
    for one in life.operations:
        if life.death and life.death.precedes(one) and one.is_done:
            yield Fault("risen", f"it was deleted, and then: {one}", life.asset)
        if one.status == 404 and one.person == life.birth.person and not _may_be_gone(life, one):
            yield Fault("lost", f"its owner was told that there is none: {one}", life.asset)


def _may_be_gone(life: Life, one: Operation) -> bool:
    # a role that is taken away from somebody who has none is not found either
    deletions = [other for other in life.operations if other.kind == "delete" and other.invoked < one.completed]
    return one.kind == "unshare" or any(other.is_done or other.may_be_done for other in deletions)
