# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Bundles made to do harm: each is answered with a finding, none with a crash or a look outside."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.metadata import CatalogueContext, entry_from_bundle, examine_bundle, where
from interlink_sdk.metadata.places import Place, locate
from interlink_sdk.metadata.source import MAX_JSON_BYTES

from .conftest import PNG, Catalogue

HOSTILE_TEXTS = {
    "deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "deep within Python's limit": b"[" * 100 + b"]" * 100,
    "not UTF-8": b'{"id": "\xff\xfe"}',
    "a byte order mark": b'\xef\xbb\xbf{"id": "x"}',
    "UTF-16": '{"id": "x"}'.encode("utf-16"),
    "empty": b"",
    "too large": b'{"id": "' + b"x" * MAX_JSON_BYTES + b'"}',
    "no number": b'{"difficulty": NaN}',
    "a number of a million digits": b'{"difficulty": ' + b"9" * 900_000 + b"}",
    "half a character": b'{"id": "\\ud800"}',
    "many quotes": b'{"' + b'\\"' * 400_000,
}


@pytest.mark.parametrize("text", HOSTILE_TEXTS.values(), ids=HOSTILE_TEXTS)
def test_hostile_json_is_refused_as_unreadable(catalogue: Catalogue, text: bytes):
    (catalogue.add() / "metadata.json").write_bytes(text)
    examination = catalogue.examine_one()
    assert [finding.code for finding in examination.fatal] == ["invalid_json"]
    assert (examination.document, examination.warnings, examination.snapshots) == (None, (), ())


def test_a_long_key_with_many_keys_below_costs_little(catalogue: Catalogue):
    below = ",".join(f'"{number}":0' for number in range(50_000))
    (catalogue.add() / "metadata.json").write_text(f'{{"{"k" * 400_000}": {{{below}}}}}')
    assert "unknown_field" in {finding.code for finding in catalogue.examine_one().defects}


@pytest.mark.parametrize("text", ["[]", '"text"', "null", "5"])
def test_a_document_that_is_no_object_is_of_the_wrong_type(catalogue: Catalogue, text: str):
    (catalogue.add() / "metadata.json").write_text(text)
    examination = catalogue.examine_one()
    assert [(finding.code, where(finding)) for finding in examination.defects] == [("wrong_type", "metadata.json")]


@pytest.mark.parametrize(
    "path",
    [
        "/etc/hostname",
        "../../../etc/hostname",
        "./interlinkers/../../secret.png",
        "..\\..\\secret.png",
        "C:/secret.png",
        "\\\\server\\share\\secret.png",
        "./interlinkers/externalsoftware/tool/../../../../secret.png",
    ],
)
def test_a_path_never_leaves_the_catalogue(catalogue: Catalogue, path: str):
    (catalogue.root.parent / "secret.png").write_bytes(PNG)
    catalogue.add(logotype=path)
    examination = catalogue.examine_one()
    assert {finding.code for finding in examination.fatal} <= {"path_outside_catalogue"}
    assert "logotype" not in examination.files
    assert any(where(finding) == "logotype" for finding in examination.defects)


def test_dots_that_stay_inside_the_bundle_are_fine(catalogue: Catalogue):
    catalogue.add(logotype="./interlinkers/externalsoftware/../externalsoftware/tool/./logo.png")
    examination = catalogue.examine_one()
    assert (examination.defects, examination.files["logotype"]) == ((), "logo.png")


@pytest.mark.parametrize("path", ["", ".", "/", "\0", "logo.png\0.exe", "a" * 5_000, "…/�.png", "./", "//logo.png"])
def test_an_odd_path_is_a_defect_of_its_field(catalogue: Catalogue, path: str):
    catalogue.add(logotype=path)
    assert "logotype" in {where(finding) for finding in catalogue.examine_one().defects}


@pytest.mark.parametrize("name", ["metadata.json", "instructions.md", "snapshots/image1.png"])
def test_a_link_out_of_the_catalogue_is_not_followed(catalogue: Catalogue, name: str):
    place = catalogue.add(files={"snapshots/image0.png": PNG})
    secret = catalogue.root.parent / "secret"
    secret.write_text("hunter2" * 20)
    (place / name).unlink()
    (place / name).symlink_to(secret)
    examination = catalogue.examine_one()
    assert {finding.code for finding in examination.fatal} == {"path_outside_catalogue"}
    assert "hunter2" not in examination.model_dump_json()


def test_a_bundle_that_is_a_link_out_of_the_catalogue_is_left_out(catalogue: Catalogue):
    catalogue.add()
    elsewhere = catalogue.root.parent / "elsewhere"
    (catalogue.root / "interlinkers" / "externalsoftware" / "tool").rename(elsewhere)
    (catalogue.root / "interlinkers" / "externalsoftware" / "tool").symlink_to(elsewhere)
    assert [finding.code for finding in catalogue.examine_one().fatal] == ["path_outside_catalogue"]


def test_a_snapshots_folder_that_is_a_link_out_of_the_catalogue_shows_nothing(catalogue: Catalogue):
    place = catalogue.add(files={"snapshots/image1.png": None})
    (place / "snapshots").symlink_to(catalogue.root.parent)
    (catalogue.root.parent / "secret.png").write_bytes(PNG)
    assert catalogue.examine_one().snapshots == ()


def test_links_in_a_circle_are_a_missing_file(catalogue: Catalogue):
    place = catalogue.add(files={"logo.png": None})
    (place / "logo.png").symlink_to(place / "logo.png")
    (place / "loop").symlink_to(place)
    codes = {finding.code for finding in catalogue.examine_one().defects}
    assert codes == {"missing_file"}


def test_a_pipe_is_never_opened(catalogue: Catalogue):
    place = catalogue.add(files={"logo.png": None})
    os.mkfifo(place / "logo.png")
    os.mkfifo(place / "snapshots" / "image2.png")
    assert {finding.code for finding in catalogue.examine_one().defects} == {"missing_file"}
    (place / "metadata.json").unlink()
    os.mkfifo(place / "metadata.json")
    assert {finding.code for finding in catalogue.examine_one().defects} == {"invalid_json"}


def test_large_instructions_are_not_read(catalogue: Catalogue):
    with (catalogue.add() / "instructions.md").open("r+b") as file:
        file.truncate(100_000_000)
    assert {finding.code for finding in catalogue.examine_one().fatal} == {"file_too_large"}


def test_file_names_of_any_bytes_can_be_reported(catalogue: Catalogue):
    place = catalogue.add()
    for name in (b"\xff.bin", b"line\nbreak", b"snapshots/\xfe.png", b"snapshots/tab\t.png"):
        Path(os.fsdecode(os.fsencode(place) + b"/" + name)).write_bytes(PNG)
    examination = catalogue.examine_one()
    assert examination.snapshots == ("snapshots/image1.png",)
    assert [finding.code for finding in examination.defects] == ["unsupported_snapshot"] * 2
    assert "\\xff" in examination.warnings[0].file or "udcff" in examination.warnings[0].file
    json.dumps(examination.model_dump(mode="json")).encode()


def test_instructions_that_are_not_text_are_a_defect(catalogue: Catalogue):
    catalogue.add(files={"instructions.md": b"\xff\xfe" * 100})
    assert {finding.code for finding in catalogue.examine_one().defects} == {"content_type_mismatch"}


def test_a_bundle_with_a_fatal_defect_becomes_no_entry(catalogue: Catalogue):
    catalogue.add(licence=5)
    with pytest.raises(ManifestInvalid) as raised:
        entry_from_bundle(catalogue.examine_one())
    assert [problem.code for problem in raised.value.problems] == ["wrong_type"]


@given(path=st.text(alphabet="./\\ab~:\0logpn", max_size=40))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200, deadline=None)
def test_whatever_a_path_says_it_leads_to_a_file_of_the_catalogue_or_nowhere(tmp_path: Path, path: str):
    folder = tmp_path / "catalogue" / "interlinkers" / "software" / "a"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "logo").write_text("logo")
    (tmp_path / "b").write_text("outside")
    found = locate(Place(folder, ("interlinkers", "software", "a"), tmp_path / "catalogue"), path).file
    assert found is None or found.resolve().is_relative_to(tmp_path / "catalogue")


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None)
def test_any_value_in_any_field_is_examined_without_a_crash(tmp_path: Path, data: st.DataObject):
    catalogue = Catalogue(tmp_path / "catalogue")
    nature = data.draw(st.sampled_from(["software", "knowledge", "externalsoftware"]))
    place = catalogue.add(nature)
    document = json.loads((place / "metadata.json").read_text())
    document[data.draw(st.sampled_from(sorted(document)))] = data.draw(json_values)
    (place / "metadata.json").write_text(json.dumps(document))
    examination = examine_bundle(place, CatalogueContext())
    if not examination.fatal:
        assert entry_from_bundle(examination).id == examination.id
