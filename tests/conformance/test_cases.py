# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a case gives to checks: refusals that a crash cannot pass for, and calls in other circumstances."""

import io
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from interlink_sdk.conformance.case import Case, must_refuse, refusal_of
from interlink_sdk.conformance.results import CannotTell, Unmet
from interlink_sdk.errors import Forbidden, HookRaised

from .miniature import SOUND, Host, built

OTHER_DAY = datetime(2031, 5, 6, tzinfo=UTC)


@pytest.fixture
async def case(tmp_path: Path) -> AsyncIterator[Case]:
    sound = built(SOUND, tmp_path)
    async with sound.open_subject() as subject:
        yield Case(subject, sound.manifest_file, tmp_path, io.StringIO())


async def raising(error: Exception) -> None:
    raise error


async def nothing() -> None:
    return None


async def test_a_crash_does_not_pass_for_a_refusal() -> None:
    with pytest.raises(Unmet, match="hook_raised"):
        await must_refuse(raising(HookRaised("boom")), "forbidden", what="an edit")


async def test_what_is_taken_does_not_pass_for_a_refusal() -> None:
    with pytest.raises(Unmet, match="was taken"):
        await must_refuse(nothing(), "forbidden", what="an edit")


async def test_a_refusal_with_the_right_code_is_given_back() -> None:
    error = Forbidden("no")
    assert await must_refuse(raising(error), "forbidden", what="an edit") is error
    assert await refusal_of(nothing()) is None


async def test_calls_of_the_block_have_another_time_and_no_others(case: Case) -> None:
    with case.under(now=OTHER_DAY):
        then = await case.make()
    now = await case.make()
    assert then.state["made_on"] == "2031-05-06"
    assert now.state["made_on"] != "2031-05-06"


async def test_where_nobody_can_set_the_time_it_cannot_be_told(case: Case, tmp_path: Path) -> None:
    class Foreign(Host):
        circumstances = None

    foreign = Case(Foreign(case.subject), case.package, tmp_path, io.StringIO())
    with pytest.raises(CannotTell, match="now"), foreign.under(now=OTHER_DAY):
        pass


async def test_each_contribution_of_a_sample_is_of_another_person(case: Case) -> None:
    asset = await case.make_with_entries()
    authors = [entry.author for entry in await case.subject.contributions(asset.id, "proposals")]
    assert len({author.id for author in authors if author}) == len(case.samples[0].contributions["proposals"])
