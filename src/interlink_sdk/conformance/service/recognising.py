# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a service to its dialect: its OpenAPI document is read, nothing is made or changed."""

from interlink_sdk.conformance.results import CannotTell
from interlink_sdk.conformance.service.conversation import Conversation
from interlink_sdk.dialects import INTERLINK, Dialect, built_in

OPENAPI = "/openapi.json"
LOOMIO_PAGE = "/api/v1/assets/instantiate"


async def recognise(conversation: Conversation) -> Dialect:
    """Return the dialect of the service; raises CannotTell where it does not answer at all."""
    known = built_in()
    paths = (await conversation.ask("GET", OPENAPI)).table.get("paths")
    if isinstance(paths, dict):
        found = [dialect for dialect in known.values() if dialect.marks and set(dialect.marks) <= set(paths)]
        return found[0] if found else known[INTERLINK]
    try:
        page = await conversation.ask("GET", LOOMIO_PAGE)
    except CannotTell:
        return known[INTERLINK]
    return known["loomio" if page.status == 302 else INTERLINK]
