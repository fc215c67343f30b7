# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""How identifiers are made from names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk.metadata.identity import slug

from .conftest import REMOVED, Catalogue


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Google Drive", "google_drive"),
        ("Final end user's questionnaire- Quality of Service", "final_end_user_s_questionnaire_quality_of_service"),
        ("Booking Activity Module (BAM)", "booking_activity_module_bam"),
        ("  W3C: Web -- Content  ", "w3c_web_content"),
        ("Ieinteresēto pušu kartēšanas rīks", "ieintereseto_pusu_kartesanas_riks"),
        ("Straße Ørsted Łódź", "strasse_orsted_lodz"),
        ("Ελλάδα", ""),
        ("", ""),
    ],
)
def test_a_slug_is_made_of_the_words_of_the_name(name: str, expected: str):
    assert slug(name) == expected


@given(st.text())
def test_a_slug_of_a_slug_is_itself(text: str):
    assert slug(slug(text)) == slug(text)
    assert slug(text, "-") == slug(text).replace("_", "-")


@pytest.mark.parametrize("identifier", ["good_tool", "good-tool"])
def test_an_identifier_may_be_written_with_hyphens_as_in_the_older_data(catalogue: Catalogue, identifier: str):
    catalogue.add(id=identifier)
    examination = catalogue.examine_one()
    assert (examination.id, examination.defects) == ("good-tool", ())


def test_without_an_identifier_the_name_gives_one_and_without_letters_the_folder(catalogue: Catalogue):
    catalogue.add(folder="first", id=REMOVED)
    catalogue.add(folder="second", name="Ελλάδα", id=REMOVED)
    assert [each.id for each in catalogue.examine().examinations] == ["good-tool", "second"]


def test_a_very_long_name_gives_an_identifier_of_bounded_length(catalogue: Catalogue):
    catalogue.add(name="long " * 1_000, id=REMOVED)
    assert len(catalogue.examine_one().id) <= 200
