# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Events: one for each change that was acknowledged, none for anything else, in an order that was possible.

Secret entries are told together when their day is over; until then a tally counts them, which goes with its asset.
"""

from collections import Counter
from collections.abc import Iterator

from .faults import Fault, Life
from .history import CREATES, EVENTS, History, Operation
from .kept import Event, Kept

SECRET = frozenset({"votes"})
Sign = tuple[str, str, str]
"""Type, asset, and what else tells one event from another."""


def check_events(history: History, lives: dict[str, Life], kept: Kept) -> Iterator[Fault]:
    """Yield what the events do not tell, tell twice or tell in a wrong order."""
    told = _told(kept)
    certain = Counter(_sign(one) for one in history.done())
    unsure = Counter(_sign(one) for one in history.operations if one.kind in EVENTS and one.may_be_done)
    for sign, missing in (certain - told).items():
        if sign[2] in SECRET and sign[1] not in kept.assets:
            continue
        yield Fault("event", f"{missing} of {certain[sign]} missing: {sign}", sign[1])
    for sign, extra in (told - certain - unsure).items():
        yield Fault("event", f"{extra} too many: {sign}", sign[1])
    if len({event.id for event in kept.events}) < len(kept.events):
        yield Fault("event", "two events have one identifier")
    yield from _check_order(list(_placed(lives, kept)))


def _told(kept: Kept) -> Counter[Sign]:
    told: Counter[Sign] = Counter()
    for event in kept.events:
        if event.asset:
            told[_sign_of_event(event)] += event.data.get("count", 1)
    for (asset, collection), count in kept.tallies.items():
        told["asset.contributed", asset, collection] += count
    return told


def _check_order(placed: list[tuple[int, Operation]]) -> Iterator[Fault]:
    placed.sort(key=lambda place: place[0])
    for index, (_, one) in enumerate(placed):
        if late := next((earlier for _, earlier in placed[:index] if one.precedes(earlier)), None):
            yield Fault("event", f"the event of a later change comes first: {late} | {one}", one.target)


def _placed(lives: dict[str, Life], kept: Kept) -> Iterator[tuple[int, Operation]]:
    """Yield the changes whose events can be told from all others, with the number of the event."""
    for asset, life in lives.items():
        since = _last(kept, CREATES[life.birth.kind], asset)
        if since is None:
            continue
        yield since, life.birth
        edited = [event.seq for event in kept.events if (event.type, event.asset) == ("asset.edited", asset)]
        if len(edited) == len(life.edits):
            yield from zip(edited, life.edits, strict=True)
        deleted = _last(kept, "asset.deleted", asset)
        if life.death and deleted is not None:
            yield deleted, life.death


def _last(kept: Kept, kind: str, asset: str) -> int | None:
    return next((event.seq for event in reversed(kept.events) if (event.type, event.asset) == (kind, asset)), None)


def _sign(one: Operation) -> Sign:
    match one.kind:
        case "share":
            rest = f"{one.asked['subject']} {one.asked['role']}"
        case "unshare":
            rest = str(one.asked["subject"])
        case "contribute":
            rest = str(one.asked["collection"])
        case _:
            rest = ""
    return EVENTS[one.kind], one.target or "", rest


def _sign_of_event(event: Event) -> Sign:
    match event.type:
        case "asset.shared":
            rest = f"{event.data['subject']} {event.data['role']}"
        case "asset.unshared":
            rest = str(event.data["subject"])
        case "asset.contributed":
            rest = str(event.data["collection"])
        case _:
            rest = ""
    return event.type, event.asset or "", rest
