# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The installed interlinkers: whether each can be loaded, and whether the settings name what is there."""

from collections.abc import Iterator

from interlink_runtime.discovery import Discovery
from interlink_runtime.doctor.findings import Finding, problem, warning
from interlink_runtime.doctor.situation import Situation


def examine_installed(situation: Situation, discovery: Discovery) -> Iterator[Finding]:
    """Yield what was refused, and names that lead to nothing."""
    for refusal in discovery.refusals:
        first = refusal.error.problems[0] if refusal.error.problems else None
        found = f"{refusal.distribution}: {first or refusal.error.message}"
        fix = "interlink interlinkers lists all that is wrong with it"
        yield problem("interlinker_refused", refusal.id, found, first.fix if first else fix)
    present = {candidate.id for candidate in discovery.candidates} | {refusal.id for refusal in discovery.refusals}
    settings = situation.settings
    named = [(f"interlinkers.{name}", name) for name in settings.interlinkers]
    named += [(f"software.{software}", name) for software, name in settings.software.items()]
    for key, name in named:
        if name not in present:
            fix = "install its distribution into this environment, or remove the key"
            yield warning("interlinker_not_installed", key, repr(name), fix)
