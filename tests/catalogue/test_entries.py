# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Using an entry: real templates are copied, exported, restored elsewhere and exported again, byte for byte."""

import pytest

from interlink_runtime.assets.export import export_asset
from interlink_runtime.assets.restore import restore_asset
from interlink_runtime.catalogue.entries import best_language, entry, image_of, instantiate_entry
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.identity.principals import ANONYMOUS, SYSTEM
from interlink_sdk.errors import NotFound, NotOffered, Unauthenticated

from .conftest import ANA, CANVAS, LINK, SURVEYS

REAL = {
    "docx": "business-plan-template",
    "pptx": "business-model-canvas",
    "xlsx": "template-for-use-case-scenarios",
    "pdf": "introduction-to-gamification",
}
"""One real template of each kind."""


async def bundle_of(runtime, asset):
    exported = await export_asset(runtime, SYSTEM, asset, "bundle")
    return b"".join([chunk async for chunk in exported.chunks])


async def test_real_templates_survive_the_journey_to_another_runtime_byte_for_byte(opened, real, tmp_path):
    journeys = {}
    async with opened("here") as runtime:
        await import_catalogue(runtime, real, {"googledrive": "documents"})
        for kind, entry_id in REAL.items():
            copy = await instantiate_entry(runtime, ANA, entry_id)
            assert copy.files[0].name.endswith(f".{kind}")
            assert (copy.row.owner, copy.row.knowledge, copy.row.genesis) == ("ana", entry_id, 0)
            journeys[copy.id] = await bundle_of(runtime, copy.id)
    async with opened("there") as runtime:
        for asset, bundle in journeys.items():
            place = tmp_path / f"{asset}.zip"
            place.write_bytes(bundle)
            restored = await restore_asset(runtime, SYSTEM, place, owner="ana")
            assert restored.id == asset
            assert await bundle_of(runtime, asset) == bundle


async def test_a_copy_holds_the_bytes_of_the_template(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    copy = await instantiate_entry(runtime, ANA, "stakeholders-mapping-canvas", "es")
    content = runtime.blobs.path(copy.files[0].sha256).read_bytes()
    assert content == (folder.path(CANVAS) / "resource-es.pptx").read_bytes()


async def test_the_language_of_a_copy_is_the_one_asked_for_else_the_persons_else_english(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    wanted = ("en", "es-AR", None, "lv")
    copies = [await instantiate_entry(runtime, ANA, "stakeholders-mapping-canvas", tag) for tag in wanted]
    assert [copy.row.language for copy in copies] == ["en", "es", "es", "en"]


def test_a_template_without_english_is_given_in_any_language():
    assert best_language({"lv": "1", "it": "2"}, "es") == "lv"


async def test_software_says_where_its_form_is(runtime):
    await enter_plugins(runtime)
    with pytest.raises(NotOffered) as refused:
        await instantiate_entry(runtime, ANA, "poll")
    assert refused.value.detail["form"] == "/poll/assets/instantiate"


async def test_software_that_is_only_described_cannot_be_used(runtime, folder):
    await folder.add(SURVEYS).imported(runtime)
    with pytest.raises(NotOffered, match="described"):
        await instantiate_entry(runtime, ANA, "survey-editor")


async def test_a_link_says_where_it_leads(runtime, folder):
    await folder.add(LINK).imported(runtime)
    with pytest.raises(NotOffered) as refused:
        await instantiate_entry(runtime, ANA, "keycloak")
    assert refused.value.detail["links"] == (await entry(runtime, "keycloak")).entry.uris


async def test_a_template_without_software_says_which_is_missing(runtime, folder):
    await folder.add(CANVAS).imported(runtime)
    with pytest.raises(NotOffered, match="googledrive"):
        await instantiate_entry(runtime, ANA, "stakeholders-mapping-canvas")


async def test_nobody_copies_without_signing_in(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    with pytest.raises(Unauthenticated):
        await instantiate_entry(runtime, ANONYMOUS, "stakeholders-mapping-canvas")


async def test_pictures_are_given_by_name_and_resources_are_none(runtime, folder):
    await folder.add(CANVAS, LINK).imported(runtime, googledrive="documents")
    assert (await entry(runtime, "keycloak")).pictures == ("logo",)
    assert (await image_of(runtime, "keycloak", "logo")).media_type == "image/png"
    for name in ("resource-en", "snapshot-99", "../logo"):
        with pytest.raises(NotFound):
            await image_of(runtime, "stakeholders-mapping-canvas", name)


async def test_an_entry_that_does_not_exist_is_not_found(runtime):
    with pytest.raises(NotFound):
        await entry(runtime, "nothing")
