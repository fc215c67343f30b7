# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The whole examination: every area once, each with its time, and all findings in one report."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import NamedTuple

from interlink_runtime.discovery import Discovery, discover
from interlink_runtime.doctor.clocks import examine_clock, examine_jump, read_clocks
from interlink_runtime.doctor.database import examine_database
from interlink_runtime.doctor.exposure import examine_exposure
from interlink_runtime.doctor.findings import Finding, Outcome, problem, unknown
from interlink_runtime.doctor.installed import examine_installed
from interlink_runtime.doctor.permissions import examine_permissions
from interlink_runtime.doctor.room import examine_room
from interlink_runtime.doctor.situation import Situation
from interlink_runtime.doctor.versions import examine_versions, present_versions
from interlink_runtime.placements.threads import HookThreads
from interlink_sdk.errors import SettingsInvalid

AREA_S = 30.0
"""How long an area may take; what reads all that is kept may take longer."""
DEEP_S = 3_600.0
ORDER = tuple(Outcome)


class Area(NamedTuple):
    """One area, and what was found in it."""

    name: str
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> Outcome:
        """Return the worst of its findings."""
        return worst(self.findings)


def worst(findings: Iterable[Finding]) -> Outcome:
    """Return the worst outcome, ok where there is no finding."""
    return max((finding.outcome for finding in findings), key=ORDER.index, default=Outcome.OK)


async def examine(situation: Situation, *, url: str | None = None, discovery: Discovery | None = None) -> list[Area]:
    """Examine every area, and the running instance at *url* if one is named."""
    began = read_clocks()
    limit_s = DEEP_S if situation.is_deep else AREA_S

    threads = HookThreads("doctor")  # a disk that hangs must not keep the command from ending

    def local(name: str, look: Callable[[], Iterable[Finding]], within_s: float = AREA_S) -> Awaitable[Area]:
        return _bounded(name, threads.run(lambda: tuple(look())), within_s)

    areas = [
        await local("exposure", lambda: examine_exposure(situation)),
        await local("permissions", lambda: examine_permissions(situation)),
        await local("room", lambda: examine_room(situation)),
        await local("database", lambda: examine_database(situation), limit_s),
        await local("interlinkers", lambda: examine_installed(situation, discovery or discover())),
        await local("versions", lambda: examine_versions(present_versions())),
    ]
    if situation.settings.identity.providers:
        from interlink_runtime.doctor.providers import examine_providers

        areas.append(await _bounded("providers", examine_providers(situation), AREA_S))
    if url:
        from interlink_runtime.doctor.outside import examine_outside

        areas.append(await _bounded("outside", examine_outside(url), AREA_S))
    clock = await local("clock", lambda: [*examine_clock(situation), *examine_jump(began, read_clocks())])
    return [*areas, clock]


def examine_refusal(refusal: SettingsInvalid) -> list[Area]:
    """Return what can be said where the settings themselves are refused."""
    found = [
        problem(
            "setting_refused",
            " ".join(filter(None, (f"{one.file}:{one.line}" if one.line else one.file, one.key))) or "settings",
            f"{one.found}, expected {one.expected}",
            one.fix,
        )
        for one in refusal.problems
    ]
    general = problem("setting_refused", "settings", refusal.message, refusal.fix)
    return [
        Area("settings", tuple(found or [general])),
        Area("versions", tuple(examine_versions(present_versions()))),
    ]


async def _bounded(name: str, looking: Awaitable[Iterable[Finding]], within_s: float) -> Area:
    fix = "see whether the disk or the network answers at all, and try again"
    try:
        async with asyncio.timeout(within_s):
            return Area(name, tuple(await looking))
    except TimeoutError:
        return Area(name, (unknown("area_not_examined", name, f"no end within {within_s:g} s", fix),))
    except OSError as error:
        found = f"{error.strerror or error}{f': {error.filename}' if error.filename else ''}"
        return Area(name, (unknown("area_not_examined", name, found, "run it as the user that runs the runtime"),))
