# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A bundle that cannot be converted is refused in a sentence, and nothing is written."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.sdk.metadata.conftest import good_document

from interlink_sdk.converting import bundle_from_project, project_from_bundle, write_conversion
from interlink_sdk.converting.toml_text import toml_text
from interlink_sdk.errors import ConversionRefused, ManifestInvalid

DOCUMENT = {
    **good_document("externalknowledge", "tool", "A tool"),
    "name_translations": {"en": "A tool", "es": ""},
    "description_translations": {"en": 'It does\nsome "things".'},
    "languages": ["en", "es"],
    "extra": [1, None, {"deep": None, "b": 1.0, "a": 1}],
}
VALUES = st.recursive(
    st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=15,
)


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    folder = tmp_path / "tool"
    folder.mkdir()
    (folder / "metadata.json").write_text(json.dumps(DOCUMENT))
    return folder


def package_of(bundle: Path, place: Path) -> Path:
    write_conversion(project_from_bundle(bundle), place)
    return next((place / "src").iterdir())


@given(document=st.dictionaries(st.text(max_size=8), VALUES, max_size=5))
def test_what_is_written_as_toml_is_read_as_it_was(document: dict):
    assert tomllib.loads(toml_text(document)) == document


def test_nulls_and_the_order_of_keys_come_back(bundle: Path, tmp_path: Path):
    back = bundle_from_project(package_of(bundle, tmp_path / "project"))
    assert json.dumps(json.loads(back.texts["metadata.json"])) == json.dumps(DOCUMENT)


def test_a_language_without_texts_does_not_keep_the_manifest_from_being_used(bundle: Path, tmp_path: Path):
    manifest = tomllib.loads((package_of(bundle, tmp_path / "project") / "interlinker.toml").read_text())
    assert manifest["languages"] == ["en"]


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"name_translations": 3}', "{}", "\ud800", '{"name_translations": {"en": "x"}, "a": NaN}']
)
def test_what_is_no_metadata_is_refused(bundle: Path, text: str):
    (bundle / "metadata.json").write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ConversionRefused) as refused:
        project_from_bundle(bundle)
    assert refused.value.problems


def test_a_folder_without_metadata_is_refused(tmp_path: Path):
    with pytest.raises(ConversionRefused) as refused:
        project_from_bundle(tmp_path)
    assert refused.value.problems[0].code == "no_bundle"


@pytest.mark.parametrize("name", ["interlinker.toml", "__init__.py"])
def test_a_file_with_a_name_that_the_package_needs_is_refused(bundle: Path, name: str):
    (bundle / name).write_text("")
    with pytest.raises(ConversionRefused) as refused:
        project_from_bundle(bundle)
    assert refused.value.problems[0].code == "name_taken"


def test_a_link_is_refused(bundle: Path, tmp_path: Path):
    (bundle / "snapshots").symlink_to(tmp_path)
    with pytest.raises(ConversionRefused) as refused:
        project_from_bundle(bundle)
    assert refused.value.problems[0].code == "link_in_bundle"


def test_keys_that_mean_something_else_here_are_refused_rather_than_lost(bundle: Path):
    (bundle / "metadata.json").write_text(json.dumps({**DOCUMENT, "order": "alphabetical", "bundle": 4}))
    with pytest.raises(ConversionRefused) as refused:
        project_from_bundle(bundle)
    assert refused.value.problems[0].code == "not_lossless"


def test_what_is_there_already_is_not_written_over(bundle: Path, tmp_path: Path):
    (tmp_path / "project").mkdir()
    with pytest.raises(ConversionRefused) as refused:
        write_conversion(project_from_bundle(bundle), tmp_path / "project")
    assert (refused.value.problems[0].code, list((tmp_path / "project").iterdir())) == ("place_taken", [])


def test_a_file_that_vanishes_meanwhile_leaves_nothing_behind(bundle: Path, tmp_path: Path):
    (bundle / "a.txt").write_text("a")
    conversion = project_from_bundle(bundle)
    (bundle / "a.txt").unlink()
    with pytest.raises(ConversionRefused):
        write_conversion(conversion, tmp_path / "new" / "project")
    assert list((tmp_path / "new").iterdir()) == []


def test_a_manifest_that_is_wrong_is_not_converted_back(bundle: Path, tmp_path: Path):
    package = package_of(bundle, tmp_path / "project")
    file = package / "interlinker.toml"
    file.write_text(file.read_text().replace('id = "', 'idd = "', 1))
    with pytest.raises(ManifestInvalid):
        bundle_from_project(package)
