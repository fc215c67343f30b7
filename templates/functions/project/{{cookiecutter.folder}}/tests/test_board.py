# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""The board on the SDK's keeper: what is refused, shown and exported."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
from interlink_sdk import Asset, Html
from interlink_sdk.errors import CollectionClosed, InvalidParameters
from interlink_sdk.keeper import Keeper

from {{ cookiecutter.package }}.page import texts_for

BOARD: dict[str, Any] = {"question": "What should the square become?", "topics": ["Green", "Traffic"]}
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper("{{ cookiecutter.package }}", now=lambda: NOW) as keeper:
        yield keeper


@pytest.fixture
async def board(keeper: Keeper) -> Asset:
    asset = await keeper.make({**BOARD})
    keeper.share(asset.id, "Ilze", "viewer")
    return asset


async def page_of(keeper: Keeper, asset: Asset, locale: str = "{{ cookiecutter.default }}") -> str:
    page = await keeper.view(asset.id, locale=locale)
    assert isinstance(page, Html)
    return page.body


async def rows_of(keeper: Keeper, asset: Asset) -> list[list[str]]:
    file = await keeper.export(asset.id)
    return list(csv.reader(io.StringIO(file.read_text(), newline="")))[1:]


def test_the_board_is_called_as_its_question(board: Asset) -> None:
    assert board.name == BOARD["question"]


async def test_topics_that_differ_by_spaces_only_are_refused(keeper: Keeper) -> None:
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({**BOARD, "topics": ["Green", " Green"]})
    assert [problem.key for problem in refusal.value.problems] == ["topics"]


async def test_an_idea_is_shown_under_its_topic(keeper: Keeper, board: Asset) -> None:
    await keeper.contribute(board.id, "ideas", {"idea": "Trees", "topic": "Green"}, by="Ilze")
    assert "<h2>Green</h2><ul><li>Trees</li></ul>" in await page_of(keeper, board)


async def test_an_idea_for_another_topic_is_refused_at_its_field(keeper: Keeper, board: Asset) -> None:
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.contribute(board.id, "ideas", {"idea": "Trees", "topic": "Noise"}, by="Ilze")
    assert [problem.key for problem in refusal.value.problems] == ["topic"]


async def test_a_topic_with_ideas_stays(keeper: Keeper, board: Asset) -> None:
    await keeper.contribute(board.id, "ideas", {"idea": "Trees", "topic": "Green"}, by="Ilze")
    with pytest.raises(InvalidParameters, match="Green"):
        await keeper.edit(board.id, {**BOARD, "topics": ["Traffic"]})


async def test_after_the_last_day_ideas_stay_and_the_form_goes(keeper: Keeper, board: Asset) -> None:
    await keeper.contribute(board.id, "ideas", {"idea": "Trees", "topic": "Green"}, by="Ilze")
    assert "<form" in await page_of(keeper, board)
    await keeper.edit(board.id, {**BOARD, "closes_on": "2026-11-23"})
    with pytest.raises(CollectionClosed):
        await keeper.contribute(board.id, "ideas", {"idea": "Late", "topic": "Green"}, by="Ilze")
    page = await page_of(keeper, board)
    assert "Trees" in page
    assert "<form" not in page


async def test_what_people_write_is_text(keeper: Keeper, board: Asset) -> None:
    await keeper.contribute(board.id, "ideas", {"idea": "<script>x</script>", "topic": "Green"}, by="Ilze")
    assert "<script" not in await page_of(keeper, board)


async def test_no_cell_of_the_export_is_a_formula(keeper: Keeper, board: Asset) -> None:
    await keeper.contribute(board.id, "ideas", {"idea": "=1+1", "topic": "Green"}, by="Ilze")
    assert await rows_of(keeper, board) == [["Green", "'=1+1"]]


@pytest.mark.parametrize("language", {{ quoted_list(cookiecutter.languages) }})
async def test_the_page_speaks_the_language_of_its_reader(keeper: Keeper, board: Asset, language: str) -> None:
    assert texts_for(language)["add"] in await page_of(keeper, board, language)
