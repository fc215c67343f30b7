# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Between `metadata.json` and `interlinker.toml`."""

import json
from pathlib import Path

import pytest
from pydantic import ValidationError

from interlink_sdk.manifest import Manifest
from interlink_sdk.metadata import examine_catalogue, manifest_from_metadata, metadata_from_manifest

from .conftest import good_document, texts

MANIFEST = {
    "id": "dot-vote",
    "version": "1.2.0",
    "name": texts("Dot vote"),
    "description": texts("Vote with dots"),
    "licence": "EUPL-1.2",
    "languages": ["en", "es", "it", "lv"],
    "instructions": {"en": "instructions.md"},
    "tags": {"en": ["vote"]},
    "schemas": {"params": {"type": "object"}},
    "catalogue": {"supported_by": ["saas"], "logo": "logo.png", "problem_profiles": ["P_1"]},
}


@pytest.fixture(scope="module")
def documents(shared_data: Path) -> dict[str, dict]:
    return {each.bundle: each.document for each in examine_catalogue(shared_data / "catalogue").examinations}


def test_all_real_bundles_come_back_as_they_were(documents):
    back = {name: metadata_from_manifest(manifest_from_metadata(each)[0])[0] for name, each in documents.items()}
    assert len(back) == 41
    assert back == documents


def test_all_real_bundles_come_back_through_the_manifest_model(documents):
    for document in documents.values():
        manifest, problems = manifest_from_metadata(document)
        if "manifest_incomplete" in {problem.code for problem in problems}:
            with pytest.raises(ValidationError):
                Manifest.model_validate(manifest)
            continue
        dumped = Manifest.model_validate(manifest).model_dump(mode="json")
        assert metadata_from_manifest(dumped)[0] == document


def test_only_the_links_without_an_address_give_a_manifest_that_is_incomplete(documents):
    problems = {name: manifest_from_metadata(document)[1] for name, document in documents.items()}
    incomplete = {
        (name, each.key) for name, found in problems.items() for each in found if each.code == "manifest_incomplete"
    }
    assert incomplete == {
        ("externalsoftware/booking-activity-module", "link"),
        ("externalsoftware/cocalendar", "link"),
    }


def test_what_has_no_place_in_the_manifest_is_kept_and_named(documents):
    manifest, problems = manifest_from_metadata(documents["knowledge/Tutorial-Package-registration-EN"])
    kept = {problem.key for problem in problems if problem.code == "only_in_interlink"}
    assert kept == {"environments", "id", "name_translations.es", "name_translations.lv", "type"}
    assert manifest["catalogue"]["interlink"]["name_translations"] == {"es": "", "lv": ""}
    assert manifest["name"].keys() == {"en", "it"}


def test_a_change_of_the_manifest_is_not_undone_by_what_is_kept(documents):
    manifest, _ = manifest_from_metadata(documents["knowledge/Tutorial-Package-registration-EN"])
    manifest["name"]["en"] = "Tutorial"
    document, _ = metadata_from_manifest(manifest)
    assert document["name_translations"]["en"] == "Tutorial"


@pytest.mark.parametrize("nature", ["software", "knowledge", "externalsoftware", "externalknowledge"])
@pytest.mark.parametrize("absent", ["id", "languages", "instructions_translations"])
def test_a_field_that_is_left_out_stays_out(nature: str, absent: str):
    document = good_document(nature, "tool", "Good tool")
    del document[absent]
    assert metadata_from_manifest(manifest_from_metadata(document)[0])[0] == document


@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("3_words", "i-3-words"),
        ("catalogue", "catalogue-interlinker"),
        ("nine_char_" * 5, "nine-char-" * 3 + "nine-char"),
    ],
)
def test_an_identifier_is_made_fit_for_a_plugin(identifier: str, expected: str):
    document = {**good_document("software", "tool", "Good tool"), "id": identifier}
    manifest, _ = manifest_from_metadata(document)
    assert manifest["id"] == expected
    assert Manifest.model_validate(manifest)
    assert metadata_from_manifest(manifest)[0] == document


def test_a_manifest_becomes_metadata_that_the_platform_accepts(tmp_path: Path):
    document, _ = metadata_from_manifest(MANIFEST)
    place = tmp_path / "interlinkers" / "software" / "dot-vote"
    place.mkdir(parents=True)
    (place / "metadata.json").write_text(json.dumps(document))
    (place / "instructions.md").write_text("Everybody has five dots and puts them where it matters most.\n" * 2)
    (place / "logo.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (examination,) = examine_catalogue(tmp_path).examinations
    assert examination.fatal == ()
    assert {finding.code for finding in examination.defects} == {"capability_without_label"}


def test_a_manifest_offers_in_the_platforms_words_what_it_offers_in_ours():
    capabilities = metadata_from_manifest(MANIFEST)[0]["integration"]["capabilities"]
    assert capabilities["download"] is capabilities["clone"] is capabilities["edit"] is True
    assert "export" not in capabilities


def test_what_metadata_cannot_say_is_named():
    collection = {"title": {"en": "Votes"}, "contribution": {"type": "object"}}
    manifest = {**MANIFEST, "collections": {"votes": collection}, "capabilities": ["view", "contribute"]}
    _, problems = metadata_from_manifest(manifest)
    assert {problem.key for problem in problems} >= {"version", "schemas", "collections", "licence", "capabilities"}


def test_software_and_languages_that_the_platform_does_not_know_are_named():
    manifest = {
        **MANIFEST,
        "nature": "knowledge",
        "name": {"en": "Plan", "de": "Plan"},
        "knowledge": {"software": "documents", "resources": {"en": "plan.docx"}},
    }
    problems = {problem.code: problem.key for problem in metadata_from_manifest(manifest)[1]}
    assert problems["unknown_softwareinterlinker"] == "knowledge.software"
    assert problems["unknown_language"] == "name"


@pytest.mark.parametrize(
    ("licence", "expected"),
    [
        ("EUPL-1.2", "copyleft"),
        ("MIT", "permissive"),
        ("CC0-1.0", "public_domain"),
        ("CC-BY-4.0", "permissive"),
        ("CC-BY-SA-4.0", "copyleft"),
        ("CC-BY-NC-4.0", "non_commercial"),
        ("(Apache-2.0 OR MIT)", "permissive"),
        ("LicenseRef-mine", "propietary"),
    ],
)
def test_a_licence_has_a_class(licence: str, expected: str):
    assert metadata_from_manifest({**MANIFEST, "licence": licence})[0]["licence"] == expected
