# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A value against a compiled schema: one problem for each field that is wrong."""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, cast

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import ManifestInvalid, Problem
from interlink_sdk.validation.bounds import depth_of
from interlink_sdk.validation.keys import child_key, key_of
from interlink_sdk.validation.messages import problem_for
from interlink_sdk.validation.schemas import compiled, schema_problems

if TYPE_CHECKING:
    from jsonschema_rs import ValidationError

MAX_VALUE_DEPTH = 32
"""Also what bounds the time a schema that refers to itself may take."""
MAX_PROBLEMS = 50
MAX_ERRORS = 1_000
MAX_CHOICES_SHOWN = 10

_LIMITS = {
    "maxLength": "too_long",
    "minLength": "too_short",
    "maximum": "too_high",
    "minimum": "too_low",
    "exclusiveMaximum": "not_below",
    "exclusiveMinimum": "not_above",
    "maxItems": "too_many_items",
    "minItems": "too_few_items",
    "maxProperties": "too_many_fields",
    "minProperties": "too_few_fields",
}
_FORMATS = {"date": "format_date", "time": "format_time", "date-time": "format_date_time", "email": "format_email"}
_PLAIN = {
    "uniqueItems": "repeated_items",
    "propertyNames": "unknown_field",
    "not": "not_allowed",
    "falseSchema": "not_allowed",
}


class SchemaValidator:
    """An author's schema, judged and compiled; lives as long as the interlinker is open."""

    def __init__(self, schema: JsonObject) -> None:
        """Compile *schema*; raises `ManifestInvalid` for one that may not run in the host."""
        if problems := schema_problems(schema):
            raise ManifestInvalid("the JSON Schema cannot be used", problems=problems)
        self._validator = compiled(schema)

    def problems(self, value: JsonValue) -> list[Problem]:
        """Return what is wrong with *value*, one problem per field and MAX_PROBLEMS at most."""
        if depth_of(value, MAX_VALUE_DEPTH) > MAX_VALUE_DEPTH:
            return [problem_for("too_deep", "", value, limit=MAX_VALUE_DEPTH)]
        if not _is_json(value):
            return [problem_for("not_json", "", value)]
        first: dict[str, Problem] = {}
        for error in islice(self._validator.iter_errors(value), MAX_ERRORS):
            for problem in _problems_of(error, value):
                first.setdefault(problem.key, problem)
        return list(islice(first.values(), MAX_PROBLEMS))


def _is_json(value: object) -> bool:
    """Say whether *value* can be written: Python also reads NaN and half of a surrogate pair from JSON."""
    try:
        json.dumps(value, ensure_ascii=False, allow_nan=False).encode()
    except (ValueError, TypeError):
        return False
    return True


def _problems_of(error: "ValidationError", root: JsonValue) -> Iterator[Problem]:
    key, value, kind = key_of(error.instance_path), cast("JsonValue", error.instance), error.kind
    facts: dict[str, Any] = kind.as_dict()
    match kind.name:
        case "required":
            yield problem_for("required", child_key(key, facts["property"]), None)
        case "additionalProperties" | "unevaluatedProperties":
            yield from _unknown_problems(key, value, facts["unexpected"])
        case "falseSchema" if error.schema_path[-1:] == ["additionalProperties"]:
            # What the library makes of a schema that knows no property at all; it gives the first value only.
            value = _value_at(root, error.instance_path)
            yield from _unknown_problems(key, value, list(value) if isinstance(value, dict) else [])
        case "minLength" if value == "":
            yield problem_for("required", key, value)
        case name if name in _LIMITS:
            yield problem_for(_LIMITS[name], key, value, limit=facts["limit"])
        case "anyOf" | "oneOf":
            yield from _alternative_problems(key, value, facts["context"], root)
        case _:
            yield _single_problem(key, value, kind.name, facts)


def _value_at(root: JsonValue, path: Sequence[str | int]) -> JsonValue:
    value: Any = root
    for step in path:
        value = value[step]
    return cast("JsonValue", value)


def _unknown_problems(key: str, value: JsonValue, names: list[str]) -> Iterator[Problem]:
    known = value if isinstance(value, dict) else {}
    for name in names[:MAX_PROBLEMS]:
        yield problem_for("unknown_field", child_key(key, name), known.get(name))


def _single_problem(key: str, value: JsonValue, keyword: str, facts: dict[str, Any]) -> Problem:
    match keyword:
        case "type":
            return _type_problem(key, value, facts["types"])
        case "format":
            return _format_problem(key, value, facts["format"])
        case "enum" | "const":
            return _choice_problem(key, value, facts.get("options", [facts.get("expected_value")]))
        case "multipleOf":
            return problem_for("not_a_multiple", key, value, step=facts["multiple_of"])
        case "pattern":
            return problem_for("pattern", key, value, pattern=facts["pattern"])
        case _:
            return problem_for(_PLAIN.get(keyword, "invalid"), key, value)


def _type_problem(key: str, value: JsonValue, types: list[str]) -> Problem:
    wanted = [name for name in types if name != "null"] or ["null"]
    if len(wanted) == 1:
        return problem_for(f"type_{wanted[0]}", key, value)
    return problem_for("type", key, value, types=" or ".join(wanted))


def _format_problem(key: str, value: JsonValue, name: str) -> Problem:
    code = "format_uri" if name.startswith(("uri", "iri")) else _FORMATS.get(name, "format")
    return problem_for(code, key, value, **({"format": name} if code == "format" else {}))


def _choice_problem(key: str, value: JsonValue, choices: list[JsonValue]) -> Problem:
    shown = [repr(choice) for choice in choices[:MAX_CHOICES_SHOWN]]
    return problem_for("not_a_choice", key, value, choices=", ".join(shown))


def _alternative_problems(
    key: str, value: JsonValue, branches: list[list["ValidationError"]], root: JsonValue
) -> Iterator[Problem]:
    """Yield why no branch fits: for choices and optional values as if there were no branches."""
    if any(not branch for branch in branches):  # a branch without errors fits, and another one does too
        yield problem_for("ambiguous", key, value)
        return
    real = [branch for branch in branches if not _is_null(branch)]
    choices = [branch[0].kind.as_dict().get("expected_value") for branch in real if _is_constant(branch)]
    if choices and len(choices) == len(real):
        yield _choice_problem(key, value, choices)
    elif len(real) == 1:
        for error in real[0]:
            yield from _problems_of(error, root)
    else:
        yield problem_for("no_alternative", key, value)


def _is_null(branch: list["ValidationError"]) -> bool:
    return len(branch) == 1 and branch[0].kind.name == "type" and branch[0].kind.as_dict()["types"] == ["null"]


def _is_constant(branch: list["ValidationError"]) -> bool:
    return len(branch) == 1 and branch[0].kind.name == "const"
