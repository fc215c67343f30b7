# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Importing INTERLINK's real bundles: once, twice, changed, broken, hostile."""

import fcntl
import json
from typing import Any

import pytest

from interlink_runtime.assets.kept import load
from interlink_runtime.assets.versions import versions_of_asset
from interlink_runtime.catalogue.entries import entry, instantiate_entry, problem_profiles
from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.catalogue.search import search_catalogue
from interlink_runtime.identity.principals import SYSTEM
from interlink_runtime.runtime import Runtime
from interlink_runtime.store.assets import all_assets_page
from interlink_runtime.store.catalogue import entries_from, images_of
from interlink_runtime.store.events import last_seq
from interlink_sdk.errors import Conflict, NotFound
from interlink_sdk.metadata import where

from .conftest import ANA, CANVAS, LINK, SURVEYS, codes, report_of


async def everything_in(runtime: Runtime) -> tuple[Any, ...]:
    """Return all that an import may change."""
    rows = await entries_from(runtime.store, "import")
    images = [await images_of(runtime.store, row.id) for row in rows]
    assets = await all_assets_page(runtime.store, limit=1_000)
    return rows, images, assets, await last_seq(runtime.store)


async def test_the_real_catalogue_comes_in_whole_with_exactly_the_known_findings(runtime, real):
    report = await import_catalogue(runtime, real, {})
    truth = {entry["bundle"]: entry for entry in json.loads((real / "truth.json").read_text())["bundles"]}
    assert report.is_complete
    assert not report.is_flawless
    for kind in ("defects", "warnings"):
        known = {name: sorted((each["code"], each["where"]) for each in entry[kind]) for name, entry in truth.items()}
        found = {each.bundle: sorted(_findings(each, kind)) for each in report.bundles}
        assert found == known
    assert (await search_catalogue(runtime)).total == len(truth)
    assert len(await problem_profiles(runtime)) == 45


def _findings(bundle, kind):
    own = {"software_not_mapped"}
    return [(each.code, where(each)) for each in getattr(bundle, kind) if each.code not in own]


async def test_importing_the_same_again_changes_nothing(runtime, real):
    software = {"googledrive": "documents"}
    first = await import_catalogue(runtime, real, software)
    before = await everything_in(runtime)
    second = await import_catalogue(runtime, real, software)
    assert first.counts == {"imported": 41, "updated": 0, "unchanged": 0, "left_out": 0}
    assert second.counts == {"imported": 0, "updated": 0, "unchanged": 41, "left_out": 0}
    assert await everything_in(runtime) == before


async def test_each_language_of_a_template_becomes_an_asset_of_the_platform(runtime, folder):
    report = await folder.add(CANVAS).imported(runtime, googledrive="documents")
    assert report_of(report, CANVAS).templates == ("en", "es")
    known = await entry(runtime, "stakeholders-mapping-canvas")
    rows = {row.id: row for row in await all_assets_page(runtime.store, limit=10)}
    assert set(known.templates.values()) == set(rows)
    for language, asset in known.templates.items():
        row = rows[asset]
        assert (row.owner, row.genesis, row.knowledge, row.language) == ("system", 1, known.row.id, language)
        assert row.name == known.entry.names[language]


async def test_a_template_without_software_comes_in_and_the_report_says_how_to_make_it_usable(runtime, folder):
    report = report_of(await folder.add(CANVAS).imported(runtime), CANVAS)
    assert (report.outcome, report.templates) == ("imported", ())
    finding = next(finding for finding in report.warnings if finding.code == "software_not_mapped")
    assert "--as googledrive=INTERLINKER" in finding.fix
    assert not (await entry(runtime, report.id)).is_usable


async def test_a_template_becomes_usable_when_its_software_is_named_later(runtime, folder):
    await folder.add(CANVAS, LINK).imported(runtime)
    report = await folder.imported(runtime, googledrive="documents")
    assert {each.bundle: each.outcome for each in report.bundles} == {CANVAS: "updated", LINK: "unchanged"}
    assert (await entry(runtime, "stakeholders-mapping-canvas")).is_usable


async def test_software_that_was_named_once_need_not_be_named_again(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    before = await everything_in(runtime)
    report = await folder.imported(runtime)
    assert report.counts["unchanged"] == 1
    assert await everything_in(runtime) == before


async def test_the_settings_name_software_too(opened, folder):
    async with opened(software={"googledrive": "documents"}) as runtime:
        report = await folder.add(CANVAS).imported(runtime)
        assert report_of(report, CANVAS).interlinker == "documents"


async def test_software_that_is_not_installed_is_refused_before_anything_happens(runtime, folder):
    with pytest.raises(NotFound):
        await folder.add(CANVAS).imported(runtime, googledrive="nothing")
    assert (await search_catalogue(runtime)).total == 0


async def test_a_changed_bundle_keeps_its_identifiers(runtime, folder):
    await folder.add(CANVAS, LINK).imported(runtime, googledrive="documents")
    before = await entry(runtime, "stakeholders-mapping-canvas")
    folder.change(CANVAS, lambda document: document["description_translations"].update(en="Who takes part?"))
    report = await folder.imported(runtime)
    after = await entry(runtime, "stakeholders-mapping-canvas")
    assert report.counts == {"imported": 0, "updated": 1, "unchanged": 1, "left_out": 0}
    assert after.entry.descriptions["en"] == "Who takes part?"
    assert (after.row.created_at, after.templates) == (before.row.created_at, before.templates)
    assert len(await all_assets_page(runtime.store, limit=10)) == 2


async def test_a_changed_resource_is_a_new_version_of_the_same_template(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    templates = (await entry(runtime, "stakeholders-mapping-canvas")).templates
    copy = await instantiate_entry(runtime, ANA, "stakeholders-mapping-canvas", "en")
    place = folder.path(CANVAS)
    (place / "resource.pptx").write_bytes((place / "resource-es.pptx").read_bytes())
    await folder.imported(runtime)
    assert (await entry(runtime, "stakeholders-mapping-canvas")).templates == templates
    english, spanish = [await load(runtime, SYSTEM, templates[tag], "read") for tag in ("en", "es")]
    assert (english.row.version, spanish.row.version) == (2, 1)
    assert english.files[0].sha256 == spanish.files[0].sha256 != copy.files[0].sha256
    assert [version.row.version for version in (await versions_of_asset(runtime, SYSTEM, english.id)).items] == [2, 1]
    assert (await load(runtime, ANA, copy.id, "read")).files == copy.files


async def test_a_language_that_is_gone_is_not_offered_but_its_asset_stays(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    before = (await entry(runtime, "stakeholders-mapping-canvas")).templates
    folder.change(CANVAS, lambda document: document["file_translations"].pop("es"))
    report = await folder.imported(runtime)
    assert report_of(report, CANVAS).templates == ("en",)
    assert (await entry(runtime, "stakeholders-mapping-canvas")).templates == {"en": before["en"]}
    assert (await load(runtime, SYSTEM, before["es"], "read")).row.genesis == 1


async def test_a_broken_bundle_is_left_out_and_the_others_come_in(runtime, folder):
    folder.add(CANVAS, LINK)
    (folder.path(LINK) / "metadata.json").write_text('{"id": ')
    report = await folder.imported(runtime)
    assert report_of(report, LINK).outcome == "left_out"
    assert codes(report_of(report, LINK)) == {"invalid_json"}
    assert report_of(report, CANVAS).outcome == "imported"
    assert not report.is_complete


async def test_a_bundle_that_breaks_later_leaves_what_is_known_of_it(runtime, folder):
    await folder.add(LINK).imported(runtime)
    (folder.path(LINK) / "metadata.json").write_text("[]")
    assert (await folder.imported(runtime)).counts["left_out"] == 1
    assert (await search_catalogue(runtime)).total == 1


async def test_an_installed_interlinker_speaks_for_itself(runtime, folder):
    await enter_plugins(runtime)
    folder.add(SURVEYS)
    folder.change(SURVEYS, lambda document: document.update(id="poll", name_translations={"en": "Poll"}))
    report = report_of(await folder.imported(runtime), SURVEYS)
    assert report.outcome == "left_out"
    assert "id_taken" in codes(report)
    assert (await entry(runtime, "poll")).row.source == "plugin"


async def test_a_resource_that_the_interlinker_refuses_leaves_its_language_out(runtime, folder):
    folder.add(CANVAS)
    (folder.path(CANVAS) / "resource-es.pptx").write_bytes(b"%PDF-1.7 and no presentation")
    report = report_of(await folder.imported(runtime, googledrive="documents"), CANVAS)
    assert (report.outcome, report.templates) == ("imported", ("en",))
    finding = next(finding for finding in report.defects if finding.code == "template_refused")
    assert (finding.file, finding.key) == ("resource-es.pptx", "file_translations.es")
    again = report_of(await folder.imported(runtime), CANVAS)
    assert (again.outcome, again.templates) == ("unchanged", ("en",))


async def test_a_new_resource_that_is_refused_is_tried_again_and_the_template_stays_as_it_was(runtime, folder):
    await folder.add(CANVAS).imported(runtime, googledrive="documents")
    templates = (await entry(runtime, "stakeholders-mapping-canvas")).templates
    resource = folder.path(CANVAS) / "resource-es.pptx"
    good = resource.read_bytes()
    resource.write_bytes(b"%PDF-1.7 and no presentation")
    for outcome in ("updated", "unchanged"):
        report = report_of(await folder.imported(runtime), CANVAS)
        assert (report.outcome, report.templates) == (outcome, ("en", "es"))
        assert "template_refused" in codes(report)
    resource.write_bytes(good + b"\0")
    report = report_of(await folder.imported(runtime), CANVAS)
    assert "template_refused" not in codes(report)
    assert (await load(runtime, SYSTEM, templates["es"], "read")).row.version == 2
    assert (await folder.imported(runtime)).counts["unchanged"] == 1


async def test_a_template_follows_its_resource_once_its_interlinker_is_installed_again(opened, folder):
    async with opened() as runtime:
        await folder.add(CANVAS).imported(runtime, googledrive="documents")
        templates = (await entry(runtime, "stakeholders-mapping-canvas")).templates
    place = folder.path(CANVAS)
    (place / "resource.pptx").write_bytes((place / "resource-es.pptx").read_bytes())
    async with opened(candidates=()) as runtime:
        report = report_of(await folder.imported(runtime), CANVAS)
        assert (report.outcome, report.interlinker, report.templates) == ("updated", "documents", ("en", "es"))
        assert "software_not_mapped" in codes(report)
    async with opened() as runtime:
        assert report_of(await folder.imported(runtime), CANVAS).outcome == "updated"
        assert (await entry(runtime, "stakeholders-mapping-canvas")).templates == templates
        assert (await load(runtime, SYSTEM, templates["en"], "read")).row.version == 2


async def test_a_json_resource_becomes_the_parameters_where_no_files_are_taken(runtime, folder):
    place = folder.add(CANVAS).path(CANVAS)
    for language in ("en", "es"):
        (place / f"{language}.json").write_text(json.dumps({"question": f"Why? ({language})", "options": ["a", "b"]}))
    home = f"./interlinkers/{CANVAS}"
    names = {language: f"{home}/{language}.json" for language in ("en", "es")}
    folder.change(CANVAS, lambda document: document.update(file_translations=names, softwareinterlinker="surveyeditor"))
    report = report_of(await folder.imported(runtime, surveyeditor="poll"), CANVAS)
    assert report.templates == ("en", "es")
    copy = await instantiate_entry(runtime, ANA, report.id, "es")
    assert copy.state["question"] == "Why? (es)"


@pytest.mark.parametrize("content", ["[1]", "{", '"text"'])
async def test_a_resource_that_is_no_json_object_is_refused(runtime, folder, content):
    (folder.add(CANVAS).path(CANVAS) / "en.json").write_text(content)
    names = {"en": f"./interlinkers/{CANVAS}/en.json"}
    folder.change(CANVAS, lambda document: document.update(file_translations=names))
    report = report_of(await folder.imported(runtime, googledrive="poll"), CANVAS)
    assert (report.outcome, report.templates) == ("imported", ())
    assert "template_refused" in codes(report)


async def test_a_template_for_an_interlinker_without_files_is_refused_with_the_reason(runtime, folder):
    report = report_of(await folder.add(CANVAS).imported(runtime, googledrive="poll"), CANVAS)
    assert (report.outcome, report.templates) == ("imported", ())
    assert "takes no files" in next(each for each in report.defects if each.code == "template_refused").why


async def test_a_folder_that_is_no_catalogue_is_told(runtime, tmp_path):
    report = await import_catalogue(runtime, tmp_path, {})
    assert [finding.code for finding in report.problems] == ["not_a_catalogue"]
    assert not report.is_complete


async def test_one_bundle_alone_can_be_imported(runtime, folder):
    report = await import_catalogue(runtime, folder.add(LINK).path(LINK), {})
    assert report.counts["imported"] == 1


async def test_a_path_that_leads_out_is_not_followed(runtime, folder, tmp_path):
    secret = tmp_path / "secret.pptx"
    secret.write_bytes(b"PK\x03\x04 the secret")
    folder.add(CANVAS, LINK)
    out = "../../../../../secret.pptx"
    folder.change(CANVAS, lambda document: document["file_translations"].update(en=out))
    logo = folder.path(LINK) / "logo.png"
    logo.unlink()
    logo.symlink_to(secret)
    report = await folder.imported(runtime, googledrive="documents")
    assert report_of(report, CANVAS).outcome == "left_out"
    stored = [runtime.blobs.path(name).read_bytes() for name, _ in runtime.blobs.names()]
    assert b"PK\x03\x04 the secret" not in stored


async def test_one_import_runs_at_a_time(runtime, folder):
    with (runtime.settings.store.folder / "import.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with pytest.raises(Conflict):
            await folder.add(LINK).imported(runtime)
    assert (await folder.imported(runtime)).is_complete


async def test_progress_is_told_bundle_by_bundle(runtime, folder):
    told: list[tuple[int, int]] = []
    await import_catalogue(runtime, folder.add(CANVAS, LINK).root, {}, lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]
