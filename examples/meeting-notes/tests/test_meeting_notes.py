# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Meeting notes on the SDK's keeper: what a manifest alone gives."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from interlink_sdk import Html
from interlink_sdk.errors import InvalidParameters
from interlink_sdk.forms import labels_of
from interlink_sdk.keeper import Keeper
from interlink_sdk.manifest import Manifest, read_manifest

PACKAGE = Path(__file__).parents[1] / "src" / "interlink_meeting_notes"
NOTES = {"title": "Council", "date": "2026-11-12", "agenda": [{"topic": "Way to school", "decision": "Try the park"}]}


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(PACKAGE).manifest


@pytest.fixture
def keeper() -> Iterator[Keeper]:
    with Keeper("interlink_meeting_notes") as keeper:
        yield keeper


async def test_notes_are_named_after_the_meeting(keeper: Keeper):
    assert (await keeper.make(NOTES)).name == "Council"


async def test_an_agenda_item_without_a_topic_is_refused_at_its_field(keeper: Keeper):
    with pytest.raises(InvalidParameters) as refusal:
        await keeper.make({**NOTES, "agenda": [{"decision": "Yes"}]})
    assert [problem.key for problem in refusal.value.problems] == ["agenda.0.topic"]


async def test_decisions_are_added_after_the_meeting(keeper: Keeper):
    asset = await keeper.make({"title": "Council", "date": "2026-11-12"})
    changed = await keeper.edit(asset.id, NOTES)
    assert (changed.version, changed.state) == (2, NOTES)


async def test_a_reader_comments_under_the_own_name(keeper: Keeper):
    asset = await keeper.make(NOTES)
    keeper.share(asset.id, "Ilze", "viewer")
    await keeper.contribute(asset.id, "comments", {"text": "Agreed."}, by="Ilze")
    page = await keeper.view(asset.id)
    assert isinstance(page, Html)
    assert "<strong>Ilze</strong>" in page.body


async def test_a_copy_for_the_next_meeting_leaves_the_comments_behind(keeper: Keeper):
    asset = await keeper.make(NOTES)
    await keeper.contribute(asset.id, "comments", {"text": "Agreed."})
    copy = await keeper.clone(asset.id)
    assert copy.state == NOTES
    assert "Agreed." not in (await keeper.export(copy.id, "json")).read_text()


async def test_every_sample_can_be_made(keeper: Keeper):
    for sample in keeper.manifest.samples:
        asset = await keeper.make(sample.params)
        for comment in sample.contributions.get("comments", ()):
            await keeper.contribute(asset.id, "comments", comment)


@pytest.mark.parametrize("language", ["es", "it", "lv"])
def test_every_field_is_labelled_in_every_language(manifest: Manifest, language: str):
    schemas = {"params": manifest.params_schema, "comments": manifest.contribution_schema("comments")}
    labels = {f"{name}.{key}" for name, schema in schemas.items() for key in labels_of(schema)}
    assert set(manifest.labels[language]) == labels
