# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker does that is a manifest alone."""

import asyncio
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk import defaults
from interlink_sdk.assets import Asset, Contributions, Draft, File
from interlink_sdk.calls import Context
from interlink_sdk.errors import NotOffered
from interlink_sdk.hookspecs import HOOKS
from interlink_sdk.manifest import read_manifest

MANIFEST = read_manifest(Path(__file__).parents[1] / "samples" / "noticeboard").manifest
NOTHING = Contributions({}, ("notices",))


@pytest.fixture
def context(fields: Callable[..., dict[str, Any]]) -> Context:
    context: Context = fields(locale="lv")["context"]
    return context


@pytest.mark.parametrize(
    ("params", "files", "name"),
    [
        ({"title": " Square "}, (), "Square"),
        ({"name": "First", "title": "Second"}, (), "First"),
        ({"title": 3, "name": " "}, (File(name="plan.v2.pdf", content=b""),), "plan.v2"),
        ({}, (File(name=".hidden", content=b""),), ".hidden"),
        ({}, (), "Ziņojumu dēlis"),
        ({"title": "x" * 300}, (), "x" * 200),
    ],
)
async def test_an_asset_is_called_by_what_is_known_of_it(
    context: Context, params: Any, files: tuple[File, ...], name: str
) -> None:
    draft = await defaults.instantiate(params=params, files=files, manifest=MANIFEST, context=context)
    assert draft == Draft(name=name, state=params, files=files)


async def test_an_edit_keeps_the_files_unless_new_ones_come(asset: Asset) -> None:
    old, new = (File(name="old", content=b""),), (File(name="new", content=b""),)
    kept = asset.model_copy(update={"files": old})
    assert (await defaults.edit(asset=kept, params={}, files=(), manifest=MANIFEST)).files == old
    assert (await defaults.edit(asset=kept, params={}, files=new, manifest=MANIFEST)).files == new


async def test_without_the_same_schema_there_is_no_edit(asset: Asset) -> None:
    album = read_manifest(Path(__file__).parents[1] / "samples" / "album").manifest
    with pytest.raises(NotOffered):
        await defaults.edit(asset=asset, params={}, files=(), manifest=album)


def test_the_json_export_has_state_files_and_entries(asset: Asset, context: Context) -> None:
    file = defaults.export(asset, NOTHING, "json", MANIFEST, context)
    document = json.loads(file.read_text())
    assert (document["state"], document["files"], document["contributions"]) == (asset.state, [], {"notices": []})
    assert (file.name, file.media_type) == ("Sample.json", "application/json")


def test_the_html_export_is_a_document_in_the_readers_language(asset: Asset, context: Context) -> None:
    text = defaults.export(asset, NOTHING, "html", MANIFEST, context).read_text()
    assert text.startswith("<!doctype html>")
    assert '<html lang="lv">' in text


def test_another_format_needs_a_hook(asset: Asset, context: Context) -> None:
    with pytest.raises(NotOffered):
        defaults.export(asset, NOTHING, "pdf", MANIFEST, context)


@given(st.text(min_size=1, max_size=200).filter(lambda name: bool(name.strip())))
def test_any_name_of_an_asset_makes_a_file_name(name: str) -> None:
    asset = Asset.model_validate(
        {
            "id": "0195f000-0000-7000-8000-000000000000",
            "interlinker": "sample",
            "name": name,
            "created_at": "2026-01-01T00:00:00Z",
            "updated_at": "2026-01-01T00:00:00Z",
        }
    )
    context = Context.model_validate({"now": "2026-01-01T00:00:00Z", "operation_id": "x"})
    assert defaults.export(asset, NOTHING, "json", MANIFEST, context).name.endswith(".json")


async def test_a_summary_describes_by_the_first_text_that_is_not_the_name(asset: Asset) -> None:
    told = asset.model_copy(update={"state": {"n": 1, "title": "Sample", "text": "a\n b " + "c" * 300}})
    (summary,) = await defaults.assets(assets=(told,))
    assert summary.description.startswith("a b cc")
    assert len(summary.description) == 200


def test_every_hook_has_a_default_with_arguments_of_the_contract() -> None:
    for name, spec in HOOKS.items():
        default = getattr(defaults, name)
        assert default.__annotations__.keys() <= spec.__annotations__.keys(), name


def test_cheap_defaults_need_no_thread() -> None:
    assert {name for name in HOOKS if not asyncio.iscoroutinefunction(getattr(defaults, name))} == {"view", "export"}
