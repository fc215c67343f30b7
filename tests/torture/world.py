# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the clients know of each other's assets: only what was acknowledged to one of them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from .history import Operation

STRENGTH = {"viewer": 1, "contributor": 2, "editor": 3, "owner": 4}
COLLECTIONS = {"poll": "votes", "meeting-notes": "comments", "roll-call": "answers"}


@dataclass
class Known:
    """An asset as its clients know it; others may have gone further."""

    id: str
    interlinker: str
    name: str
    version: int
    roles: dict[str, str]
    is_mortal: bool
    """Whether it may be deleted; then nobody makes a bundle of it, so that no identifier lives twice."""
    is_dead: bool = False


@dataclass
class World:
    """All known assets, and what is still to be done; it lives as long as a run."""

    operations_left: int
    random: Random
    assets: dict[str, Known] = field(default_factory=dict)

    def learn(self, operation: Operation) -> Known:
        """Know the asset that *operation* made."""
        reply = operation.reply
        known = Known(
            reply["id"],
            reply["interlinker"],
            reply["name"],
            reply["version"],
            {operation.person: "owner"},
            is_mortal=self.random.random() < 0.4,
        )
        self.assets[known.id] = known
        return known

    def choose(
        self, random: Random, person: str, role: str, interlinkers: Sequence[str] = (), *, mortal: bool | None = None
    ) -> Known | None:
        """Draw an asset on which *person* has at least *role*; now and then one of the last, for company."""
        found = [
            known
            for known in self.assets.values()
            if STRENGTH.get(known.roles.get(person, ""), 0) >= STRENGTH[role]
            and not known.is_dead
            and (not interlinkers or known.interlinker in interlinkers)
            and mortal in (None, known.is_mortal)
        ]
        if not found:
            return None
        return random.choice(found[-4:]) if random.random() < 0.6 else random.choice(found)
