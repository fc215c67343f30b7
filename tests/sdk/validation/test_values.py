# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Values of strangers: one problem per field, in words, bounded, and translatable."""

import subprocess
import sys
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk.errors import Problem
from interlink_sdk.validation import MESSAGES, SchemaValidator, message_for, parameters_of
from interlink_sdk.validation.messages import problem_for


def found(field: dict, value: object) -> list[tuple[str, str]]:
    """Return code and key of what is wrong with *value* as the field `a`."""
    validator = SchemaValidator({"type": "object", "properties": {"a": field}})
    return [(problem.code, problem.key) for problem in validator.problems({"a": value})]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ({"type": "string"}, 1, "type_string"),
        ({"type": "number"}, "x", "type_number"),
        ({"type": "integer"}, 1.5, "type_integer"),
        ({"type": "boolean"}, "yes", "type_boolean"),
        ({"type": "array"}, "x", "type_array"),
        ({"type": "object"}, "x", "type_object"),
        ({"type": "null"}, "x", "type_null"),
        ({"type": ["string", "null"]}, 1, "type_string"),
        ({"type": ["string", "integer"]}, [], "type"),
        ({"maxLength": 2}, "abc", "too_long"),
        ({"minLength": 2}, "a", "too_short"),
        ({"minLength": 1}, "", "required"),
        ({"maximum": 2}, 3, "too_high"),
        ({"minimum": 2}, 1, "too_low"),
        ({"exclusiveMaximum": 2}, 2, "not_below"),
        ({"exclusiveMinimum": 2}, 2, "not_above"),
        ({"multipleOf": 2}, 3, "not_a_multiple"),
        ({"pattern": "^[a-z]+$"}, "1", "pattern"),
        ({"format": "date"}, "2026-02-30", "format_date"),
        ({"format": "date-time"}, "2026-02-03", "format_date_time"),
        ({"format": "time"}, "25:00:00Z", "format_time"),
        ({"format": "email"}, "nobody", "format_email"),
        ({"format": "uri"}, "no uri", "format_uri"),
        ({"format": "ipv4"}, "1", "format"),
        ({"enum": ["a", "b"]}, "c", "not_a_choice"),
        ({"const": "a"}, "c", "not_a_choice"),
        ({"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}, "c", "not_a_choice"),
        ({"anyOf": [{"type": "integer", "minimum": 3}, {"type": "null"}]}, 1, "too_low"),
        ({"anyOf": [{"type": "integer"}, {"type": "boolean"}]}, "x", "no_alternative"),
        ({"oneOf": [{"type": "integer"}, {"minimum": 1}]}, 2, "ambiguous"),
        ({"maxItems": 1}, [1, 2], "too_many_items"),
        ({"minItems": 1}, [], "too_few_items"),
        ({"uniqueItems": True}, [1, 1], "repeated_items"),
        ({"maxProperties": 0}, {"b": 1}, "too_many_fields"),
        ({"minProperties": 1}, {}, "too_few_fields"),
        ({"propertyNames": {"maxLength": 1}}, {"bb": 1}, "unknown_field"),
        ({"not": {}}, 1, "not_allowed"),
        (False, 1, "not_allowed"),
        ({"contains": {"const": 1}}, [], "invalid"),
    ],
)
def test_each_kind_of_mistake_has_its_code(field, value, code):
    assert found(field, value) == [(code, "a")]


@pytest.mark.parametrize(
    ("field", "value", "code", "key"),
    [
        ({"required": ["b"]}, {}, "required", "a.b"),
        ({"dependentRequired": {"b": ["c"]}}, {"b": 1}, "required", "a.c"),
        ({"additionalProperties": False}, {"b": 1}, "unknown_field", "a.b"),
        ({"unevaluatedProperties": False}, {"b": 1}, "unknown_field", "a.b"),
        ({"items": {"type": "string"}}, ["x", 1], "type_string", "a.1"),
        ({"properties": {"b.c~d": {"type": "string"}}}, {"b.c~d": 1}, "type_string", "a.b~1c~0d"),
        ({"anyOf": [{"required": ["b"]}, {"type": "null"}]}, {}, "required", "a.b"),
    ],
)
def test_a_problem_is_at_the_field_that_must_change(field, value, code, key):
    assert found(field, value) == [(code, key)]


def test_a_field_has_one_problem_even_where_two_rules_are_broken():
    assert found({"type": "integer", "enum": [1]}, "x") == [("type_integer", "a")]


def test_a_valid_value_has_no_problems():
    assert found({"type": "string", "format": "date"}, "2026-02-28") == []


def test_a_pattern_that_would_take_other_engines_hours_takes_none():
    start = time.process_time()
    assert found({"type": "string", "pattern": "^(a+)+$"}, "a" * 50_000 + "b") == [("pattern", "a")]
    assert time.process_time() - start < 2


def test_the_number_of_problems_is_bounded():
    assert len(found({"items": {"type": "string"}}, list(range(10_000)))) == 50


def test_a_huge_value_is_never_repeated():
    validator = SchemaValidator({"type": "object", "properties": {"a": {"enum": ["x" * 10_000]}}})
    (problem,) = validator.problems({"a": "y" * 10_000})
    assert len(str(problem)) < 500


def test_a_value_nested_too_deeply_is_refused_unread():
    value: dict = {}
    for _ in range(100_000):
        value = {"a": value}
    assert [problem.code for problem in SchemaValidator({"type": "object"}).problems(value)] == ["too_deep"]


@pytest.mark.parametrize("value", ["\ud800", {1, 2}, float("nan"), float("inf")])
def test_what_is_not_json_is_refused(value):
    assert found({}, value) == [("not_json", "")]


@given(limit=st.integers() | st.floats(allow_nan=False), code=st.sampled_from(sorted(MESSAGES)))
def test_the_parameters_of_a_problem_are_read_back_from_its_text(limit, code):
    parameters = {"limit": limit, "step": limit, "types": "a or b", "format": "ipv4", "pattern": "^.*$", "choices": "1"}
    used = {name: str(value) for name, value in parameters.items() if f"{{{name}}}" in MESSAGES[code].expected}
    problem = problem_for(code, "a", None, **parameters)
    assert parameters_of(problem) == used
    assert message_for(problem) == MESSAGES[code].advice.format(**used)


@pytest.mark.parametrize("code", sorted(MESSAGES))
def test_a_sentence_needs_no_parameter_that_the_text_does_not_carry(code):
    problem = problem_for(code, "", None, limit=1, step=1, types="", format="", pattern="", choices="")
    assert "{" not in message_for(problem)


def test_a_message_comes_in_the_readers_language():
    catalogue = {"Shorten this to at most {limit} characters.": "Acórtelo a {limit} caracteres como máximo."}
    problem = problem_for("too_long", "a", "abc", limit=2)
    assert message_for(problem, lambda text: catalogue.get(text, text)) == "Acórtelo a 2 caracteres como máximo."


def test_a_problem_that_a_hook_made_gives_its_own_remedy():
    problem = Problem(code="required", key="a", found="x", expected="another thing", fix="ask Ana")
    assert message_for(problem) == "ask Ana"


def test_importing_the_sdk_loads_no_validator():
    names = "bundle, forms, rendering, validation"
    script = f"import sys; from interlink_sdk import {names}; print('jsonschema_rs' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    assert run.stdout.strip() == "False"
