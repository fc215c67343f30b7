# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""Proposals on the SDK's keeper: what the manifest alone gives."""

from collections.abc import Iterator

import pytest
from interlink_sdk import Html
from interlink_sdk.errors import InvalidParameters
from interlink_sdk.keeper import Keeper

PROPOSAL = {"title": "A bench", "reasons": "There is none."}


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper("{{ cookiecutter.package }}") as keeper:
        yield keeper


async def test_a_proposal_is_called_as_its_title(keeper: Keeper) -> None:
    assert (await keeper.make({**PROPOSAL})).name == "A bench"


@pytest.mark.parametrize("title", ["", " ", "x" * 201])
async def test_a_proposal_needs_a_title_that_can_be_read(keeper: Keeper, title: str) -> None:
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({**PROPOSAL, "title": title})
    assert {problem.key for problem in refusal.value.problems} == {"title"}


async def test_a_day_that_does_not_exist_is_refused(keeper: Keeper) -> None:
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({**PROPOSAL, "decide_by": "2027-02-30"})
    assert [problem.key for problem in refusal.value.problems] == ["decide_by"]


async def test_reasons_can_be_added_later(keeper: Keeper) -> None:
    asset = await keeper.make({"title": "A bench"})
    changed = await keeper.edit(asset.id, {**PROPOSAL})
    assert (changed.version, changed.state) == (2, PROPOSAL)


async def test_a_reader_comments_and_everybody_sees_it(keeper: Keeper) -> None:
    asset = await keeper.make({**PROPOSAL})
    keeper.share(asset.id, "Ilze", "viewer")
    await keeper.contribute(asset.id, "comments", {"text": "In the shade, please."}, by="Ilze")
    page = await keeper.view(asset.id)
    assert isinstance(page, Html)
    assert "In the shade, please." in page.body
