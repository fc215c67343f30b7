# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""People as they come: what a provider says of somebody is kept, and becomes who they are here."""

from dataclasses import replace

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.oidc.claims import Claimed
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime
from interlink_runtime.store import Step
from interlink_runtime.store.identities import KnownPerson, known_person, put_groups
from interlink_runtime.store.people import PersonRow, put_person


def principal_for(known: KnownPerson) -> Principal:
    """Return who a person is here, as of their last login."""
    row = known.row
    teams = (*known.groups, *known.teams)
    return Principal("person", row.id, row.name, row.email, row.locale, bool(row.operator), teams)


async def principal_of_person(runtime: Runtime, person: str) -> Principal | None:
    """Return the person if they were ever here."""
    known = await known_person(runtime.store, person)
    return principal_for(known) if known else None


def enrolment(runtime: Runtime, claimed: Claimed) -> list[Step]:
    """Return the steps that bring everything known of a person up to date; for a login, which says it all."""
    return [put_person(_row(runtime, claimed)), put_groups(claimed.id, claimed.teams)]


async def principal_for_claims(runtime: Runtime, claimed: Claimed) -> Principal:
    """Return who the bearer of a token is, and keep what is new.

    A token for an API often says less than a login: what it leaves out is taken from the last
    login, but never the right to operate and never a group.
    """
    known = await known_person(runtime.store, claimed.id)
    row = _merged(known.row, claimed) if known else _row(runtime, replace(claimed, is_operator=False))
    if known is None or row != known.row:
        await runtime.store.commit([put_person(row)])
        known = await known_person(runtime.store, claimed.id)
    teams = (*claimed.teams, *(known.teams if known else ()))
    return Principal("person", row.id, row.name, row.email, row.locale, claimed.is_operator, teams)


def _merged(row: PersonRow, claimed: Claimed) -> PersonRow:
    return replace(row, name=claimed.name or row.name, email=claimed.email or row.email)


def _row(runtime: Runtime, claimed: Claimed) -> PersonRow:
    return PersonRow(
        id=claimed.id,
        name=claimed.name,
        email=claimed.email,
        locale=claimed.locale,
        operator=int(claimed.is_operator),
        created_at=microseconds(runtime.now()),
    )
