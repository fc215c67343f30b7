# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An asset outlives its interlinker: it is listed, read and exported after that is gone."""

import pytest

from interlink_runtime.assets.clone import clone_asset
from interlink_runtime.assets.contribute import contribute_to_asset
from interlink_runtime.assets.delete import delete_asset
from interlink_runtime.assets.edit import edit_asset
from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.kept import load
from interlink_runtime.assets.listing import list_assets
from interlink_runtime.assets.make import make_asset
from interlink_runtime.assets.view import view_asset
from interlink_runtime.discovery import Discovery
from interlink_runtime.identity.principals import Principal
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings
from interlink_sdk.errors import InterlinkerUnavailable, NotFound

ANA = Principal("person", "ana", "Ana")
POLL = {"question": "Where?", "options": ["Here", "There"]}


async def whole(exported) -> bytes:
    return b"".join([chunk async for chunk in exported.chunks])


async def test_an_asset_outlives_its_interlinker(runtime, tmp_path):
    asset = await make_asset(runtime, ANA, "poll", POLL)
    await contribute_to_asset(runtime, ANA, asset.id, "votes", {"option": "Here"})
    bundle = await whole(await export_asset(runtime, ANA, asset.id, "bundle"))
    settings = Settings.model_validate({"store": {"folder": tmp_path}})
    async with open_runtime(settings, discovery=Discovery((), ())) as bare:
        assert (await load(bare, ANA, asset.id, "read")).state == POLL
        assert [listed.summary.name for listed in (await list_assets(bare, ANA)).items] == ["Where?"]
        assert len(await whole(await export_asset(bare, ANA, asset.id, "bundle"))) == len(bundle)
        for attempt in (
            view_asset(bare, ANA, asset.id),
            clone_asset(bare, ANA, asset.id),
            edit_asset(bare, ANA, asset.id, POLL, version=1),
            export_asset(bare, ANA, asset.id, "csv"),
            contribute_to_asset(bare, ANA, asset.id, "votes", {"option": "Here"}),
        ):
            with pytest.raises(InterlinkerUnavailable):
                await attempt
        await delete_asset(bare, ANA, asset.id)
        with pytest.raises(NotFound):
            await load(bare, ANA, asset.id, "read")


async def test_an_interlinker_that_the_operator_disabled_refuses_and_the_asset_stays(runtime, tmp_path):
    asset = await make_asset(runtime, ANA, "poll", POLL)
    settings = Settings.model_validate({"store": {"folder": tmp_path}, "interlinkers": {"poll": {"enabled": False}}})
    async with open_runtime(settings) as other:
        with pytest.raises(InterlinkerUnavailable, match="disabled"):
            await view_asset(other, ANA, asset.id)
        assert (await export_asset(other, ANA, asset.id, "bundle")).size_bytes > 0
