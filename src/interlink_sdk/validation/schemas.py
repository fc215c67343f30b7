# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An author's JSON Schema, judged before it runs in the host."""

import json
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import Problem
from interlink_sdk.validation.bounds import depth_of
from interlink_sdk.validation.cost import MAX_EVALUATIONS, is_affordable
from interlink_sdk.validation.keys import key_of
from interlink_sdk.validation.messages import described, shortened
from interlink_sdk.validation.references import FOREIGN_KEYWORDS, resolved, subschemas

if TYPE_CHECKING:
    from jsonschema_rs import Draft202012Validator

MAX_SCHEMA_BYTES = 256 * 1024
MAX_SCHEMA_DEPTH = 32
MAX_PATTERN_BYTES = 1024 * 1024
MAX_PROBLEMS = 50
DIALECT = "https://json-schema.org/draft/2020-12/schema"


def compiled(schema: JsonObject) -> "Draft202012Validator":
    """Compile *schema* with patterns in linear time and without any look at the network."""
    from jsonschema_rs import Draft202012Validator, RegexOptions

    patterns = RegexOptions(size_limit=MAX_PATTERN_BYTES)
    return Draft202012Validator(schema, validate_formats=True, pattern_options=patterns, offline=True)


def schema_problems(schema: JsonValue, file: str = "") -> list[Problem]:
    """Return why *schema*, read from *file*, may not be used; each step assumes that those before it passed."""
    found = list(_shape_problems(schema))
    for step in (_reference_problems, _cost_problems, _meaning_problems):
        if not found and isinstance(schema, dict):
            found = list(islice(step(schema), MAX_PROBLEMS))
    return [problem.model_copy(update={"file": file}) for problem in found]


def _shape_problems(schema: JsonValue) -> Iterator[Problem]:
    if depth_of(schema, MAX_SCHEMA_DEPTH) > MAX_SCHEMA_DEPTH:
        yield _problem("schema_too_deep", "", "a deeper schema", f"at most {MAX_SCHEMA_DEPTH} levels", "use $defs")
        return
    size = len(json.dumps(schema))
    if size > MAX_SCHEMA_BYTES:
        yield _problem(
            "schema_too_large", "", f"{size} bytes", f"at most {MAX_SCHEMA_BYTES}", "make the schema shorter"
        )
    if not isinstance(schema, dict):
        yield _problem("schema_not_object", "", described(schema), "an object", "write a JSON Schema as an object")
    elif schema.get("$schema", DIALECT) not in {DIALECT, f"{DIALECT}#"}:
        found = shortened(repr(schema["$schema"]))
        yield _problem("schema_dialect", "$schema", found, DIALECT, "write the schema in draft 2020-12")


def _reference_problems(schema: JsonObject) -> Iterator[Problem]:
    for path, part in subschemas(schema):
        for keyword in FOREIGN_KEYWORDS & part.keys() - ({"$id"} if not path else set()):
            fix = "use $ref to a place in this document"
            yield _problem("schema_reference", key_of((*path, keyword)), keyword, "no change of base", fix)
        reference = part.get("$ref")
        if reference is not None and resolved(schema, reference) is None:
            found, fix = shortened(repr(reference)), "copy what is referred to into $defs"
            expected = "a place in this document such as '#/$defs/name'"
            yield _problem("schema_reference", key_of((*path, "$ref")), found, expected, fix)


def _cost_problems(schema: JsonObject) -> Iterator[Problem]:
    if not is_affordable(schema):
        expected = f"at most {MAX_EVALUATIONS} evaluations for each part of a value"
        fix = "let a definition refer to itself in one place only, and do not combine combinations"
        yield _problem("schema_too_costly", "", "references that multiply or never end", expected, fix)


def _meaning_problems(schema: JsonObject) -> Iterator[Problem]:
    try:
        compiled(schema)
    except ValueError as error:
        path = getattr(error, "instance_path", [])
        found, fix = shortened(str(getattr(error, "message", error))), "correct this keyword"
        yield _problem("schema_invalid", key_of(path), found, "a schema of draft 2020-12", fix)
        return
    top = schema if "type" in schema else resolved(schema, schema.get("$ref"))
    kind = top.get("type") if isinstance(top, dict) else None
    if kind != "object":
        fix = 'write "type": "object" at the top'
        yield _problem("schema_not_object", "type", described(kind), "'object'", fix)


def _problem(code: str, key: str, found: str, expected: str, fix: str) -> Problem:
    return Problem(code=code, key=key, found=found, expected=expected, fix=fix)
