# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Whom a person means: what they typed goes in, the subject of a grant or of a place in a team comes out."""

from interlink_runtime.identity.teams import teams_of
from interlink_runtime.web.visits import Visit


def known_names(visit: Visit) -> list[str]:
    """Return the names that can be chosen from: people whom the settings name, who know of each other anyway."""
    return [person.name for person in visit.runtime.settings.identity.people]


def subject_for(visit: Visit, whom: str) -> str:
    """Return the subject that *whom* means: a known person's name, or an e-mail address."""
    wanted = whom.strip()
    for person in visit.runtime.settings.identity.people:
        if wanted.casefold() in {person.name.casefold(), (person.email or person.id).casefold()}:
            return f"person:{person.id}"
    return f"email:{wanted}"


async def teams_to_share_with(visit: Visit) -> list[tuple[str, str]]:
    """Return subject and name of each team that the person is in."""
    own = [(f"team:{row.id}", row.name) for row in await teams_of(visit.runtime, visit.who)]
    groups = [(f"team:{team}", team.partition(":")[2]) for team in visit.who.teams if ":" in team]
    return [*own, *groups]
