# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every miniature is caught by the check it breaks, and not by that check's neighbours.

Before all checks each is put by `make mutants`.
"""

import os

import pytest

from interlink_sdk.conformance.requirements import read_requirements

from .miniature import SOUND, Miniature
from .miniatures import all_miniatures
from .mutants import Row, against, results_of

NEIGHBOURS = 2


def neighbours_of(miniature: Miniature) -> list[str]:
    """Return a few requirements of the same part, which the miniature is not to break."""
    requirements = read_requirements()
    part = requirements[miniature.breaks].part
    codes = [code for code, requirement in requirements.items() if requirement.part == part]
    place = codes.index(miniature.breaks)
    return [code for code in codes[place + 1 :] + codes[:place] if code not in miniature.also][:NEIGHBOURS]


@pytest.mark.parametrize("miniature", all_miniatures(), ids=lambda one: one.name.replace(" ", "-"))
async def test_a_miniature_fails_what_it_breaks_and_passes_its_neighbours(miniature: Miniature) -> None:
    neighbours = neighbours_of(miniature)
    results = await results_of(miniature, [miniature.breaks, *neighbours])
    own = results[miniature.breaks]
    if own.outcome == "not_tested" and not os.environ.get("CI"):
        pytest.skip(own.found)
    assert own.outcome == "failed", own
    assert Row(miniature, results, seconds=0).caught_by(sound={}) == {miniature.breaks}, against(results)


async def test_the_sound_interlinker_has_nothing_against_it() -> None:
    assert against(await results_of(SOUND, read_requirements())) == {}
