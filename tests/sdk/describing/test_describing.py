# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What an interlinker says of itself is told whole, in words, and cannot break the page that it stands in."""

import pytest

from interlink_sdk.describing import Description, describe, markdown_lines, plain_lines
from interlink_sdk.manifest import Manifest

MANIFEST = {
    "id": "ideas",
    "version": "1.2.0",
    "name": {"en": "Ideas | *all*", "es": "Ideas"},
    "description": {"en": "Collects <b>ideas</b>.", "es": "Recoge ideas."},
    "licence": "EUPL-1.2",
    "languages": ["en", "es"],
    "support_until": "2028-12-31",
    "schemas": {
        "params": {
            "type": "object",
            "required": ["topic"],
            "$defs": {"day": {"type": "string", "format": "date", "title": "Day"}},
            "properties": {
                "topic": {"enum": ["roads", "parks"], "default": "parks"},
                "days": {"type": "array", "maxItems": 3, "items": {"$ref": "#/$defs/day"}},
                "place": {"type": "object", "properties": {"street": {"type": "string", "maxLength": 80}}},
                "self": {"$ref": "#"},
            },
        }
    },
    "collections": {
        "votes": {
            "title": {"en": "Votes"},
            "contribution": {"type": "object", "properties": {"yes": {"type": "boolean"}}},
            "role": "viewer",
            "identity": "pseudonymous",
            "one_per_person": "latest",
        }
    },
    "formats": [{"id": "csv", "title": {"en": "Table"}, "media_type": "text/csv"}],
    "download_format": "csv",
    "files": {"accept": ["image/*"], "min_count": 1, "max_count": 4},
    "settings": {"type": "object", "properties": {"api_key": {"type": "string", "writeOnly": True}}},
    "permissions": {"network": ["api.example.org"], "display_name": True},
    "processing": [
        {"purpose": {"en": "Counting"}, "data": ["vote"], "legal_basis": "public_task", "retention": {"en": "A year"}}
    ],
    "standards": [{"name": "RFC 4180"}],
}


@pytest.fixture
def about() -> Description:
    return describe(Manifest.model_validate(MANIFEST), lambda interlinker, key: f"{interlinker}:{key}")


def test_parameters_are_told_with_type_bounds_and_what_is_inside_them(about: Description):
    rows = {each.name: each for each in about.parameters}
    assert (rows["topic"].type, rows["topic"].required, rows["topic"].default) == (
        'one of "roads", "parks"',
        True,
        '"parks"',
    )
    assert (rows["days"].type, rows["days"].limits) == ("list of date", ("up to 3 entries",))
    assert rows["place.street"].limits == ("up to 80 characters",)


def test_a_schema_that_holds_itself_comes_to_an_end(about: Description):
    assert max(each.depth for each in about.parameters) == 4


def test_a_collection_says_who_how_often_and_who_is_seen(about: Description):
    (votes,) = about.collections
    assert votes.who == "everybody who may see the asset"
    assert votes.how_often == "once each; the latest counts"
    assert votes.identity.startswith("the others do not see who wrote it")


def test_settings_name_their_variable_and_secrets(about: Description):
    (setting,) = about.settings
    assert (setting.variable, setting.parameter.secret) == ("ideas:api_key", True)


def test_permissions_are_sentences(about: Description):
    assert "reaches these hosts: api.example.org" in about.permissions
    assert any("learns people’s display names" in sentence for sentence in about.permissions)


def test_every_format_is_told_and_which_one_is_downloaded(about: Description):
    assert [each.id for each in about.formats] == ["csv", "json", "html", "bundle"]
    assert [each.id for each in about.formats if each.is_download] == ["csv"]


@pytest.mark.parametrize("lines", [markdown_lines, plain_lines])
def test_both_forms_say_everything(about: Description, lines):
    text = "\n".join(lines(about))
    said = (
        "1.2.0",
        "EUPL-1.2",
        "2028-12-31",
        "en, es",
        "instantiate",
        "topic",
        "place.street",
        "Votes",
        "csv",
        "image/*",
    )
    said += ("ideas:api_key", "api.example.org", "Counting", "public task", "A year", "RFC 4180")
    assert [word for word in said if word not in text.replace("\\", "")] == []


def test_texts_cannot_become_markup_or_a_column_of_the_table(about: Description):
    text = "\n".join(markdown_lines(about))
    assert "# Ideas \\| \\*all\\*" in text
    assert "\\<b\\>ideas" in text


def test_texts_are_told_in_the_language_that_was_asked_for():
    about = describe(Manifest.model_validate(MANIFEST), lambda _interlinker, _key: None, "es")
    assert (about.name, about.text, about.collections[0].title) == ("Ideas", "Recoge ideas.", "Votes")
