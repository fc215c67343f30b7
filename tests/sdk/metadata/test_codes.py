# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One miniature per code: a good bundle that is wrong in exactly one way."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_sdk.metadata import (
    DEFECTS,
    FATAL_CODES,
    WARNINGS,
    CatalogueContext,
    examine_bundle,
    examine_catalogue,
    where,
)

from .conftest import LANGUAGES, PNG, REMOVED, Catalogue, software_fields, texts

Miniature = Callable[[Catalogue], object]
HOME = "./interlinkers/externalsoftware/tool"


def all_languages(value):
    return dict.fromkeys(LANGUAGES, value)


def without(table: str, language: str):
    return lambda document: document[table].pop(language)


def in_integration(**changes):
    return lambda document: document["integration"].update(changes)


def in_capabilities(**changes):
    return lambda document: document["integration"]["capabilities"].update(changes)


def labels_of_clone(labels):
    return lambda document: document["integration"]["capabilities_translations"].update(clone_text_translations=labels)


def other_bundles_logo(catalogue: Catalogue) -> None:
    catalogue.add()
    catalogue.add(folder="copy", name="Other tool", logotype=f"{HOME}/logo.png")


def two_with_the_same_id(catalogue: Catalogue) -> None:
    catalogue.add()
    # the punctuation makes another name of the same identifier
    catalogue.add(folder="twin", name="Good-tool", id="good_tool")


def two_with_the_same_name(catalogue: Catalogue) -> None:
    catalogue.add()
    catalogue.add(folder="twin", id=REMOVED)


def two_with_the_same_slug(catalogue: Catalogue) -> None:
    catalogue.add()
    catalogue.add(folder="twin", name="Good, tool!", id=REMOVED)


def software_that_cannot_clone(catalogue: Catalogue) -> None:
    catalogue.add("software", "surveyeditor", name="Editor", change=in_capabilities(clone=False))
    catalogue.add("knowledge", softwareinterlinker="surveyeditor")


def a_folder_of_something_else(catalogue: Catalogue) -> None:
    (catalogue.root / "interlinkers").rename(catalogue.root / "somewhere")


def a_large_logo(catalogue: Catalogue) -> None:
    with (catalogue.add() / "logo.png").open("r+b") as file:
        file.truncate(300_000_000)


def a_link_that_leads_out(catalogue: Catalogue) -> None:
    logo = catalogue.add(files={"logo.png": None}) / "logo.png"
    secret = catalogue.root.parent / "secret.png"
    secret.write_bytes(PNG)
    logo.symlink_to(secret)


def an_empty_snapshots_folder(catalogue: Catalogue) -> None:
    (catalogue.add(files={"snapshots/image1.png": None}) / "snapshots").mkdir()


def unreadable_metadata(catalogue: Catalogue) -> None:
    (catalogue.add() / "metadata.json").write_text('{"id": "good_tool",}')


DEFECTIVE: dict[str, Miniature] = {
    "invalid_json": unreadable_metadata,
    "json_schema": lambda catalogue: catalogue.add(difficulty="hard"),
    "unknown_field": lambda catalogue: catalogue.add(logo="logo.png"),
    "wrong_type": lambda catalogue: catalogue.add(is_sustainability_related="yes"),
    "no_name": lambda catalogue: catalogue.add(name_translations=all_languages(" ")),
    "duplicate_id": two_with_the_same_id,
    "id_not_slug_of_name": lambda catalogue: catalogue.add(id="another"),
    "duplicate_name": two_with_the_same_name,
    "static_slug_collision": two_with_the_same_slug,
    "unknown_problemprofile": lambda catalogue: catalogue.add(problemprofiles=["P_1", "P_9"]),
    "duplicate_problemprofile": lambda catalogue: catalogue.add(problemprofiles=["P_1", "P_1"]),
    "unknown_language": lambda catalogue: catalogue.add(languages=[*LANGUAGES, "fr"]),
    "no_languages": lambda catalogue: catalogue.add(languages=[]),
    "missing_default_language": lambda catalogue: catalogue.add(change=without("description_translations", "en")),
    "missing_default_language_file": lambda catalogue: catalogue.add(
        "knowledge", change=without("file_translations", "en")
    ),
    "missing_translation": lambda catalogue: catalogue.add(change=without("name_translations", "lv")),
    "empty_translation": lambda catalogue: catalogue.add(description_translations={**texts("Helps"), "it": ""}),
    "missing_file": lambda catalogue: catalogue.add(files={"logo.png": None}),
    "empty_file": lambda catalogue: catalogue.add(files={"logo.png": b""}),
    "file_too_large": a_large_logo,
    "broken_relative_path": lambda catalogue: catalogue.add(logotype="./tool/logo.png"),
    "path_outside_catalogue": a_link_that_leads_out,
    "path_points_to_other_bundle": other_bundles_logo,
    "case_mismatch": lambda catalogue: catalogue.add(logotype=f"{HOME}/Logo.png"),
    "content_type_mismatch": lambda catalogue: catalogue.add(files={"logo.png": b"GIF89a and so on"}),
    "placeholder_instructions": lambda catalogue: catalogue.add(
        files={"instructions.md": b"# How to use this INTERLINKER\n"}, change=without("instructions_translations", "it")
    ),
    "misnamed_snapshots_dir": lambda catalogue: catalogue.add(files={"Snapshot/image1.png": PNG}),
    "unsupported_snapshot": lambda catalogue: catalogue.add(files={"snapshots/image2.PNG": PNG}),
    "no_usable_snapshot": an_empty_snapshots_folder,
    "bad_uri": lambda catalogue: catalogue.add(uri_translations=all_languages("ftp://example.org")),
    "unknown_softwareinterlinker": lambda catalogue: catalogue.add("knowledge", softwareinterlinker="loomio"),
    "softwareinterlinker_not_clonable": software_that_cannot_clone,
    "capability_without_label": lambda catalogue: catalogue.add("software", change=labels_of_clone(all_languages(" "))),
    "breaks_asset_listing": lambda catalogue: catalogue.add("software", change=in_integration(is_subdomain=True)),
    "db_create_model": lambda catalogue: catalogue.add(format="sofware"),
    "not_a_catalogue": a_folder_of_something_else,
}
COMPANIONS = {"no_name": {"empty_translation"}}
"""What cannot be had alone."""
IMPROVABLE: dict[str, Miniature] = {
    "missing_translation": lambda catalogue: catalogue.add(change=without("tags_translations", "lv")),
    "empty_translation": lambda catalogue: catalogue.add(overview_text={**texts("All"), "lv": ""}),
    "placeholder_text": lambda catalogue: catalogue.add(
        constraints_and_limitations_translations={**texts("x"), "en": "None"}
    ),
    "html_in_description": lambda catalogue: catalogue.add(description_translations=texts("<p>Helps</p>")),
    "no_logotype": lambda catalogue: catalogue.add(logotype=REMOVED, files={"logo.png": None}),
    "no_snapshots": lambda catalogue: catalogue.add(files={"snapshots/image1.png": None}),
    "file_not_translated": lambda catalogue: catalogue.add("knowledge", change=without("file_translations", "lv")),
    "orphan_file": lambda catalogue: catalogue.add(files={"~$notes.docx": b"lock"}),
    "capability_labels_not_fully_translated": lambda catalogue: catalogue.add(
        "software", change=labels_of_clone({"en": "Copy"})
    ),
    "no_problemprofiles": lambda catalogue: catalogue.add(problemprofiles=[]),
    "capability_download_undeclared": lambda catalogue: catalogue.add(
        "software", change=lambda document: document["integration"]["capabilities"].pop("download")
    ),
}


def codes_of(catalogue: Catalogue) -> tuple[set[str], set[str]]:
    result = catalogue.examine()
    defects = {finding.code for each in result.examinations for finding in each.defects}
    warnings = {finding.code for each in result.examinations for finding in each.warnings}
    knows_no_logo = any(each.nature == "knowledge" for each in result.examinations)
    return defects | {finding.code for finding in result.problems}, warnings - (
        {"no_logotype"} if knows_no_logo else set()
    )


@pytest.mark.parametrize("nature", ["software", "externalsoftware", "externalknowledge"])
def test_a_good_bundle_has_no_finding(catalogue: Catalogue, nature: str):
    catalogue.add(nature)
    examination = catalogue.examine_one()
    assert (examination.defects, examination.warnings, examination.nature) == ((), (), nature)


def test_a_good_knowledge_bundle_only_lacks_the_logo_that_its_nature_cannot_have(catalogue: Catalogue):
    catalogue.add("knowledge")
    examination = catalogue.examine_one()
    assert examination.defects == ()
    assert [where(finding) for finding in examination.warnings] == ["logotype"]


@pytest.mark.parametrize("code", DEFECTIVE)
def test_a_miniature_has_only_its_defect(catalogue: Catalogue, code: str):
    DEFECTIVE[code](catalogue)
    defects, warnings = codes_of(catalogue)
    assert defects == {code, *COMPANIONS.get(code, ())}
    assert warnings <= {"missing_translation"}


@pytest.mark.parametrize("code", IMPROVABLE)
def test_a_miniature_has_only_its_warning(catalogue: Catalogue, code: str):
    IMPROVABLE[code](catalogue)
    assert codes_of(catalogue) == (set(), {code} if code != "no_logotype" else {"no_logotype"})


def test_every_code_has_a_miniature():
    assert set(DEFECTIVE) == set(DEFECTS)
    assert set(IMPROVABLE) == set(WARNINGS)


def test_every_code_that_the_real_data_documents_is_known(shared_data: Path):
    text = (shared_data / "catalogue" / "README.md").read_text()
    listed = text[text.index("also has to know") :].partition(":")[2].partition("\n\n")[0]
    names = {part.split("(")[0].strip(" .\n") for part in listed.replace("\n", " ").split(",")}
    assert {name for name in names if "_" in name and " " not in name} <= set(DEFECTS)


def test_fatal_codes_are_codes():
    assert set(DEFECTS) >= FATAL_CODES


def test_every_finding_of_a_miniature_says_what_to_do(catalogue: Catalogue):
    catalogue.add("software", difficulty="meduim", licence="proprietary", logo="logo.png", supported_by="saas")
    shown = [str(finding) for finding in catalogue.examine_one().defects]
    assert any("write 'medium'" in text for text in shown)
    assert any("write 'propietary'" in text for text in shown)
    assert any("rename it to 'logotype'" in text for text in shown)
    assert any("a list in [brackets]" in text for text in shown)


def test_a_missing_logo_does_not_leave_a_bundle_out_but_a_missing_resource_does(catalogue: Catalogue):
    catalogue.add(files={"logo.png": None})
    catalogue.add("knowledge", name="Template", files={"resource.docx": None})
    assert [each.nature for each in catalogue.examine().usable] == ["externalsoftware"]


def test_a_knowledge_bundle_without_any_resource_is_left_out(catalogue: Catalogue):
    catalogue.add("knowledge", file_translations={}, files={"resource.docx": None})
    assert [(finding.code, finding.key) for finding in catalogue.examine_one().fatal] == [
        ("missing_file", "file_translations")
    ]


def test_of_two_equal_bundles_the_first_keeps_its_place(catalogue: Catalogue):
    catalogue.add()
    catalogue.add(folder="twin")
    result = catalogue.examine()
    assert [each.bundle for each in result.usable] == ["externalsoftware/tool"]
    assert {finding.code for finding in result.examinations[1].defects} == {"duplicate_id", "duplicate_name"}


def test_two_bundles_never_become_one_entry(catalogue: Catalogue):
    catalogue.add(folder="first", name="First", id="second")
    catalogue.add(folder="second", name="Second", id=REMOVED)
    usable = catalogue.examine().usable
    assert len({each.id for each in usable}) == len(usable) == 1


def test_a_subdomain_that_the_platform_knows_by_name_is_no_defect(catalogue: Catalogue):
    change = in_integration(is_subdomain=True, path="loomio")
    catalogue.add("software", change=change)
    assert catalogue.examine_one().defects == ()


def test_a_download_that_is_offered_needs_a_label(catalogue: Catalogue):
    catalogue.add("software", change=in_capabilities(download=True))
    assert [where(finding) for finding in catalogue.examine_one().defects] == [
        "integration.capabilities_translations.download_text_translations"
    ]


def test_problem_profiles_that_cannot_be_read_are_reported_and_judge_no_bundle(catalogue: Catalogue):
    catalogue.add(problemprofiles=["ANYTHING"])
    catalogue.write_profiles({"not": "a list"})
    result = catalogue.examine()
    assert [finding.code for finding in result.problems] == ["wrong_type"]
    assert result.examinations[0].defects == ()


def test_each_wrong_problem_profile_is_reported_by_its_place(catalogue: Catalogue):
    good = {"id": "P_1", "name_translations": texts("P"), "description_translations": texts("P")}
    catalogue.write_profiles([good, {**good, "id": 5}, good])
    result = catalogue.examine()
    assert [(finding.code, finding.key) for finding in result.problems] == [
        ("wrong_type", "1.id"),
        ("duplicate_id", ""),
    ]


def test_a_bundle_that_lies_alone_is_examined_by_its_own_fields(catalogue: Catalogue, tmp_path: Path):
    place = catalogue.add("software", folder="alone")
    lonely = tmp_path / "alone"
    place.rename(lonely)
    (examination,) = examine_catalogue(lonely).examinations
    assert (examination.bundle, examination.defects, examination.warnings) == ("software/alone", (), ())
    assert software_fields("alone")["integration"] == examination.document["integration"]


def test_a_bundle_can_be_named_by_a_relative_path(catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch):
    place = catalogue.add()
    monkeypatch.chdir(place)
    assert examine_bundle(Path()).bundle == examine_bundle(Path("../tool")).bundle == "externalsoftware/tool"
    assert examine_bundle(Path("../tool"), CatalogueContext(root=Path("../../.."))).defects == ()


def test_a_folder_that_does_not_exist_is_unreadable(tmp_path: Path):
    assert [finding.code for finding in examine_bundle(tmp_path / "nowhere").fatal] == ["invalid_json"]


def test_languages_and_profiles_of_a_context_are_used(catalogue: Catalogue):
    place = catalogue.add(change=without("name_translations", "it"))
    context = CatalogueContext(root=catalogue.root, default_language="it", problem_profiles=frozenset())
    codes = [(finding.code, finding.key) for finding in examine_bundle(place, context).defects]
    assert codes == [("unknown_problemprofile", "problemprofiles"), ("missing_default_language", "name_translations")]
