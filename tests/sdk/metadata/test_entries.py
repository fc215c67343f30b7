# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue keeps of a bundle, and when its digest changes."""

import json
from pathlib import Path

import pytest

from interlink_sdk.metadata import CatalogueEntry, entry_from_bundle, examine_catalogue, text_for

from .conftest import INSTRUCTIONS, PNG, ZIP, Catalogue, texts


def entry_of(catalogue: Catalogue) -> CatalogueEntry:
    return entry_from_bundle(catalogue.examine_one())


def test_all_real_bundles_become_entries_of_their_own(shared_data: Path):
    entries = [entry_from_bundle(each) for each in examine_catalogue(shared_data / "catalogue").usable]
    assert len({entry.id for entry in entries}) == len({entry.digest for entry in entries}) == 41
    assert all(entry.names["en"] and entry.descriptions["en"] and entry.instructions["en"] for entry in entries)
    assert all(entry.resources["en"] for entry in entries if entry.nature == "knowledge")
    by_id = {entry.id: entry for entry in entries}
    assert by_id["google-drive"].service_name == by_id["business-model-canvas"].software == "googledrive"
    assert by_id["loomio"].integration["is_subdomain"] is True


def test_an_entry_survives_its_way_through_json(catalogue: Catalogue):
    catalogue.add("software")
    entry = entry_of(catalogue)
    assert CatalogueEntry.model_validate_json(entry.model_dump_json()) == entry


def test_an_entry_holds_the_instructions_and_the_paths_inside_the_bundle(catalogue: Catalogue):
    catalogue.add("software", "editor", files={"snapshots/image0.png": PNG})
    entry = entry_of(catalogue)
    assert entry.instructions["en"] == INSTRUCTIONS
    assert (entry.logo, entry.snapshots) == ("logo.png", ("snapshots/image0.png", "snapshots/image1.png"))
    assert entry.capabilities == ("clone", "delete", "instantiate", "view")
    assert entry.capability_labels["clone"]["en"] == "clone"


def test_instructions_may_be_an_address(catalogue: Catalogue):
    catalogue.add(instructions_translations={"en": "https://example.org/manual"})
    assert entry_of(catalogue).instructions == {"en": "https://example.org/manual"}


def test_blank_texts_and_languages_that_are_none_are_left_out(catalogue: Catalogue):
    catalogue.add(name_translations={**texts("Good tool"), "lv": " ", "klingon!": "x"}, languages=["en", "no language"])
    entry = entry_of(catalogue)
    assert set(entry.names) == {"en", "es", "it"}
    assert entry.languages == ("en",)


CHANGES = {
    "a text": {"description_translations": texts("Other")},
    "the difficulty": {"difficulty": "medium"},
    "the instructions": {"files": {"instructions.md": INSTRUCTIONS.encode() + b"\nMore."}},
    "the resource": {"files": {"resource.docx": ZIP + b"."}},
    "a snapshot": {"files": {"snapshots/image1.png": PNG + b"."}},
    "the number of snapshots": {"files": {"snapshots/image2.png": PNG}},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_the_digest_changes_with_what_is_shown_or_used(catalogue: Catalogue, change: dict):
    catalogue.add("knowledge")
    before = entry_of(catalogue).digest
    catalogue.add("knowledge", **change)
    assert entry_of(catalogue).digest != before


def test_the_digest_does_not_change_with_anything_else(catalogue: Catalogue):
    place = catalogue.add("software")
    before = entry_of(catalogue).digest
    document = json.loads((place / "metadata.json").read_text())
    rearranged = {**dict(reversed(document.items())), "environments": ["varam"]}
    (place / "metadata.json").write_text(json.dumps(rearranged, indent=8))
    (place / "notes.txt").write_text("an orphan")
    assert entry_of(catalogue).digest == before


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        (["lv"], "latviski"),
        (["lv-LV"], "latviski"),
        (["de", "lv"], "latviski"),
        (["it"], "english"),
        ([], "english"),
    ],
)
def test_the_best_text_is_in_the_language_asked_for_else_in_the_default(languages: list[str], expected: str):
    assert text_for({"en": "english", "lv": "latviski", "it": " "}, languages) == expected


def test_any_text_is_better_than_none():
    assert text_for({"es": "", "it": "italiano"}, ["lv"]) == "italiano"
    assert text_for({}, ["lv"]) == ""
