# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which language a person reads."""

from datetime import UTC, datetime

import pytest

from interlink_runtime.web.languages import (
    choose_language,
    direction_of,
    language_name,
    shown_moment,
    shown_size,
    translations_for,
)

OFFERED = ("en", "es", "it", "lv")


@pytest.mark.parametrize(
    ("wishes", "language"),
    [
        ((None, None, "es-ES,es;q=0.9,en;q=0.5"), "es"),
        ((None, None, "de, lv;q=0.2, it;q=0.8"), "it"),
        (("lv", "it", "es"), "lv"),
        (("xx", None, None), "en"),
        ((None, None, "en;q=0, it;q=0.1"), "it"),
        ((None, None, "*;q=nonsense,,;;"), "en"),
        ((None, "pt", "fr"), "en"),
    ],
)
def test_the_first_wish_that_is_offered_counts(wishes, language):
    assert choose_language(OFFERED, *wishes) == language


def test_a_site_without_english_falls_back_to_its_own_first_language():
    assert choose_language(("lv", "it"), "fr") == "lv"


def test_languages_are_named_in_the_readers_language():
    assert language_name("lv", "es") == "letón"
    assert language_name("nonsense-tag-x", "es") == "nonsense-tag-x"


def test_plurals_follow_the_language():
    latvian = translations_for("lv")
    said = [latvian.ngettext("%(number)s result", "%(number)s results", number) for number in (0, 1, 2, 11, 21)]
    assert said == [
        "%(number)s rezultātu",
        "%(number)s rezultāts",
        "%(number)s rezultāti",
        "%(number)s rezultāti",
        "%(number)s rezultāts",
    ]


def test_times_say_their_zone():
    moment = datetime(2026, 3, 1, 14, 5, tzinfo=UTC)
    assert shown_moment(moment, "en") == "1 March 2026, 14:05 UTC"
    assert shown_moment(moment, "es") == "1 de marzo de 2026, 14:05 UTC"


def test_sizes_have_the_separators_of_the_language():
    assert shown_size(0, "en") == "0 B"
    assert shown_size(1_500_000, "it") == "1,5 MB"


def test_directions_are_known():
    assert (direction_of("lv"), direction_of("ar")) == ("ltr", "rtl")
