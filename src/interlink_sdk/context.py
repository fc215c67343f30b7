# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The circumstances of a call: what every hook may know of who acts, when, and in which language.

Apart from the calls, which an author never sees: to import `interlink_sdk` makes no class for them.
"""

from datetime import datetime
from typing import Literal

from pydantic import Field

from interlink_sdk.assets import JsonObject, LanguageTag, Role, Value

Purpose = Literal["view", "preview"]


class Actor(Value):
    """Who acts: an identifier that is opaque, stable, and different in every interlinker."""

    id: str
    name: str | None = None
    """Given only to interlinkers whose manifest asks for `permissions.display_name`."""


class Context(Value):
    """The circumstances of one call, as data."""

    actor: Actor | None = None
    """None when nobody is signed in, or when the page is shared by everybody."""
    role: Role | None = None
    locale: LanguageTag = "en"
    now: datetime
    deadline_s: float = Field(default=10.0, gt=0)
    """Seconds that the caller will wait."""
    operation_id: str
    """The same when an operation is repeated after a failure; use it to make outside steps repeatable."""
    settings: JsonObject = {}
