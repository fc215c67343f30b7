# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What kind of thing each part of a schema is: JSON Schema goes in, a small tree of shapes comes out.

References and "or nothing" are taken away here, once, so that forms and pages see plain shapes.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.validation.references import resolved

MAX_SHAPES = 500
"""References can multiply: what is beyond becomes JSON."""
MAX_NESTING = 8
LONG_TEXT_CHARACTERS = 200

Kind = Literal[
    "text",
    "long_text",
    "number",
    "integer",
    "date",
    "date_time",
    "time",
    "email",
    "url",
    "file",
    "choice",
    "choices",
    "boolean",
    "list",
    "group",
    "json",
]

_FORMATS: Mapping[str, Kind] = {
    "date": "date",
    "date-time": "date_time",
    "time": "time",
    "email": "email",
    "idn-email": "email",
    "uri": "url",
    "iri": "url",
    "file": "file",
}
_NAMED_KINDS: Mapping[str, Kind] = {"number": "number", "integer": "integer", "boolean": "boolean"}
_ROW_KINDS = frozenset(get_args(Kind)) - {"boolean", "list", "choices", "file", "json"}

References = tuple[int, ...]
"""Identities of the definitions that a walk is inside of."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value that may be chosen, and the text by which a form posts it."""

    value: JsonValue
    text: str
    title: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What one part of a schema is; `path` is its key path, with references followed."""

    kind: Kind
    name: str
    path: str
    schema: JsonObject
    required: bool = False
    nullable: bool = False
    choices: tuple[Choice, ...] = ()
    properties: Mapping[str, "Shape"] = field(default_factory=dict)
    items: "Shape | None" = None


def shape_of(schema: JsonObject) -> Shape:
    """Return the shape of a whole *schema*; one that is no object with properties is an empty group."""
    walk = _Walk(schema)
    plain, _, seen = walk.plain(schema, ())
    properties = walk.properties(plain, "", seen)
    return Shape(kind="group", name="", path="", schema=plain, required=True, properties=properties)


def title_for(shape: Shape, labels: Mapping[str, str]) -> str:
    """Return the label of *shape*: translated, else its title, else its name made readable."""
    words = shape.name.replace("_", " ").replace("-", " ")
    return labels.get(f"{shape.path}.title") or _text(shape.schema.get("title")) or words[:1].upper() + words[1:]


def help_for(shape: Shape, labels: Mapping[str, str]) -> str:
    """Return the description of *shape*, translated where it is."""
    return labels.get(f"{shape.path}.description") or _text(shape.schema.get("description"))


def choice_title(shape: Shape, choice: Choice, labels: Mapping[str, str]) -> str:
    """Return the label of one *choice* of *shape*."""
    owner = shape.items if shape.kind == "choices" and shape.items else shape
    return labels.get(f"{owner.path}.enum.{choice.text}") or choice.title


def _text(value: JsonValue) -> str:
    return value if isinstance(value, str) else ""


class _Walk:
    """One walk through a schema; it counts what it has made and knows which references it is inside of."""

    def __init__(self, root: JsonObject) -> None:
        self._root = root
        self._left = MAX_SHAPES

    def properties(self, schema: JsonObject, path: str, seen: References) -> dict[str, Shape]:
        named, required = schema.get("properties"), schema.get("required")
        names = required if isinstance(required, list) else []
        below = f"{path}.properties" if path else "properties"
        return {
            name: self.shape(part, name, f"{below}.{name}", seen, required=name in names)
            for name, part in (named if isinstance(named, dict) else {}).items()
        }

    def shape(self, schema: JsonValue, name: str, path: str, seen: References, *, required: bool) -> Shape:
        self._left -= 1
        plain, nullable, inside = self.plain(schema if isinstance(schema, dict) else {}, seen)
        is_endless = len(set(inside)) < len(inside) or self._left < 0 or path.count(".") > 2 * MAX_NESTING
        kind: Kind = "json" if is_endless else _kind_of(plain)
        shape = Shape(kind=kind, name=name, path=path, schema=plain, required=required, nullable=nullable)
        match kind:
            case "choice":
                return replace(shape, choices=tuple(_choices_of(plain)))
            case "group":
                return replace(shape, properties=self.properties(plain, path, inside))
            case "list":
                return self._list(shape, inside)
            case _:
                return shape

    def plain(self, schema: JsonObject, seen: References) -> tuple[JsonObject, bool, References]:
        """Return *schema* without references and "or nothing", whether it may be null, and the references passed.

        A reference that was passed before is passed no further; it is then in the last value twice.
        """
        nullable = False
        while len(set(seen)) == len(seen):
            target = resolved(self._root, schema.get("$ref"))
            if (unwrapped := _unwrapped(schema)) is not None:
                schema, allows_null = unwrapped
                nullable = nullable or allows_null
            elif isinstance(target, dict):
                seen = (*seen, id(target))
                schema = {**target, **_without(schema, "$ref")}
            else:
                break
        return schema, nullable, seen

    def _list(self, shape: Shape, seen: References) -> Shape:
        items = self.shape(shape.schema.get("items"), shape.name, f"{shape.path}.items", seen, required=False)
        if items.kind == "choice" and shape.schema.get("uniqueItems") is True:
            return replace(shape, kind="choices", items=items, choices=items.choices)
        return replace(shape, items=items) if items.kind in _ROW_KINDS else replace(shape, kind="json")


def _unwrapped(schema: JsonObject) -> tuple[JsonObject, bool] | None:
    """Return *schema* with one layer around its meaning taken away, and whether that layer allowed null."""
    for keyword in ("anyOf", "oneOf", "allOf"):
        branches = schema.get(keyword)
        if not isinstance(branches, list):
            continue
        real = [branch for branch in branches if not _is_null(branch)]
        if len(real) == 1 and isinstance(real[0], dict) and "const" not in real[0]:
            return {**real[0], **_without(schema, keyword)}, len(branches) > 1
        if len(real) < len(branches):
            return {**schema, keyword: real}, True
    for keyword, null in (("type", "null"), ("enum", None)):
        allowed = schema.get(keyword)
        if isinstance(allowed, list) and null in allowed:
            rest = [value for value in allowed if value != null]
            return {**schema, keyword: rest[0] if keyword == "type" and len(rest) == 1 else list[JsonValue](rest)}, True
    return None


def _is_null(schema: JsonValue) -> bool:
    return isinstance(schema, dict) and (schema.get("type") == "null" or schema.get("const", schema) is None)


def _without(schema: JsonObject, keyword: str) -> JsonObject:
    return {key: value for key, value in schema.items() if key != keyword}


def _kind_of(schema: JsonObject) -> Kind:
    if any(True for _ in _choices_of(schema)):
        return "choice"
    match schema.get("type", "object" if "properties" in schema else None):
        case "string":
            return _text_kind(schema)
        case "array" if "prefixItems" not in schema:
            return "list"
        case "object" if schema.get("properties"):
            return "group"
        case str(name):
            return _NAMED_KINDS.get(name, "json")
        case _:
            return "json"


def _text_kind(schema: JsonObject) -> Kind:
    if known := _FORMATS.get(_text(schema.get("format"))):
        return known
    longest, media_type = schema.get("maxLength"), _text(schema.get("contentMediaType"))
    is_long = isinstance(longest, int) and longest > LONG_TEXT_CHARACTERS
    return "long_text" if is_long or schema.get("x-long") is True or media_type.startswith("text/") else "text"


def _choices_of(schema: JsonObject) -> Iterator[Choice]:
    pairs = list(_constants(schema))
    texts = [value if isinstance(value, str) else json.dumps(value) for value, _ in pairs]
    if len(set(texts)) < len(texts) or "" in texts:  # "1" beside 1, or a choice that looks like no answer
        texts = [json.dumps(value) for value, _ in pairs]
    for text, (value, title) in zip(texts, pairs, strict=True):
        yield Choice(value=value, text=text, title=title or text)


def _constants(schema: JsonObject) -> Iterator[tuple[JsonValue, str]]:
    if "const" in schema:
        yield schema["const"], ""
    elif isinstance(values := schema.get("enum"), list):
        yield from ((value, "") for value in values)
    else:
        branches = schema.get("oneOf", schema.get("anyOf"))
        parts = [part for part in branches if isinstance(part, dict)] if isinstance(branches, list) else []
        if isinstance(branches, list) and all("const" in part for part in parts) and len(parts) == len(branches):
            yield from ((part["const"], _text(part.get("title"))) for part in parts)
