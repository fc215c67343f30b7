# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a JSON Schema to the rows of a table: one for each property, with its type and bounds in words."""

import json
from collections.abc import Iterator
from typing import Any

from interlink_sdk.assets import JsonObject, Value
from interlink_sdk.validation.references import resolved

MAX_DEPTH = 4
"""Deeper properties are summed up as their parent's type."""
_BOUNDS = {
    "minimum": "at least {}",
    "exclusiveMinimum": "more than {}",
    "maximum": "at most {}",
    "exclusiveMaximum": "less than {}",
    "multipleOf": "a multiple of {}",
    "minLength": "{} or more characters",
    "maxLength": "up to {} characters",
    "minItems": "{} or more entries",
    "maxItems": "up to {} entries",
}


class Parameter(Value):
    """One property of a schema."""

    name: str
    """With its parents: `tasks[].due`."""
    type: str
    required: bool
    title: str = ""
    description: str = ""
    limits: tuple[str, ...] = ()
    default: str | None = None
    """As JSON has it, None where there is none."""
    depth: int = 0
    secret: bool = False


def parameters_in(schema: JsonObject) -> tuple[Parameter, ...]:
    """Return the properties of *schema* in their order, each followed by those inside it."""
    return tuple(_rows(schema, schema, "", 0))


def _rows(root: JsonObject, schema: Any, before: str, depth: int) -> Iterator[Parameter]:
    schema = _followed(root, schema)
    required = schema.get("required", ())
    for name, written in _table(schema.get("properties")).items():
        part = _followed(root, written)
        yield _row(root, f"{before}{name}", part, required=name in required, depth=depth)
        if depth < MAX_DEPTH:
            yield from _rows(root, part, f"{before}{name}.", depth + 1)
            yield from _rows(root, part.get("items"), f"{before}{name}[].", depth + 1)


def _row(root: JsonObject, name: str, part: JsonObject, *, required: bool, depth: int) -> Parameter:
    return Parameter(
        name=name,
        type=_type(root, part),
        required=required,
        title=_text(part.get("title")),
        description=_text(part.get("description")),
        limits=tuple(_limits(part)),
        default=_json(part["default"]) if "default" in part else None,
        depth=depth,
        secret=part.get("writeOnly") is True or part.get("format") == "password",
    )


def _followed(root: JsonObject, schema: Any) -> JsonObject:
    """Return *schema*, references followed; what stands beside a reference counts too."""
    part = _table(schema)
    for _ in range(MAX_DEPTH):
        if "$ref" not in part:
            break
        target = resolved(root, part["$ref"])
        beside = {key: value for key, value in part.items() if key != "$ref"}
        part = {**_table(target), **beside}
    return part


def _type(root: JsonObject, part: JsonObject) -> str:
    if "const" in part:
        return _json(part["const"])
    if isinstance(choices := part.get("enum"), list):
        return "one of " + ", ".join(map(_json, choices))
    for word in ("oneOf", "anyOf"):
        if isinstance(choices := part.get(word), list):
            return " or ".join(dict.fromkeys(_type(root, _followed(root, each)) for each in choices)) or "anything"
    if part.get("type") == "array":
        return f"list of {_type(root, _followed(root, part.get('items')))}"
    if part.get("type") == "string" and isinstance(part.get("format"), str):
        return str(part["format"])
    types = part.get("type", "anything")
    return " or ".join(map(str, types)) if isinstance(types, list) else str(types)


def _limits(part: JsonObject) -> Iterator[str]:
    for keyword, sentence in _BOUNDS.items():
        if keyword in part:
            yield sentence.format(part[keyword])
    if part.get("uniqueItems") is True:
        yield "each entry once"
    if isinstance(part.get("pattern"), str):
        yield f"fits {part['pattern']}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _table(value: Any) -> JsonObject:
    return value if isinstance(value, dict) else {}
