# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The development identity: whoever holds the one-time link from the terminal may be anybody.

It works on loopback only and answers nobody who came through a proxy, so that it cannot become
somebody's production by accident.
"""

import secrets
from collections.abc import Sequence
from datetime import timedelta
from ipaddress import ip_address

from interlink_runtime.clock import microseconds
from interlink_runtime.identity.sessions import digest_of, start_session
from interlink_runtime.runtime import Runtime
from interlink_runtime.settings import Person, Settings
from interlink_runtime.store.people import PersonRow, insert_login_link, put_person, take_login_link
from interlink_sdk.errors import Forbidden, NotFound, SettingsInvalid, Unauthenticated

LINK_HOURS = 24
GATE = "development-gate"
"""The pseudo-person of the cookie that shows that a browser has used the link."""

LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]", "::1", "testserver"})
_LOCAL_CLIENTS = (None, "127.0.0.1", "::1", "testclient")
FORWARDING_HEADERS = frozenset(
    {"forwarded", "x-forwarded-for", "x-forwarded-host", "x-forwarded-proto", "x-real-ip", "via"}
)


def is_on(settings: Settings) -> bool:
    """Say whether the development identity is in force."""
    return settings.identity.mode == "development"


def require_loopback(settings: Settings) -> None:
    """Raise SettingsInvalid where the development identity would be reachable from elsewhere."""
    if is_on(settings) and settings.server.host not in LOCAL_NAMES:
        raise SettingsInvalid(
            f"the development identity works on loopback only, not on {settings.server.host!r}: "
            "set server.host to 127.0.0.1, or identity.mode to 'off'"
        )


def refusal_of_request(host: str, client: str | None, header_names: Sequence[str]) -> str | None:
    """Say why a request may not meet the development identity, None if it may.

    *header_names* are in lower case, as ASGI has them.
    """
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    if name.lower() not in LOCAL_NAMES and not name.lower().endswith(".localhost"):
        return f"the development identity answers only under a local name, not {host!r}"
    forwarded = FORWARDING_HEADERS.intersection(header_names)
    if forwarded:
        return f"the development identity does not answer through a proxy ({', '.join(sorted(forwarded))})"
    if client not in _LOCAL_CLIENTS and not ip_address(client).is_loopback:
        return "the development identity answers only on this machine"
    return None


async def enrol_people(runtime: Runtime) -> None:
    """Put the people of the settings into the store."""
    at = microseconds(runtime.now())
    gate = PersonRow(id=GATE, name="", email=None, locale="en", operator=0, created_at=at)
    rows = [gate, *(_row(person, at) for person in runtime.settings.identity.people)]
    await runtime.store.commit([put_person(row) for row in rows])


async def new_login_link(runtime: Runtime) -> str:
    """Return the token of a link that opens the choice of people once, in one browser."""
    token = secrets.token_urlsafe(24)
    expires = microseconds(runtime.now() + timedelta(hours=LINK_HOURS))
    await runtime.store.commit([insert_login_link(token_hash=digest_of(token), expires_at=expires)])
    return token


async def use_login_link(runtime: Runtime, token: str) -> str:
    """Return the token of the gate's cookie; raises Unauthenticated for a used or expired link."""
    taken = await take_login_link(runtime.store, digest_of(token), now=microseconds(runtime.now()))
    if not taken:
        raise Unauthenticated("this link was used before or has expired; `make demo` prints a new one")
    return await start_session(runtime, GATE)


async def sign_in(runtime: Runtime, person_id: str, *, agent: str = "", instead_of: str | None = None) -> str:
    """Return the session token of one of the people in the settings; it replaces the session of *instead_of*."""
    if not is_on(runtime.settings):
        raise Forbidden("the development identity is switched off")
    if person_id not in {person.id for person in runtime.settings.identity.people}:
        raise NotFound(f"nobody here is called {person_id!r}", person=person_id)
    return await start_session(runtime, person_id, agent=agent, instead_of=instead_of)


def _row(person: Person, at: int) -> PersonRow:
    return PersonRow(
        id=person.id,
        name=person.name,
        email=person.email,
        locale=person.language,
        operator=int(person.operator),
        created_at=at,
    )
