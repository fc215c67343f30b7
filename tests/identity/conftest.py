# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A runtime with people, a clock that can be moved, and no interlinker."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from interlink_runtime.discovery import Discovery
from interlink_runtime.identity.oidc.claims import Claimed
from interlink_runtime.identity.people import enrolment, principal_of_person
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import Runtime, open_runtime
from interlink_runtime.settings import Settings


@dataclass
class Clock:
    """A clock that stands until it is told to go on."""

    now: datetime = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def go_on(self, **time: float) -> None:
        self.now += timedelta(**time)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def runtime(tmp_path: Path, clock: Clock) -> AsyncIterator[Runtime]:
    """Open a runtime."""
    settings = Settings.model_validate({"store": {"folder": tmp_path}, "identity": {"session_hours": 12}})
    async with open_runtime(settings, discovery=Discovery((), ()), now=clock) as runtime:
        yield runtime


@pytest.fixture
def enrol(runtime: Runtime) -> Callable[..., Any]:
    """Return what lets somebody in."""

    async def enrolled(name: str, **known: Any) -> Principal:
        claimed = {"id": name, "name": name.title(), "email": None, "locale": "en", "teams": (), "is_operator": False}
        await runtime.store.commit(enrolment(runtime, Claimed(**(claimed | known))))
        person = await principal_of_person(runtime, name)
        assert person
        return person

    return enrolled
