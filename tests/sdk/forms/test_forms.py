# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a person sees and what becomes of what they type, kind by kind."""

import json
from pathlib import Path

import pytest

from interlink_sdk.errors import TooLarge
from interlink_sdk.forms import (
    ADD,
    REMOVE,
    Field,
    form_for,
    is_row_change,
    labels_of,
    pairs_of,
    typed_from_form,
    value_from_form,
)
from interlink_sdk.validation import SchemaValidator

PEOPLE = {
    "type": "object",
    "required": ["people"],
    "properties": {
        "people": {
            "type": "array",
            "title": "People",
            "items": {
                "type": "object",
                "required": ["name"],
                "properties": {"name": {"type": "string"}, "speaks": {"type": "boolean"}},
            },
        }
    },
}


def of(field: dict, **more: object) -> dict:
    return {"type": "object", "properties": {"a": field}, **more}


def shown(field: dict, value: object = None, **more: object) -> Field:
    """Return the form's only field, for *field* with *value*."""
    return form_for(of(field), value=None if value is None else {"a": value}, **more).fields[0]


def posted(field: dict, *values: str, **more: object) -> object:
    """Return what becomes of *values* posted as the only field."""
    return value_from_form(of(field, **more), [("a", value) for value in values]).get("a", "left out")


@pytest.mark.parametrize(
    ("field", "kind", "control", "input_type"),
    [
        ({"type": "string"}, "text", "input", "text"),
        ({"type": "string", "maxLength": 200}, "text", "input", "text"),
        ({"type": "string", "maxLength": 201}, "long_text", "textarea", "text"),
        ({"type": "string", "x-long": True}, "long_text", "textarea", "text"),
        ({"type": "string", "contentMediaType": "text/markdown"}, "long_text", "textarea", "text"),
        ({"type": "string", "format": "date"}, "date", "input", "date"),
        ({"type": "string", "format": "date-time"}, "date_time", "input", "datetime-local"),
        ({"type": "string", "format": "time"}, "time", "input", "time"),
        ({"type": "string", "format": "email"}, "email", "input", "email"),
        ({"type": "string", "format": "uri"}, "url", "input", "url"),
        ({"type": "string", "format": "file"}, "file", "file", "text"),
        ({"type": "integer"}, "integer", "input", "number"),
        ({"type": "number"}, "number", "input", "number"),
        ({"type": "boolean"}, "boolean", "checkbox", "text"),
        ({"enum": list("abcde")}, "choice", "radios", "text"),
        ({"enum": list("abcdef")}, "choice", "select", "text"),
        ({"const": "a"}, "choice", "radios", "text"),
        ({"type": "array", "uniqueItems": True, "items": {"enum": ["a"]}}, "choices", "checkboxes", "text"),
        ({"type": "array", "items": {"enum": ["a"]}}, "list", "rows", "text"),
        ({"type": "object", "properties": {"b": {}}}, "group", "fieldset", "text"),
        ({"$ref": "#/properties/a/$defs/x", "$defs": {"x": {"type": "integer"}}}, "integer", "input", "number"),
        ({"allOf": [{"type": "integer"}]}, "integer", "input", "number"),
        ({"anyOf": [{"type": "integer"}, {"type": "null"}]}, "integer", "input", "number"),
        ({"type": ["string", "null"]}, "text", "input", "text"),
        ({"type": ["string", "integer"]}, "json", "textarea", "text"),
        ({"oneOf": [{"type": "object"}, {"type": "array"}]}, "json", "textarea", "text"),
        ({"type": "object", "additionalProperties": {"type": "string"}}, "json", "textarea", "text"),
        ({"type": "array", "items": {"type": "boolean"}}, "json", "textarea", "text"),
        ({"type": "array"}, "json", "textarea", "text"),
        (True, "json", "textarea", "text"),
    ],
)
def test_each_kind_of_schema_has_its_control(field, kind, control, input_type):
    a = shown(field)
    assert (a.kind, a.control, a.input_type) == (kind, control, input_type)


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ({"type": "string"}, "", "left out"),
        ({"type": "string"}, " kept as typed ", " kept as typed "),
        ({"type": "string"}, "one\r\ntwo", "one\ntwo"),
        ({"type": "integer"}, "12", 12),
        ({"type": "integer"}, " -3 ", -3),
        ({"type": "integer"}, "12.0", 12),
        ({"type": "integer"}, "twelve", "twelve"),
        ({"type": "integer"}, "1_000", "1_000"),
        ({"type": "integer"}, "9" * 5000, "9" * 5000),
        ({"type": "number"}, "1.5", 1.5),
        ({"type": "number"}, "1,5", "1,5"),
        ({"type": "number"}, "1e3", 1000.0),
        ({"type": "number"}, "1e999", "1e999"),
        ({"type": "number"}, "NaN", "NaN"),
        ({"type": "boolean"}, "true", True),
        ({"type": "boolean"}, "on", True),
        ({"type": "boolean"}, "perhaps", "perhaps"),
        ({"enum": [1, 2]}, "2", 2),
        ({"enum": [1, 2]}, "3", "3"),
        ({"enum": [1, "1"]}, '"1"', "1"),
        ({"type": "string", "format": "date"}, "5 March", "5 March"),
        ({"type": "string", "format": "date-time"}, "2026-03-05T10:00", "2026-03-05T10:00:00Z"),
        ({"type": "string", "format": "date-time"}, "2026-03-05T10:00:00+02:00", "2026-03-05T10:00:00+02:00"),
        ({"type": "string", "format": "time"}, "10:00", "10:00:00Z"),
        ({}, '{"b": [1]}', {"b": [1]}),
        ({}, '{"b": ', '{"b": '),
        ({}, "NaN", "NaN"),
        ({}, "[" * 100_000, "[" * 100_000),
    ],
)
def test_what_is_typed_becomes_its_type_or_stays_text(field, text, value):
    assert posted(field, text) == value


def test_a_box_that_is_not_checked_means_no():
    assert posted({"type": "boolean"}) is False


def test_checked_boxes_become_a_list():
    assert posted({"type": "array", "uniqueItems": True, "items": {"enum": [1, 2, 3]}}, "1", "3") == [1, 3]


def test_an_empty_field_that_may_be_null_and_must_be_there_is_null():
    assert posted({"type": ["integer", "null"]}, "", required=["a"]) is None
    assert posted({"type": ["integer", "null"]}, "") == "left out"


def test_names_that_the_schema_does_not_know_are_passed_over():
    assert value_from_form(of({"type": "string"}), [("b", "1"), ("a.b.c", "2"), ("", "3"), ("a" * 5000, "4")]) == {}


def test_what_was_typed_wrongly_is_shown_again_in_a_control_that_can_show_it():
    for kind in ({"type": "integer"}, {"type": "string", "format": "date"}):
        a = shown(kind, "5 March")
        assert (a.value, a.input_type) == ("5 March", "text")


def test_a_value_with_lines_is_shown_in_a_text_area():
    assert shown({"type": "string"}, "one\ntwo").control == "textarea"


def test_a_time_with_another_zone_is_shown_with_it():
    a = shown({"type": "string", "format": "date-time"}, "2026-03-05T10:00:00+02:00")
    assert (a.value, a.input_type) == ("2026-03-05T10:00:00+02:00", "text")


def test_bounds_are_told_to_the_browser():
    a = shown({"type": "integer", "minimum": 1, "maximum": 9, "multipleOf": 2})
    assert (a.minimum, a.maximum, a.step) == ("1", "9", "2")
    b = shown({"type": "string", "minLength": 1, "maxLength": 9, "x-autocomplete": "given-name"})
    assert (b.min_length, b.max_length, b.autocomplete) == (1, 9, "given-name")
    assert shown({"type": "number"}).step == "any"


def test_a_fresh_form_shows_defaults_and_a_filled_one_does_not():
    field = {"type": "string", "default": "x"}
    assert shown(field).value == "x"
    assert form_for(of(field), value={}).fields[0].value == ""


def test_a_choice_that_may_stay_open_offers_no_answer():
    assert [option.value for option in shown({"enum": ["a", "b"]}).options] == ["", "a", "b"]
    required = form_for(of({"enum": ["a", "b"]}, required=["a"])).fields[0]
    assert [option.value for option in required.options] == ["a", "b"]


def test_titles_and_descriptions_label_the_field():
    a = shown({"type": "string", "title": "Name", "description": "As in your passport."})
    assert (a.label, a.help, a.described_by) == ("Name", "As in your passport.", "f-a-help")
    assert form_for({"properties": {"first_name": {}}}).fields[0].label == "First name"


def test_labels_of_another_language_are_found_by_key_path():
    schema = of({"type": "array", "uniqueItems": True, "items": {"oneOf": [{"const": "r", "title": "Red"}]}})
    labels = {"properties.a.title": "Color", "properties.a.items.enum.r": "Rojo"}
    (a,) = form_for(schema, labels=labels).fields
    assert (a.label, a.options[0].label) == ("Color", "Rojo")


def test_every_text_of_a_schema_can_be_translated():
    schema = {
        "type": "object",
        "properties": {
            "who": {"type": "string", "title": "Who", "description": "Name"},
            "colour": {"oneOf": [{"const": "r", "title": "Red"}, {"const": "g"}]},
            "people": PEOPLE["properties"]["people"],
        },
    }
    assert labels_of(schema) == {
        "properties.who.title": "Who",
        "properties.who.description": "Name",
        "properties.colour.title": "Colour",
        "properties.colour.enum.r": "Red",
        "properties.colour.enum.g": "g",
        "properties.people.title": "People",
        "properties.people.items.properties.name.title": "Name",
        "properties.people.items.properties.speaks.title": "Speaks",
    }


def test_errors_are_at_their_fields_and_in_the_summary_in_order():
    schema = {**PEOPLE, "properties": {"title": {"type": "string"}, **PEOPLE["properties"]}, "required": ["title"]}
    value = value_from_form(schema, [("people.0.speaks", "true"), ("people.1.name", "Bo")])
    problems = SchemaValidator(schema).problems(value)
    form = form_for(schema, value=value, problems=problems)
    assert [(error.field_id, error.message) for error in form.errors] == [
        ("f-title", "Fill this in."),
        ("f-people_2e_0_2e_name", "Fill this in."),
    ]
    assert form.fields[0].described_by == "f-title-error"
    assert form.problems == ()


def test_a_problem_without_a_field_is_said_about_the_whole():
    problems = SchemaValidator({"type": "object", "minProperties": 1}).problems({})
    assert form_for(of({}), value={}, problems=problems).problems == ("Fill in at least 1 fields.",)


def test_a_required_list_starts_with_a_row_and_an_optional_one_without():
    assert len(form_for(PEOPLE).fields[0].fields) == 1
    assert form_for({**PEOPLE, "required": []}).fields[0].fields == ()


def test_the_button_adds_a_row_and_everything_typed_stays():
    pairs = [("people.0.name", "Ana"), ("people.1.name", ""), (ADD, "people")]
    assert is_row_change(pairs)
    form = form_for(PEOPLE, value=typed_from_form(PEOPLE, pairs))
    assert [row.fields[0].value for row in form.fields[0].fields] == ["Ana", "", ""]


def test_the_button_removes_its_row_and_no_other():
    pairs = [("people.0.name", "Ana"), ("people.1.name", "Bo"), ("people.2.name", "Cy"), (REMOVE, "people.1")]
    assert [row["name"] for row in typed_from_form(PEOPLE, pairs)["people"]] == ["Ana", "Cy"]


def test_rows_say_which_they_are_and_have_their_button():
    row = form_for(PEOPLE).fields[0].fields[0]
    assert (row.label, row.remove, row.control) == ("People 1", "people.0", "fieldset")


def test_rows_that_nobody_filled_in_are_dropped():
    pairs = [("people.0.name", ""), ("people.7.name", "Ana"), ("people.3.name", "Bo")]
    assert value_from_form(PEOPLE, pairs) == {
        "people": [{"name": "Bo", "speaks": False}, {"name": "Ana", "speaks": False}]
    }


def test_an_optional_group_that_nobody_filled_in_is_left_out():
    group = {"type": "object", "required": ["b"], "properties": {"b": {"type": "string"}, "c": {"type": "boolean"}}}
    assert posted(group) == "left out"
    assert posted(group, required=["a"]) == {"c": False}
    assert shown(group).fields[0].required is False


def test_a_property_whose_name_has_a_dot_keeps_it():
    schema = {
        "type": "object",
        "properties": {"a.b": {"type": "string"}, "a": {"type": "object", "properties": {"b": {}}}},
    }
    value = {"a.b": "1", "a": {"b": 2}}
    assert value_from_form(schema, pairs_of(form_for(schema, value=value))) == value


def test_a_new_file_replaces_the_present_one_and_none_leaves_it():
    field = {"type": "string", "format": "file"}
    assert posted(field, "old.pdf", "") == "old.pdf"
    assert posted(field, "old.pdf", "new.pdf") == "new.pdf"


def test_the_assets_own_files_have_one_control():
    form = form_for(of({}), accept=["image/*", "application/pdf"])
    files = form.fields[-1]
    assert (files.name, files.control, files.accept, files.multiple) == (
        "_files",
        "file",
        "image/*,application/pdf",
        True,
    )
    assert form_for(of({}), accept=[]).fields[-1].accept is None


def test_identifiers_differ_where_names_differ():
    names = ["a b", "a_b", "a-b", "a.b", "a_20_b", "é"]
    form = form_for({"type": "object", "properties": {name: {"type": "string"} for name in names}})
    assert len({field.id for field in form.fields}) == len(names)


def test_a_schema_that_refers_to_itself_ends_in_json():
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#"}}}
    (_, inner) = form_for(schema).fields
    assert inner.kind in {"group", "json"}
    assert len(json.dumps(form_for(schema).model_dump())) < 10_000


def test_references_that_multiply_end_in_json():
    layers = {f"l{n}": of({"$ref": f"#/$defs/l{n + 1}"}, title="x") for n in range(30)}
    for layer in layers.values():
        layer["properties"] |= {"b": layer["properties"]["a"], "c": layer["properties"]["a"]}
    schema = {"type": "object", "properties": {"a": {"$ref": "#/$defs/l0"}}, "$defs": layers | {"l30": {}}}
    assert len(pairs_of(form_for(schema))) < 1_000


def test_more_rows_or_values_than_a_form_has_are_refused():
    with pytest.raises(TooLarge):
        value_from_form(PEOPLE, [(f"people.{n}.name", "x") for n in range(501)])
    with pytest.raises(TooLarge):
        value_from_form(PEOPLE, [("x", "y")] * 10_001)


def test_forms_of_the_real_catalogues_schemas_keep_their_documents(shared_data: Path):
    folder = shared_data / "catalogue" / "interlinkers" / "externalsoftware"
    schema = json.loads((folder / "schema.json").read_text())
    for file in sorted(folder.glob("*/metadata.json")):
        form_for(schema, value=json.loads(file.read_text()))
