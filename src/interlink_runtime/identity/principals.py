# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Who asks: a person, a program of the platform, nobody in particular, or this platform itself."""

from dataclasses import dataclass
from typing import Literal

from interlink_sdk.errors import Forbidden, Unauthenticated

Kind = Literal["person", "service", "anonymous", "system"]
EVERYONE = "everyone"
"""The grant subject that stands for whoever asks."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Whoever asks; it lives as long as the request."""

    kind: Kind
    id: str
    name: str = ""
    email: str | None = None
    locale: str = "en"
    is_operator: bool = False
    teams: tuple[str, ...] = ()
    may: frozenset[str] = frozenset()
    """What a service was switched on for."""

    @property
    def subjects(self) -> tuple[str, ...]:
        """What a grant can be given to so that this principal has it."""
        own = {"person": (f"person:{self.id}",), "service": (self.id,)}.get(self.kind, ())
        email = (f"email:{self.email.lower()}",) if self.email else ()
        return (*own, *email, *(f"team:{team}" for team in self.teams), EVERYONE)


ANONYMOUS = Principal("anonymous", "anonymous")
SYSTEM = Principal("system", "system", "INTERLINK", is_operator=True)
"""The platform itself: imports, commands on the machine, genesis assets."""


def require_person(who: Principal) -> Principal:
    """Return *who* if somebody is signed in; raises Unauthenticated."""
    if who.kind == "anonymous":
        raise Unauthenticated("nobody is signed in")
    return who


def require_operator(who: Principal) -> Principal:
    """Return *who* if it is an operator; raises Unauthenticated or Forbidden."""
    if not require_person(who).is_operator:
        raise Forbidden("this takes an operator of the platform")
    return who
