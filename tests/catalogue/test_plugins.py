# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Installed interlinkers in the catalogue: they come, stay, change and go."""

import shutil
from dataclasses import replace

from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.make import make_asset
from interlink_runtime.catalogue.entries import entry, logo_of
from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.catalogue.search import search_catalogue
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.store.assets import all_assets_page
from interlink_runtime.store.catalogue import entries_from
from interlink_sdk.bundle import read_bundle
from interlink_sdk.manifest import read_manifest

from .conftest import ANA, CANVAS

QUESTION = {"question": "Shall we?", "options": ["Yes", "No"]}


async def test_every_installed_interlinker_is_an_entry_with_its_pictures(runtime):
    await enter_plugins(runtime)
    page = await search_catalogue(runtime, language="it")
    assert {found.name for found in page.items} == {"Documenti", "Sondaggio", "Verbale di riunione"}
    assert all(found.known.is_usable for found in page.items)
    poll = await entry(runtime, "poll")
    assert poll.pictures == ("logo", "snapshot-01")
    assert (poll.row.source, poll.row.origin) == ("plugin", "interlink-poll 1.0.0")
    assert (await logo_of(runtime, "poll")).media_type == "image/png"
    assert await logo_of(runtime, "nothing") is None


async def test_an_unchanged_manifest_is_not_entered_again(opened):
    async with opened() as runtime:
        await enter_plugins(runtime)
        before = await entries_from(runtime.store, "plugin")
    async with opened() as runtime:
        await enter_plugins(runtime)
        assert await entries_from(runtime.store, "plugin") == before


async def test_a_changed_manifest_is_entered_again_and_keeps_its_age(opened, examples, tmp_path):
    async with opened() as runtime:
        await enter_plugins(runtime)
        before = (await entry(runtime, "poll")).row
    poll = next(candidate for candidate in examples.candidates if candidate.id == "poll")
    folder = shutil.copytree(poll.file.folder, tmp_path / "changed")
    manifest = folder / "interlinker.toml"
    manifest.write_text(manifest.read_text().replace('name.en = "Poll"', 'name.en = "Ballot"'))
    async with opened(candidates=(replace(poll, file=read_manifest(folder)),)) as runtime:
        await enter_plugins(runtime)
        after = await entry(runtime, "poll")
    assert after.entry.names["en"] == "Ballot"
    assert after.row.created_at == before.created_at
    assert after.row.digest != before.digest


async def test_an_uninstalled_interlinker_leaves_the_catalogue_and_its_assets_can_still_be_exported(
    opened, examples, tmp_path
):
    async with opened() as runtime:
        await enter_plugins(runtime)
        asset = (await make_asset(runtime, ANA, "poll", QUESTION)).id
        digest = runtime.host.known("poll").file.digest
    others = tuple(candidate for candidate in examples.candidates if candidate.id != "poll")
    async with opened(candidates=others) as runtime:
        await enter_plugins(runtime)
        page = await search_catalogue(runtime)
        assert {found.known.row.id for found in page.items} == {"documents", "meeting-notes"}
        assert (await search_catalogue(runtime, "poll")).total == 0
        bundle = tmp_path / "poll.zip"
        exported = await export_asset(runtime, ANA, asset, "bundle")
        bundle.write_bytes(b"".join([chunk async for chunk in exported.chunks]))
    with read_bundle(bundle) as content:
        assert content.content.manifest_sha256 == digest


async def test_a_plugin_takes_the_place_of_an_imported_entry_and_its_templates_stay_as_assets(opened, examples, folder):
    def as_poll(document):
        document.update(id="poll", name_translations={"en": "Poll"})

    documents = tuple(candidate for candidate in examples.candidates if candidate.id == "documents")
    async with opened(candidates=documents) as runtime:
        folder.add(CANVAS).change(CANVAS, as_poll)
        await folder.imported(runtime, googledrive="documents")
        assert (await entry(runtime, "poll")).row.nature == "knowledge"
    async with opened() as runtime:
        await enter_plugins(runtime)
        known = await entry(runtime, "poll")
        assert (known.row.nature, known.row.source, known.templates) == ("software", "plugin", {})
        assert len(await all_assets_page(runtime.store, limit=10)) == 2


async def test_a_picture_that_has_gone_keeps_its_plugin_out_and_nothing_else(opened, examples, tmp_path):
    poll = next(candidate for candidate in examples.candidates if candidate.id == "poll")
    folder = shutil.copytree(poll.file.folder, tmp_path / "poll")
    broken = replace(poll, file=read_manifest(folder))
    (folder / "images" / "logo.png").unlink()
    others = tuple(candidate for candidate in examples.candidates if candidate.id != "poll")
    async with opened(candidates=(*others, broken)) as runtime:
        await enter_plugins(runtime)
        assert (await search_catalogue(runtime)).total == 2


async def test_a_template_that_is_a_plugin_is_made_through_its_software(opened, examples, tmp_path):
    package = tmp_path / "house-rules"
    package.mkdir()
    (package / "rules.md").write_text("# Be kind\n")
    (package / "interlinker.toml").write_text(
        'id = "house-rules"\nversion = "1"\nlicence = "EUPL-1.2"\nnature = "knowledge"\n'
        'name.en = "House rules"\ndescription.en = "Rules to begin with."\n'
        '[knowledge]\nsoftware = "documents"\nresources.en = "rules.md"\n'
    )
    documents = next(candidate for candidate in examples.candidates if candidate.id == "documents")
    rules = replace(documents, id="house-rules", file=read_manifest(package), distribution="house-rules 1")
    async with opened(candidates=(documents, rules)) as runtime:
        await enter_plugins(runtime)
        await enter_plugins(runtime)
        (asset,) = await all_assets_page(runtime.store, limit=10)
        assert (await entry(runtime, "house-rules")).templates == {"en": asset.id}
        assert (asset.name, asset.owner, asset.genesis) == ("House rules", SYSTEM.id, 1)
