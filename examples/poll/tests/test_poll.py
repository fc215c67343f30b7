# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The poll on the SDK's keeper: who may vote for what, what is shown, what is exported."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from interlink_poll.ballot import Poll
from interlink_poll.page import page_for, texts_for

from interlink_sdk import Asset, Html
from interlink_sdk.errors import CollectionClosed, InvalidParameters
from interlink_sdk.forms import labels_of
from interlink_sdk.keeper import Keeper

LANGUAGES = ["en", "es", "it", "lv"]
LIBRARY = {"question": "When?", "options": ["Tuesday", "Saturday"]}
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper("interlink_poll", now=lambda: NOW) as keeper:
        yield keeper


@pytest.fixture
async def poll(keeper: Keeper) -> Asset:
    asset = await keeper.make(LIBRARY)
    keeper.share(asset.id, "Ilze", "viewer")
    return asset


async def page_of(keeper: Keeper, asset: Asset, by: str = "author", locale: str = "en") -> str:
    page = await keeper.view(asset.id, by=by, locale=locale)
    assert isinstance(page, Html)
    return " ".join(page.body.split())


async def rows_of(keeper: Keeper, asset: Asset) -> list[list[str]]:
    file = await keeper.export(asset.id)
    return list(csv.reader(io.StringIO(file.read_text(), newline="")))[1:]


def test_the_poll_takes_its_name_from_the_question(poll: Asset):
    assert poll.name == "When?"


async def test_options_that_differ_by_spaces_only_are_refused(keeper: Keeper):
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({"question": "When?", "options": ["Tuesday", " Tuesday "]})
    assert [problem.key for problem in refusal.value.problems] == ["options"]


@pytest.mark.parametrize("options", [[], ["One"], ["Same", "Same"], ["", "Two"], [" ", "Two"], ["x" * 121, "Two"]])
async def test_options_that_are_no_choice_are_refused(keeper: Keeper, options: list[str]):
    with pytest.raises(InvalidParameters):
        await keeper.make({"question": "When?", "options": options})


async def test_votes_are_counted(keeper: Keeper, poll: Asset):
    await keeper.contribute(poll.id, "votes", {"option": "Saturday"}, by="Ilze")
    assert await rows_of(keeper, poll) == [["Tuesday", "0", "0.0"], ["Saturday", "1", "1.0"]]


async def test_a_changed_vote_counts_once(keeper: Keeper, poll: Asset):
    for option in ("Saturday", "Tuesday"):
        await keeper.contribute(poll.id, "votes", {"option": option}, by="Ilze")
    assert await rows_of(keeper, poll) == [["Tuesday", "1", "1.0"], ["Saturday", "0", "0.0"]]


async def test_a_vote_for_something_else_is_refused_at_its_field(keeper: Keeper, poll: Asset):
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.contribute(poll.id, "votes", {"option": "Sunday"}, by="Ilze")
    assert [problem.key for problem in refusal.value.problems] == ["option"]


async def test_only_the_own_vote_is_marked(keeper: Keeper, poll: Asset):
    await keeper.contribute(poll.id, "votes", {"option": "Saturday"}, by="Ilze")
    assert 'value="Saturday" required checked' in await page_of(keeper, poll, by="Ilze")
    others = await page_of(keeper, poll)
    assert "checked" not in others
    assert "✓" not in others


async def test_after_the_last_day_the_result_stays_and_the_ballot_goes(keeper: Keeper, poll: Asset):
    await keeper.edit(poll.id, {**LIBRARY, "closes_on": "2026-11-23"})
    with pytest.raises(CollectionClosed):
        await keeper.contribute(poll.id, "votes", {"option": "Tuesday"}, by="Ilze")
    page = await page_of(keeper, poll)
    assert "<form" not in page
    assert "<table>" in page


async def test_the_last_day_itself_still_counts(keeper: Keeper, poll: Asset):
    await keeper.edit(poll.id, {**LIBRARY, "closes_on": "2026-11-24"})
    await keeper.contribute(poll.id, "votes", {"option": "Tuesday"}, by="Ilze")
    assert "<form" in await page_of(keeper, poll)


async def test_an_option_with_votes_cannot_be_dropped(keeper: Keeper, poll: Asset):
    await keeper.contribute(poll.id, "votes", {"option": "Saturday"}, by="Ilze")
    with pytest.raises(InvalidParameters, match="votes, written as they were: Saturday"):
        await keeper.edit(poll.id, {**LIBRARY, "options": ["Tuesday", "Sunday"]})


async def test_options_without_votes_can_be_exchanged(keeper: Keeper, poll: Asset):
    await keeper.contribute(poll.id, "votes", {"option": "Saturday"}, by="Ilze")
    changed = await keeper.edit(poll.id, {**LIBRARY, "options": ["Saturday", "Sunday"]})
    assert changed.state["options"] == ["Saturday", "Sunday"]


async def test_no_cell_of_the_export_is_a_formula(keeper: Keeper):
    options = ["=1+1", "+1", "-1", "@SUM(A1)"]
    asset = await keeper.make({"question": "Which?", "options": options})
    assert [row[0] for row in await rows_of(keeper, asset)] == [f"'{option}" for option in options]


async def test_the_export_opens_as_utf_8_in_spreadsheets(keeper: Keeper):
    asset = await keeper.make({"question": "Kurš?", "options": ["Jā", 'Nē, "nekad"']})
    content = (await keeper.export(asset.id)).read_bytes()
    assert content.startswith(b"\xef\xbb\xbfoption,votes,share\r\n")
    assert '"Nē, ""nekad"""' in content.decode()


async def test_what_people_type_is_text(keeper: Keeper):
    evil = '"><script>alert(1)</script>'
    asset = await keeper.make({"question": evil, "description": evil, "options": [evil, "b"]})
    assert "<script" not in await page_of(keeper, asset)


def test_a_preview_shows_the_options_without_ballot_and_result():
    page = page_for(Poll(question="When?", options=("Tuesday", "Saturday")), {}, "en", mine=None, has_ended=False)
    assert "<li>Saturday</li>" in page.body
    assert "<form" not in page.body
    assert "<table>" not in page.body


@pytest.mark.parametrize("language", LANGUAGES)
async def test_the_page_speaks_the_language_of_its_reader(keeper: Keeper, poll: Asset, language: str):
    page = await page_of(keeper, poll, locale=language)
    assert texts_for(language)["choose"] in page


def test_every_text_is_there_in_every_language():
    assert {frozenset(texts_for(language)) for language in LANGUAGES} == {frozenset(texts_for("en"))}
    assert texts_for("es-MX") == texts_for("es")
    assert texts_for("fr") == texts_for("en")


@pytest.mark.parametrize("language", ["es", "it", "lv"])
def test_every_field_is_labelled_in_every_language(keeper: Keeper, language: str):
    manifest = keeper.manifest
    schemas = {"params": manifest.params_schema, "votes": manifest.contribution_schema("votes")}
    labels = {f"{name}.{key}" for name, schema in schemas.items() for key in labels_of(schema)}
    assert set(manifest.labels[language]) == labels


async def test_every_sample_can_be_made_and_voted_on(keeper: Keeper):
    for sample in keeper.manifest.samples:
        asset = await keeper.make(sample.params)
        for vote in sample.contributions.get("votes", ()):
            await keeper.contribute(asset.id, "votes", vote)


async def test_votes_come_back_with_the_bundle(keeper: Keeper, poll: Asset):
    await keeper.contribute(poll.id, "votes", {"option": "Saturday"}, by="Ilze")
    bundle = await keeper.bundle(poll.id)
    await keeper.delete(poll.id)
    restored = await keeper.restore(bundle)
    assert await rows_of(keeper, restored) == [["Tuesday", "0", "0.0"], ["Saturday", "1", "1.0"]]
