# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which interlinker stands for the software that a template was made for."""

from collections.abc import Mapping

from interlink_runtime.runtime import Runtime


def interlinker_for(
    runtime: Runtime, software: str | None, mapping: Mapping[str, str], before: str | None = None
) -> str | None:
    """Return the interlinker for *software*: of *mapping*, of the settings, of *before*, or the one of that name.

    It need not be installed now, where it was named. None where nothing stands for the software.
    """
    if software is None:
        return None
    named = mapping.get(software) or runtime.settings.software.get(software) or before
    return named or (software if runtime.host.find(software) else None)
