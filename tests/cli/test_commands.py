# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Import, export, restore and lists, as an operator uses them."""

import asyncio
import hashlib
import json
import shutil
from pathlib import Path

import pytest

from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings
from interlink_runtime.store.catalogue import genesis_of

CANVAS = "knowledge/Stakeholders-Mapping-Canvas"
BROKEN_PLUGIN = "Metadata-Version: 2.1\nName: broken-plugin\nVersion: 1.0\n"


@pytest.fixture
def one_bundle(shared_data: Path, tmp_path: Path) -> Path:
    """Return the folder of a copy of one real bundle."""
    place = tmp_path / "catalogue" / "interlinkers" / CANVAS
    shutil.copytree(shared_data / "catalogue" / "interlinkers" / CANVAS, place)
    return tmp_path / "catalogue"


@pytest.fixture(scope="module")
def filled(tmp_path_factory, shared_data: Path) -> tuple[Path, str]:
    """Return a store with two templates, to be copied, and the identifier of the English one."""
    settings = Settings.model_validate({"store": {"folder": tmp_path_factory.mktemp("filled")}})

    async def fill() -> str:
        async with open_runtime(settings) as runtime:
            bundle = shared_data / "catalogue" / "interlinkers" / CANVAS
            await import_catalogue(runtime, bundle, {"googledrive": "documents"})
            return (await genesis_of(runtime.store, "stakeholders-mapping-canvas"))["en"]

    return settings.store.folder, asyncio.run(fill())


@pytest.fixture
def template(filled: tuple[Path, str], tmp_path: Path) -> str:
    """Put the filled store where commands find it and return the identifier of an asset in it."""
    shutil.copytree(filled[0], tmp_path / "interlink-data")
    return filled[1]


def test_the_real_catalogue_comes_in_and_strictness_counts_its_defects(run, shared_data):
    folder = shared_data / "catalogue"
    first = run("import", folder, "--as", "googledrive=documents", "--format", "json")
    report = json.loads(first.stdout)
    assert (first.returncode, first.stderr, report["counts"]["imported"]) == (0, "", 41)
    assert len(report["bundles"]) == 41
    second = run("import", folder, "--strict")
    assert second.returncode == 1
    assert "41 unchanged" in second.stdout
    assert "placeholder_instructions: metadata.json" in second.stdout


def test_a_bundle_that_is_left_out_ends_the_import_with_1(run, one_bundle):
    (one_bundle / "interlinkers" / CANVAS / "metadata.json").write_text("{")
    ended = run("import", one_bundle)
    assert ended.returncode == 1
    assert "invalid_json" in ended.stdout


@pytest.mark.parametrize("mapped", ["googledrive", "=documents", "googledrive=nothing"])
def test_a_mapping_that_leads_nowhere_is_wrong_usage(run, one_bundle, mapped):
    ended = run("import", one_bundle, "--as", mapped)
    assert (ended.returncode, ended.stdout) == (2, "")


def test_a_folder_that_is_none_is_wrong_usage(run, tmp_path):
    assert run("import", tmp_path / "nothing").returncode == 2


def test_an_asset_travels_to_another_store_and_back_to_the_same_bytes(run, template, tmp_path):
    there = tmp_path / "there"
    there.mkdir()
    written = json.loads(run("export", template, "--output", "a.zip", "--format", "json").stdout)
    content = (tmp_path / "a.zip").read_bytes()
    assert written["sha256"] == hashlib.sha256(content).hexdigest()
    restored = run("restore", tmp_path / "a.zip", "--owner", "ana", "--format", "json", cwd=there)
    assert restored.returncode == 0
    assert json.loads(restored.stdout)["owner"] == "ana"
    assert "nobody called 'ana' has signed in here yet" in restored.stderr
    again = run("export", template, "--output", "-", cwd=there, text=False)
    assert again.stdout == content
    assert list(tmp_path.glob("*.part")) == []


def test_an_export_is_named_after_the_asset_and_replaces_nothing_unasked(run, template, tmp_path):
    first = run("export", template, "--as", "original")
    assert (first.returncode, (tmp_path / "resource.pptx").is_file()) == (0, True)
    second = run("export", template, "--as", "original")
    assert second.returncode == 1
    assert "exists already" in second.stderr
    assert run("export", template, "--as", "original", "--output", "resource.pptx").returncode == 0


def test_what_is_not_there_or_not_offered_ends_with_1(run, template):
    missing = run("export", "01a20d71-0000-7000-8000-000000000000")
    assert (missing.returncode, missing.stdout) == (1, "")
    odd = run("export", template, "--as", "odd")
    assert odd.returncode == 1
    assert "code: not_offered" in odd.stderr


def test_stdout_takes_one_thing_only(run, template):
    assert run("export", template, "--output", "-", "--format", "json").returncode == 2


def test_a_damaged_bundle_is_refused_with_every_problem(run, tmp_path):
    (tmp_path / "odd.zip").write_bytes(b"PK\x03\x04 nothing")
    ended = run("restore", "odd.zip")
    assert ended.returncode == 1
    assert "code: invalid_bundle" in ended.stderr


def test_looking_where_nothing_is_kept_makes_nothing(run, tmp_path):
    ended = run("assets")
    assert (ended.returncode, list(tmp_path.iterdir())) == (3, [])
    assert "there is no store" in ended.stderr


def test_assets_are_listed_page_by_page_and_by_what_they_are(run, template):
    page = json.loads(run("assets", "--limit", "1", "--format", "json").stdout)
    rest = json.loads(run("assets", "--after", page["after"], "--format", "json").stdout)
    assert len(page["items"]) == len(rest["items"]) == 1
    assert rest["after"] is None
    assert json.loads(run("assets", "--interlinker", "poll", "--format", "json").stdout)["items"] == []
    assert template in run("assets").stdout


def test_commands_work_while_the_server_runs(run, server, template, one_bundle, tmp_path):
    with server("serve", "--port", "0"):
        assert run("import", one_bundle).returncode == 0
        assert run("export", template, "--output", "b.zip").returncode == 0
        assert run("restore", "b.zip").returncode == 0
        assert len(json.loads(run("assets", "--format", "json").stdout)["items"]) == 3


def test_installed_interlinkers_are_listed_with_their_state(run):
    ended = run("interlinkers", "--format", "json")
    states = {item["id"]: item["state"] for item in json.loads(ended.stdout)["items"]}
    assert ended.returncode == 0
    assert states["documents"] == "ready"


def test_a_disabled_interlinker_is_no_fault(run):
    ended = run("interlinkers", INTERLINK_INTERLINKERS__POLL__ENABLED="false")
    assert ended.returncode == 0
    assert "the operator has disabled it" in ended.stdout


def test_a_refused_plugin_is_listed_with_its_problems(run, tmp_path):
    info = tmp_path / "path" / "broken_plugin-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(BROKEN_PLUGIN)
    (info / "entry_points.txt").write_text("[interlink.interlinkers]\nbroken = broken_plugin\n")
    ended = run("interlinkers", PYTHONPATH=str(tmp_path / "path"))
    assert ended.returncode == 1
    assert "broken" in ended.stdout
    assert "has no interlinker.toml" in ended.stdout
