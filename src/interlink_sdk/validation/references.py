# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The parts of a JSON Schema: which keywords hold subschemas, and where a reference leads."""

from collections.abc import Iterator
from urllib.parse import unquote

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject

Path = tuple[str | int, ...]

NAMED = ("properties", "patternProperties", "dependentSchemas", "$defs", "definitions")
LISTED = ("allOf", "anyOf", "oneOf", "prefixItems")
SINGLE = (
    "items",
    "additionalProperties",
    "unevaluatedItems",
    "unevaluatedProperties",
    "contains",
    "propertyNames",
    "contentSchema",
    "not",
    "if",
    "then",
    "else",
)
FOREIGN_KEYWORDS = frozenset({"$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$vocabulary"})
"""They change what a reference means or where it leads."""


def subschemas(schema: JsonObject) -> Iterator[tuple[Path, JsonObject]]:
    """Yield *schema* and all schemas written inside it, with their paths; references are not followed."""
    waiting: list[tuple[Path, JsonObject]] = [((), schema)]
    while waiting:
        path, part = waiting.pop()
        yield path, part
        waiting += [((*path, *step), child) for step, child in parts_of(part)]


def parts_of(schema: JsonObject) -> Iterator[tuple[Path, JsonObject]]:
    """Yield the schemas directly inside *schema*, with keyword and name or number."""
    for keyword in SINGLE:
        if isinstance(child := schema.get(keyword), dict):
            yield (keyword,), child
    for keyword in (*NAMED, *LISTED):
        for step, child in _members(schema.get(keyword)):
            if isinstance(child, dict):
                yield (keyword, step), child


def resolved(schema: JsonObject, reference: JsonValue) -> JsonObject | bool | None:
    """Return what the local *reference* leads to in *schema*; None for one that leads elsewhere or nowhere."""
    if not isinstance(reference, str) or not (reference == "#" or reference.startswith("#/")):
        return None
    target: JsonValue = schema
    for step in unquote(reference[2:]).split("/") if reference != "#" else []:
        target = _member(target, step.replace("~1", "/").replace("~0", "~"))
    return target if isinstance(target, dict | bool) else None


def _members(value: JsonValue) -> Iterator[tuple[str | int, JsonValue]]:
    match value:
        case dict():
            yield from value.items()
        case list():
            yield from enumerate(value)


def _member(value: JsonValue, step: str) -> JsonValue:
    match value:
        case dict():
            return value.get(step)
        case list() if step.isdecimal() and len(step) < 7 and int(step) < len(value):
            return value[int(step)]
        case _:
            return None
