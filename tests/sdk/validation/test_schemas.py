# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Schemas of authors: what is taken, and each thing that is refused before it runs in the host."""

import time

import pytest

from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.validation import MAX_SCHEMA_BYTES, MAX_SCHEMA_DEPTH, SchemaValidator, schema_problems


def top(**keywords: object) -> dict:
    return {"type": "object", **keywords}


def nested(levels: int) -> dict:
    schema: dict = {}
    for _ in range(levels):
        schema = {"not": schema}
    return top(properties={"a": schema})


DOUBLING = {f"a{n}": {"allOf": [{"$ref": f"#/$defs/a{n + 1}"}] * 2} for n in range(30)} | {"a30": {"type": "string"}}
TWO_WAYS_BACK = [{"properties": {"x": {"$ref": "#"}}}, {"properties": {"x": {"$ref": "#"}}}]


@pytest.mark.parametrize(
    ("schema", "code", "key"),
    [
        (True, "schema_not_object", ""),
        ([], "schema_not_object", ""),
        ({"type": "string"}, "schema_not_object", "type"),
        ({}, "schema_not_object", "type"),
        (top(**{"$schema": "http://json-schema.org/draft-07/schema#"}), "schema_dialect", "$schema"),
        (top(properties={"a": {"type": "nope"}}), "schema_invalid", "properties.a.type"),
        (top(properties={"a": {"pattern": "(?=a)"}}), "schema_invalid", "properties.a.pattern"),
        (top(properties={"a": {"pattern": "(a{1000}){1000}"}}), "schema_invalid", "properties.a.pattern"),
        (top(properties={"a": {"$ref": "https://example.org/x"}}), "schema_reference", "properties.a.$ref"),
        (top(properties={"a": {"$ref": "file:///etc/passwd"}}), "schema_reference", "properties.a.$ref"),
        (top(properties={"a": {"$ref": "#/$defs/none"}}), "schema_reference", "properties.a.$ref"),
        (top(properties={"a": {"$ref": "#name"}}), "schema_reference", "properties.a.$ref"),
        (top(properties={"a": {"$ref": 1}}), "schema_reference", "properties.a.$ref"),
        (top(properties={"a": {"$id": "https://example.org/"}}), "schema_reference", "properties.a.$id"),
        (top(properties={"a": {"$dynamicRef": "#x"}}), "schema_reference", "properties.a.$dynamicRef"),
        (nested(MAX_SCHEMA_DEPTH), "schema_too_deep", ""),
        (top(description="x" * MAX_SCHEMA_BYTES), "schema_too_large", ""),
        (top(**{"$ref": "#/$defs/a0", "$defs": DOUBLING}), "schema_too_costly", ""),
        (top(allOf=TWO_WAYS_BACK), "schema_too_costly", ""),
        (top(patternProperties={"a": {"$ref": "#"}, "b": {"$ref": "#"}}), "schema_too_costly", ""),
        (top(**{"$ref": "#"}), "schema_too_costly", ""),
        (top(anyOf=[{"$ref": "#"}]), "schema_too_costly", ""),
    ],
)
def test_a_schema_that_may_not_run_is_refused_with_its_place(schema, code, key):
    problems = schema_problems(schema, "schemas/state.json")
    assert [(problem.code, problem.key, problem.file) for problem in problems] == [(code, key, "schemas/state.json")]


@pytest.mark.parametrize(
    "schema",
    [
        top(),
        top(**{"$id": "https://example.org/s", "$schema": "https://json-schema.org/draft/2020-12/schema"}),
        {"$ref": "#/$defs/Model", "$defs": {"Model": top()}},
        top(properties={"a/b": top(), "c": {"$ref": "#/properties/a~1b"}, "d": {"$ref": "#/properties/a~1b"}}),
        top(properties={"left": {"$ref": "#"}, "right": {"$ref": "#"}}),
        top(properties={"next": {"anyOf": [{"$ref": "#"}, {"type": "null"}]}}),
        top(properties={"questions": {"type": "array", "items": {"$ref": "#"}}}),
        top(
            additionalProperties={"$ref": "#/$defs/json"},
            **{
                "$defs": {
                    "json": {
                        "anyOf": [
                            {"type": ["string", "number", "boolean", "null"]},
                            {"type": "array", "items": {"$ref": "#/$defs/json"}},
                            {"type": "object", "additionalProperties": {"$ref": "#/$defs/json"}},
                        ]
                    }
                }
            },
        ),
        top(properties={"$ref": {"type": "string"}, "a": {"enum": [{"$ref": "https://example.org"}]}}),
    ],
)
def test_a_schema_that_refers_to_itself_in_honest_ways_is_taken(schema):
    assert schema_problems(schema) == []


def test_judging_a_costly_schema_is_not_costly_itself():
    wide = {f"p{n}": {"allOf": [{"$ref": "#/$defs/a0"}] * 20} for n in range(200)}
    start = time.process_time()
    assert schema_problems(top(properties=wide, **{"$defs": DOUBLING}))
    assert time.process_time() - start < 5


def test_problems_of_a_schema_are_bounded():
    wide = {f"p{n}": {"$ref": "#/none"} for n in range(500)}
    assert len(schema_problems(top(properties=wide))) == 50


def test_a_validator_of_a_refused_schema_is_not_made():
    with pytest.raises(ManifestInvalid) as refused:
        SchemaValidator({"type": "string"})
    assert refused.value.problems[0].code == "schema_not_object"
