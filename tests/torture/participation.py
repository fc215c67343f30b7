# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What people added, and who may: contributions by the rule of their collection, and grants."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from .faults import Fault, Life, possibly_last
from .history import Operation
from .kept import Entry, Kept
from .world import COLLECTIONS


def check_participation(lives: dict[str, Life], kept: Kept) -> Iterator[Fault]:
    """Yield what is lost, doubled or different of the contributions and grants of what is there."""
    for asset, life in lives.items():
        if asset not in kept.assets or life.death:
            continue
        entries = [entry for entry in kept.entries.get(asset, []) if not entry.is_claimed]
        added = [one for one in life.operations if one.kind == "contribute"]
        match COLLECTIONS.get(life.interlinker):
            case "comments":
                yield from _check_all_kept(asset, added, entries)
            case "votes":
                yield from _check_latest_kept(asset, added, entries)
            case "answers":
                yield from _check_first_kept(asset, added, entries)
            case _:
                pass
        yield from _check_grants(life, kept)
    yield from _check_inherited(lives, kept)


def _check_all_kept(asset: str, added: Iterable[Operation], entries: list[Entry]) -> Iterator[Fault]:
    added = list(added)
    told = {one.reply["id"]: one for one in added if one.is_done}
    found = Counter(entry.id for entry in entries)
    for missing in told.keys() - found.keys():
        yield Fault("lost", f"a contribution was acknowledged and is not there: {told[missing]}", asset)
    if sum((found - Counter(told.keys())).values()) > sum(one.may_be_done for one in added):
        yield Fault("doubled", f"{len(entries)} contributions are there, {len(told)} were acknowledged", asset)
    placed = [told[entry.id] for entry in entries if entry.id in told]
    for entry in entries:
        if entry.id in told and entry.body != told[entry.id].asked["body"]:
            yield Fault("different", f"{entry.body} is kept of {told[entry.id]}", asset)
    for earlier, later in pairwise(placed):
        if later.precedes(earlier):
            yield Fault("unexplained", f"a later contribution stands first: {earlier} | {later}", asset)


def _check_latest_kept(asset: str, added: Iterable[Operation], entries: list[Entry]) -> Iterator[Fault]:
    people = _by_person(added)
    unnamed = len(entries)
    for person, theirs in people.items():
        ids = {one.reply["id"] for one in theirs if one.is_done}
        rows = [entry for entry in entries if entry.id in ids]
        unnamed -= len(rows)
        if not ids:
            continue
        if len(ids) > 1 or len(rows) > 1:
            yield Fault("doubled", f"{person} voted more than once: {sorted(ids)}", asset)
        elif not rows:
            yield Fault("lost", f"the vote of {person} is not there", asset)
        elif rows[0].body not in [one.asked["body"] for one in possibly_last(_effective(theirs))]:
            yield Fault("different", f"{rows[0].body} is not the last vote of {person}", asset)
    if unnamed > sum(not any(one.is_done for one in theirs) for theirs in people.values()):
        yield Fault("doubled", "there is a vote that nobody was told of", asset)


def _check_first_kept(asset: str, added: Iterable[Operation], entries: list[Entry]) -> Iterator[Fault]:
    for person, theirs in _by_person(added).items():
        done = [one for one in theirs if one.is_done]
        rows = [entry for entry in entries if entry.author == person]
        if len(done) > 1 or len(rows) > 1:
            yield Fault("doubled", f"{person} answered {len(rows)} times and was told so {len(done)} times", asset)
        elif done and not rows:
            yield Fault("lost", f"the answer of {person} is not there", asset)
        elif done and rows[0].body != done[0].asked["body"]:
            yield Fault("different", f"the first answer of {person} was replaced", asset)
        elif not done and any(one.status == 409 for one in theirs) and not any(one.may_be_done for one in theirs):
            yield Fault("unexplained", f"{person} was told to have answered before, and never had", asset)


def _check_grants(life: Life, kept: Kept) -> Iterator[Fault]:
    given = [one for one in life.operations if one.kind in {"share", "unshare"}]
    found = kept.grants.get(life.asset, {})
    for subject in {one.asked["subject"] for one in given} | (found.keys() - {f"person:{life.birth.person}"}):
        theirs = [one for one in _effective(given) if one.asked["subject"] == subject]
        possible = {one.asked.get("role") for one in possibly_last(theirs)} or {None}
        if all(not one.is_done for one in theirs):
            possible.add(None)
        if found.get(subject) not in possible:
            what = f"{subject} is {found.get(subject)}, not {' or '.join(map(str, possible))}"
            yield Fault("different", what, life.asset)


def _check_inherited(lives: dict[str, Life], kept: Kept) -> Iterator[Fault]:
    """Yield what came back without the comments that its original had when the bundle was made."""
    for asset, life in lives.items():
        original = lives.get(life.birth.asset or "")
        if life.birth.kind != "restore" or original is None or original is life or asset not in kept.assets:
            continue
        if life.interlinker != "meeting-notes" or life.death:
            continue
        export = life.birth.asked["exported"]
        added = [one for one in original.operations if one.kind == "contribute"]
        certain = sum(one.is_done and one.completed < export[0] for one in added)
        possible = sum(one.invoked < export[1] for one in added) + _inherited(original, kept)
        found = _inherited(life, kept)
        if not certain + _inherited(original, kept) <= found <= possible:
            yield Fault("different", f"{found} comments came back, not {certain} to {possible}", asset)


def _inherited(life: Life, kept: Kept) -> int:
    return sum(entry.is_claimed for entry in kept.entries.get(life.asset, []))


def _effective(operations: Iterable[Operation]) -> list[Operation]:
    return [one for one in operations if one.is_done or one.may_be_done]


def _by_person(operations: Iterable[Operation]) -> dict[str, list[Operation]]:
    people: dict[str, list[Operation]] = {}
    for one in operations:
        people.setdefault(one.person, []).append(one)
    return people
