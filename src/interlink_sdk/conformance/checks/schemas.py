# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Schemas: that they mean what their author meant, cost little, and make forms that people understand."""

import re
from collections.abc import Iterator
from re import _parser as sre_parser  # type: ignore[attr-defined] # the standard library's own reading of a pattern
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.shipped import Shipped
from interlink_sdk.manifest import MANIFEST_NAME, Manifest
from interlink_sdk.manifest.lines import KeyPath, dotted, line_of
from interlink_sdk.validation import SchemaValidator
from interlink_sdk.validation.references import resolved, subschemas

KEYWORDS = frozenset(
    """
    $schema $id $ref $anchor $dynamicRef $dynamicAnchor $vocabulary $comment $defs definitions
    allOf anyOf oneOf not if then else dependentSchemas prefixItems items contains properties patternProperties
    additionalProperties propertyNames unevaluatedItems unevaluatedProperties type enum const multipleOf maximum
    exclusiveMaximum minimum exclusiveMinimum maxLength minLength pattern maxItems minItems uniqueItems maxContains
    minContains maxProperties minProperties required dependentRequired title description default deprecated readOnly
    writeOnly examples format contentEncoding contentMediaType contentSchema
    """.split()
)
FORMATS = frozenset(
    """
    date-time date time duration email idn-email hostname idn-hostname ipv4 ipv6 uri uri-reference iri iri-reference
    uuid uri-template json-pointer relative-json-pointer regex file
    """.split()
)
"""Those of draft 2020-12, and `file`, which forms show as one of the asset's files."""
SECRET = re.compile(r"secret|passw|token|api_?key|private_?key|credential", re.IGNORECASE)
_OPEN_END = 1_000
"""A repetition that may go on for so long is as good as unbounded."""
_BOUNDED = ("maxLength", "enum", "const", "format", "$ref", "readOnly")
_TYPED = ("type", "enum", "const", "$ref", "anyOf", "oneOf", "allOf")

_Place = tuple[KeyPath, JsonObject]


@proves("schema-files-readable")
async def files_are_readable(shipped: Shipped) -> None:
    """Look for JSON files that cannot be read."""
    shipped.refuse_problems({"syntax"}, file="*.json")


@proves("schema-sound")
async def schemas_are_sound(shipped: Shipped) -> None:
    """Look for schemas that mean nothing."""
    shipped.refuse_problems({"schema_invalid", "schema_not_object", "schema_dialect"})


@proves("schema-refers-locally")
async def schemas_refer_locally(shipped: Shipped) -> None:
    """Look for references that lead out of the schema."""
    shipped.refuse_problems({"schema_reference"})


@proves("schema-affordable")
async def schemas_are_affordable(shipped: Shipped) -> None:
    """Look for schemas that cost too much."""
    shipped.refuse_problems({"schema_too_costly", "schema_too_deep", "schema_too_large"})


@proves("schema-keywords-known")
async def keywords_are_known(shipped: Shipped) -> None:
    """Look for keywords that have no effect."""
    for path, part in _parts(shipped):
        if unknown := [word for word in part if word not in KEYWORDS and not word.startswith("x-")]:
            raise _unmet(shipped, path, f"the keyword {unknown[0]!r}", "a keyword of JSON Schema, or one with x-")


@proves("schema-formats-known")
async def formats_are_known(shipped: Shipped) -> None:
    """Look for formats that check nothing."""
    for path, part in _parts(shipped):
        if isinstance(name := part.get("format"), str) and name not in FORMATS:
            raise _unmet(shipped, path, f"the format {name!r}", f"one of {', '.join(sorted(FORMATS))}")


@proves("schema-required-known")
async def required_is_known(shipped: Shipped) -> None:
    """Look for required properties that have no schema."""
    for path, part in _parts(shipped):
        properties = part.get("properties")
        required = part.get("required")
        if not isinstance(properties, dict) or not isinstance(required, list):
            continue
        if unknown := [str(name) for name in required if name not in properties]:
            raise _unmet(shipped, path, f"{unknown[0]!r} in `required`", "a name among the properties")


@proves("schema-defaults-fit")
async def defaults_fit(shipped: Shipped) -> None:
    """Validate defaults and examples by the schema they stand in."""
    for root, path, part in _rooted_parts(shipped):
        values = [part["default"]] if "default" in part else []
        values += examples if isinstance(examples := part.get("examples"), list) else []
        if values and (problem := _first_problem(root, part, values)):
            raise _unmet(shipped, path, problem, "a value that the schema takes")


@proves("schema-patterns-bounded")
async def patterns_are_bounded(shipped: Shipped) -> None:
    """Read each pattern and look for a repetition inside of a repetition."""
    for path, part in _parts(shipped):
        patterns = [part.get("pattern"), *_table(part.get("patternProperties"))]
        for pattern in patterns:
            if isinstance(pattern, str) and _repeats_repetitions(pattern):
                raise _unmet(shipped, path, f"the pattern {pattern!r}", "no unbounded repetition inside of another")


@proves("schema-properties-titled")
async def properties_are_titled(shipped: Shipped) -> None:
    """Look for fields without a label."""
    for path, part in _properties(shipped):
        if not part.get("title") and "$ref" not in part:
            raise _unmet(shipped, path, "no `title`", "the label of the field")


@proves("schema-properties-typed")
async def properties_are_typed(shipped: Shipped) -> None:
    """Look for fields that hold anything."""
    for path, part in _properties(shipped):
        if not any(word in part for word in _TYPED):
            raise _unmet(shipped, path, "no `type`", "what the field holds")


@proves("schema-objects-closed")
async def objects_are_closed(shipped: Shipped) -> None:
    """Look for objects that take anything."""
    for path, part in _sent_parts(shipped):
        if part.get("type") == "object" and not _is_closed(part):
            raise _unmet(shipped, path, "an object that takes any property", "`additionalProperties` to say which")


@proves("schema-texts-bounded")
async def texts_are_bounded(shipped: Shipped) -> None:
    """Look for texts of any length."""
    for path, part in _sent_parts(shipped):
        if part.get("type") == "string" and not any(word in part for word in _BOUNDED):
            raise _unmet(shipped, path, "a text of any length", "`maxLength`")


@proves("schema-lists-bounded")
async def lists_are_bounded(shipped: Shipped) -> None:
    """Look for lists of any length."""
    for path, part in _sent_parts(shipped):
        if part.get("type") == "array" and "maxItems" not in part and part.get("items") is not False:
            choices = _table(part.get("items")).get("enum")
            if not (part.get("uniqueItems") and choices):
                raise _unmet(shipped, path, "a list of any length", "`maxItems`")


@proves("schema-secrets-hidden")
async def secrets_are_hidden(shipped: Shipped) -> None:
    """Look for settings whose names tell that they are secrets."""
    settings = shipped.manifest.settings
    if not isinstance(settings, dict):
        raise NotApplicable("the interlinker has no settings")
    for name, rules in _table(settings.get("properties")).items():
        if SECRET.search(name) and not _table(rules).get("writeOnly"):
            raise _unmet(shipped, ("settings", "properties", name), f"{name!r} without `writeOnly`", "it to be hidden")


def _schemas(manifest: Manifest) -> Iterator[_Place]:
    if manifest.schemas is None and not manifest.collections and manifest.settings is None:
        raise NotApplicable("the interlinker has no schemas")
    yield from _sent_schemas(manifest)
    if manifest.schemas and manifest.schemas.state is not None:
        yield ("schemas", "state"), manifest.state_schema


def _sent_schemas(manifest: Manifest) -> Iterator[_Place]:
    """Yield the schemas of what people enter."""
    if manifest.schemas is not None:
        yield ("schemas", "params"), manifest.params_schema
    for name in manifest.collections:
        yield ("collections", name, "contribution"), manifest.contribution_schema(name)
    if isinstance(manifest.settings, dict):
        yield ("settings",), manifest.settings


def _rooted_parts(shipped: Shipped) -> Iterator[tuple[JsonObject, KeyPath, JsonObject]]:
    for path, schema in _schemas(shipped.manifest):
        for inside, part in subschemas(schema):
            yield schema, (*path, *inside), part


def _parts(shipped: Shipped) -> Iterator[_Place]:
    return ((path, part) for _, path, part in _rooted_parts(shipped))


def _sent_parts(shipped: Shipped) -> Iterator[_Place]:
    places = list(_sent_schemas(shipped.manifest))
    if not places:
        raise NotApplicable("the interlinker takes nothing that a schema describes")
    for path, schema in places:
        yield from (((*path, *inside), part) for inside, part in subschemas(schema))


def _properties(shipped: Shipped) -> Iterator[_Place]:
    for path, part in _sent_parts(shipped):
        if len(path) >= 2 and path[-2] == "properties":
            yield path, part


def _first_problem(root: JsonObject, part: JsonObject, values: list[Any]) -> str:
    """Return what is wrong with the first of *values* that *part* does not take, empty where it takes all."""
    within = {key: value for key, value in root.items() if key in {"$defs", "definitions"}}
    rule: JsonObject = {"type": "object", "properties": {"value": part}, **within}
    if any(resolved(rule, inner["$ref"]) is None for _, inner in subschemas(part) if "$ref" in inner):
        return ""  # it refers to a place that only the whole schema has
    validator = SchemaValidator(rule)
    for value in values:
        if problems := validator.problems({"value": value}):
            return f"{value!r}, for which {problems[0].expected} is expected"
    return ""


def _is_closed(part: JsonObject) -> bool:
    closing = part.get("additionalProperties", part.get("unevaluatedProperties", True))
    return closing is not True


def _repeats_repetitions(pattern: str) -> bool:
    try:
        return _is_ambiguous(sre_parser.parse(pattern))
    except (re.error, RecursionError, OverflowError):
        return False  # what Python cannot read, the validator judges


def _is_ambiguous(parts: Any) -> bool:
    """Say whether some text can be split among repetitions inside of a repetition in many ways."""
    for operation, argument in parts:
        if _is_unbounded(operation, argument) and _splits_anyhow(_unwrapped(argument[2])):
            return True
        if any(map(_is_ambiguous, _inner(argument))):
            return True
    return False


def _splits_anyhow(body: Any) -> bool:
    """Say whether *body*, which is repeated, holds a repetition with nothing that must stand between two."""
    for number, (operation, argument) in enumerate(body):
        if _is_unbounded(operation, argument):
            between = [sre_parser.SubPattern(body.state, [part]) for part in (*body[:number], *body[number + 1 :])]
            takes_all = any(str(inner) == "ANY" for inner, _ in argument[2])
            if takes_all or all(part.getwidth()[0] == 0 for part in between):
                return True
    return False


def _is_unbounded(operation: Any, argument: Any) -> bool:
    return str(operation) in {"MAX_REPEAT", "MIN_REPEAT"} and argument[1] >= _OPEN_END


def _unwrapped(body: Any) -> Any:
    """Return what stands inside of groups around the whole of *body*."""
    while len(body) == 1 and str(body[0][0]) == "SUBPATTERN":
        body = body[0][1][-1]
    return body


def _inner(argument: Any) -> Iterator[Any]:
    """Yield the parsed patterns inside of an operation's argument."""
    if isinstance(argument, sre_parser.SubPattern):
        yield argument
    elif isinstance(argument, tuple | list):
        for part in argument:
            yield from _inner(part)


def _unmet(shipped: Shipped, path: KeyPath, found: str, expected: str) -> Unmet:
    """Return the finding at *path*; a schema in a file of its own is named by the key that leads to it."""
    return Unmet(
        f"{dotted(path)}: {found}", expected=expected, file=MANIFEST_NAME, line=line_of(shipped.package.text, path)
    )


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
