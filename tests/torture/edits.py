# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Conditional edits: each asset is a register, and one order must explain all that was answered.

Versions give the order, so nothing has to be searched for: every edit rests on the version before
it, later edits are not answered before earlier ones are asked for, and whatever a reader or a
refused editor was told must have been true at a moment while they waited (linearizability).
"""

from collections.abc import Iterator

from .faults import Fault, Life
from .history import Operation


def check_edits(lives: dict[str, Life]) -> Iterator[Fault]:
    """Yield what no order explains."""
    for life in lives.values():
        yield from _check_succession(life)
        for one in life.operations:
            if one.kind == "read" and one.is_done:
                yield from _check_told(life, one, int(one.reply["version"]))
            if one.kind == "edit" and one.status == 412:
                yield from _check_refusal(life, one)


def _check_succession(life: Life) -> Iterator[Fault]:
    before = life.birth
    for one in life.edits:
        version, previous = int(one.reply["version"]), int(before.reply["version"])
        if version == previous:
            yield Fault("unexplained", f"two edits made version {version}: {before} | {one}", life.asset)
        elif one.asked["base"] != version - 1:
            yield Fault("unexplained", f"an edit of version {one.asked['base']} made version {version}", life.asset)
        elif version != previous + 1:
            yield Fault("unexplained", f"nobody made a version between {previous} and {version}", life.asset)
        elif one.precedes(before):
            yield Fault("unexplained", f"version {version} was there before version {previous} was asked", life.asset)
        before = one


def _check_told(life: Life, one: Operation, version: int) -> Iterator[Fault]:
    """Whoever was told that *version* is the newest was told so while it was, or may have been."""
    made = next((edit for edit in (life.birth, *life.edits) if edit.reply["version"] == version), None)
    newer = next((edit for edit in life.edits if edit.reply["version"] == version + 1), None)
    if made is None:
        yield Fault("unexplained", f"nobody made the version that was told: {one}", life.asset)
    elif one.precedes(made):
        yield Fault("unexplained", f"the version was told before it was asked for: {one} | {made}", life.asset)
    elif newer is not None and newer.precedes(one):
        yield Fault("unexplained", f"an older version was told although there was {newer}: {one}", life.asset)


def _check_refusal(life: Life, one: Operation) -> Iterator[Fault]:
    present = int(one.reply.get("context", {}).get("present", 0))
    if present == one.asked["base"]:
        yield Fault("unexplained", f"an edit of the present version was refused: {one}", life.asset)
    elif not one.may_be_done:  # else the version may be its own
        yield from _check_told(life, one, present)
