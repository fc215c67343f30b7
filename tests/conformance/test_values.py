# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Values made of schemas: another validator agrees on which side of the boundary each lies."""

from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.values import fitting, maximal, minimal, placed, text_of, text_places, unfit
from interlink_sdk.manifest import read_manifest

from .miniature import SOUND_FOLDER

ROOT = Path(__file__).parents[2]
FOLDERS = (SOUND_FOLDER, *sorted((ROOT / "examples").glob("*/src/*/")), ROOT / "tests" / "samples" / "noticeboard")

LEFT_TO_OURS = {"when", "contact.email"}
"""Formats that the other validator checks loosely, or with more libraries only."""

ADDRESS: JsonObject = {
    "type": "object",
    "required": ["street"],
    "properties": {"street": {"type": "string", "minLength": 3}, "number": {"type": "integer", "exclusiveMinimum": 0}},
}
REFERRING: JsonObject = {
    "type": "object",
    "required": ["home", "codes"],
    "additionalProperties": False,
    "properties": {
        "home": {"$ref": "#/$defs/address"},
        "codes": {"type": "array", "minItems": 2, "uniqueItems": True, "items": {"enum": ["a", "b", "c"]}},
        "share": {"type": "number", "minimum": 0, "maximum": 1, "multipleOf": 0.25},
        "shade": {"const": "dark"},
        "when": {"type": ["string", "null"], "format": "date-time"},
    },
    "$defs": {"address": ADDRESS},
}


def schemas() -> dict[str, JsonObject]:
    found = {"referring": REFERRING}
    for folder in FOLDERS:
        manifest = read_manifest(folder).manifest
        found[manifest.id] = manifest.params_schema
        found |= {f"{manifest.id}-{name}": manifest.contribution_schema(name) for name in manifest.collections}
    return found


def is_fit(schema: JsonObject, value: JsonObject) -> bool:
    return Draft202012Validator(schema, format_checker=FormatChecker(["date", "email", "uuid"])).is_valid(value)


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas().keys())
def test_the_smallest_and_the_largest_value_fit(schema: JsonObject) -> None:
    assert is_fit(schema, minimal(schema))
    assert is_fit(schema, maximal(schema))


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas().keys())
def test_another_validator_takes_what_is_to_fit(schema: JsonObject) -> None:
    assert [str(variant) for variant in fitting(schema, maximal(schema)) if not is_fit(schema, variant.value)] == []


@pytest.mark.parametrize("schema", schemas().values(), ids=schemas().keys())
def test_another_validator_refuses_what_is_not_to_fit(schema: JsonObject) -> None:
    variants = [variant for variant in unfit(schema, maximal(schema)) if variant.key not in LEFT_TO_OURS]
    assert [str(variant) for variant in variants if is_fit(schema, variant.value)] == []


def test_both_sides_of_each_boundary_are_tried() -> None:
    schema: JsonObject = {
        "type": "object",
        "properties": {
            "text": {"type": "string", "minLength": 2, "maxLength": 5},
            "number": {"type": "integer", "minimum": 3, "maximum": 7},
            "list": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string"}},
        },
    }
    start: JsonObject = {"text": "abc", "number": 5, "list": ["a"]}
    fit = [variant.value for variant in fitting(schema, start)]
    beyond = [variant.value for variant in unfit(schema, start)]
    assert {len(str(value["text"])) for value in fit if "text" in value} >= {2, 5}
    assert {len(value["text"]) for value in beyond if isinstance(value["text"], str)} >= {1, 6}
    assert {value["number"] for value in fit if "number" in value} >= {3, 7}
    assert {value["number"] for value in beyond if type(value["number"]) is int} >= {2, 8}
    assert {len(value["list"]) for value in beyond if isinstance(value["list"], list)} >= {0, 3}


def test_the_same_schema_gives_the_same_values() -> None:
    def shown() -> list[str]:
        return [str(variant) for variant in (*fitting(REFERRING, maximal(REFERRING)), *unfit(REFERRING, {}))]

    assert shown() == shown()


def test_one_place_is_changed_and_the_start_is_left_alone() -> None:
    start: JsonObject = {"people": [{"name": "Ana"}]}
    assert placed(start, ("people", 0, "name"), "Ben") == {"people": [{"name": "Ben"}]}
    assert start == {"people": [{"name": "Ana"}]}


def test_texts_are_found_in_lists_and_groups_and_choices_are_not() -> None:
    start = minimal(REFERRING) | {"when": None}
    assert [place for place, _ in text_places(REFERRING, start)] == [("home", "street")]


def test_a_text_has_the_length_that_is_asked_for_and_ends_in_no_space() -> None:
    assert [len(text_of(length)) for length in range(200)] == list(range(200))
    assert not any(text_of(length).endswith(" ") for length in range(200))
