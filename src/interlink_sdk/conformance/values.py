# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an interlinker's own JSON Schema to values at each of its boundaries and just beyond.

One place of a value is changed at a time, so that what is refused is refused for one known reason.
The schema itself decides on which side of the boundary a value lies; nothing here is random.
"""

import json
from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import Any, Final, cast

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.validation import SchemaValidator, key_of
from interlink_sdk.validation.references import resolved

MAX_VARIANTS = 400
MAX_DEPTH = 6
LONG_CHARACTERS = 5_000
"""How long a text is tried to be where the schema sets no limit."""
MAX_CHARACTERS = 200_000
MAX_ITEMS = 300
LARGE_NUMBER = 10**9

Place = tuple[str | int, ...]

FORMATS: Final[dict[str, tuple[str, ...]]] = {
    "date": ("2024-02-29", "1999-12-31", "9999-12-31"),
    "time": ("09:30:00Z", "23:59:59Z"),
    "date-time": ("2024-02-29T09:30:00Z", "1999-12-31T23:59:59+13:00"),
    "email": ("name@example.org", "first.last+tag@sub.example.org"),
    "uri": ("https://example.org/a?b=c#d",),
    "uuid": ("0195f000-0000-7000-8000-000000000000",),
}
UNFIT: Final[dict[str, tuple[str, ...]]] = {
    "date": ("2023-02-29", "29.2.2024", "tomorrow"),
    "time": ("25:00:00Z", "noon"),
    "date-time": ("2024-02-30T09:30:00Z", "2024-02-29"),
    "email": ("nobody", "a@b@c"),
    "uri": ("no address",),
    "uuid": ("0195f000",),
}
_WORDS = "Benches in the shade of the old trees by the river, and a tap beside them. "
_OTHER_TYPES: Final[tuple[JsonValue, ...]] = ("text", 7, True, [], None)


@dataclass(frozen=True)
class Variant:
    """A value, and which place of it is tried with what."""

    value: JsonObject
    key: str
    """Dotted, as in problems: `contact.name`."""
    what: str
    """For people: what is tried at that place."""

    def __str__(self) -> str:
        return f"{self.key or 'the whole'} = {self.what}"


def minimal(schema: JsonObject) -> JsonObject:
    """Return the smallest value that fits: what is required, each part as short as may be."""
    value = _least(schema, schema, 0)
    return value if isinstance(value, dict) else {}


def maximal(schema: JsonObject) -> JsonObject:
    """Return a value in which every property is given, each part as large as may be."""
    value = _most(schema, schema, 0)
    return value if isinstance(value, dict) else {}


def fitting(schema: JsonObject, start: JsonObject) -> Iterator[Variant]:
    """Yield values at the boundaries of *schema*, each *start* but for one place."""
    return islice(_sorted_out(schema, start, is_fit=True), MAX_VARIANTS)


def unfit(schema: JsonObject, start: JsonObject) -> Iterator[Variant]:
    """Yield values just beyond the boundaries of *schema*, each *start* but for one place."""
    return islice(_sorted_out(schema, start, is_fit=False), MAX_VARIANTS)


def text_places(schema: JsonObject, start: JsonObject) -> Iterator[tuple[Place, int]]:
    """Yield where people write as they like, and how many characters it takes there at most."""
    for path, part in _places(schema, start):
        if _kind(part) == "string" and not part.keys() & {"enum", "const", "format"}:
            yield path, _limit(part, "maxLength", LONG_CHARACTERS)


def placed(start: JsonObject, path: Place, value: JsonValue) -> JsonObject:
    """Return *start* with *value* at *path*, in place of what is there."""
    whole: Any = deepcopy(start)
    inner = whole
    for step in path[:-1]:
        inner = inner[step]
    if isinstance(inner, list) and path[-1] == len(inner):
        inner.append(value)
    else:
        inner[path[-1]] = value
    return cast("JsonObject", whole)


def text_of(length: int, number: int = 0) -> str:
    """Return readable text of *length* characters; another *number*, another text."""
    start = f"{number} " if number else ""
    text = (start + _WORDS * (length // len(_WORDS) + 1))[:length]
    return text[:-1] + "s" if text.endswith(" ") else text


def texts_in(value: JsonValue) -> Iterator[str]:
    """Yield every text of a JSON value, not its keys."""
    match value:
        case str():
            yield value
        case dict():
            for inner in value.values():
                yield from texts_in(inner)
        case list():
            for inner in value:
                yield from texts_in(inner)


def _sorted_out(schema: JsonObject, start: JsonObject, *, is_fit: bool) -> Iterator[Variant]:
    validator, seen = SchemaValidator(schema), {_as_text(start)}
    for variant in _variants(schema, start):
        text = _as_text(variant.value)
        if text not in seen and (not validator.problems(variant.value)) is is_fit:
            yield variant
        seen.add(text)


def _variants(schema: JsonObject, start: JsonObject) -> Iterator[Variant]:
    for path, part in _places(schema, start):
        for value in _tries(part, schema):
            yield Variant(placed(start, path, value), key_of(path), _shown(value))
    for path, part in [((), schema), *_places(schema, start)]:
        here = _at(start, path)
        if _kind(_plain(part, schema)) == "object" and isinstance(here, dict):
            yield from _key_variants(_plain(part, schema), start, path, here)


def _key_variants(part: JsonObject, start: JsonObject, path: Place, here: JsonObject) -> Iterator[Variant]:
    for name in here:
        less: JsonValue = {key: value for key, value in here.items() if key != name}
        whole = placed(start, path, less) if path else cast("JsonObject", less)
        yield Variant(whole, key_of((*path, name)), "left out")
    stranger = "no_such_field"
    if stranger not in part.get("properties", {}):  # type: ignore[operator]
        more: JsonValue = {**here, stranger: "text"}
        whole = placed(start, path, more) if path else cast("JsonObject", more)
        yield Variant(whole, key_of((*path, stranger)), "a field that the schema does not have")


def _places(
    schema: JsonObject, start: JsonObject, path: Place = (), root: JsonObject | None = None
) -> Iterator[tuple[Place, JsonObject]]:
    """Yield each place that *schema* describes and that a value can be put at in *start*, with its schema."""
    root = schema if root is None else root
    whole, here = _plain(schema, root), _at(start, path)
    steps: list[tuple[str | int, JsonValue]] = []
    if isinstance(here, dict):
        steps += _properties(whole).items()
    elif isinstance(here, list) and isinstance(whole.get("items"), dict):
        steps += [(0, whole["items"])]
    for step, part in steps:
        inner = (*path, step)
        if isinstance(part, dict) and len(inner) <= MAX_DEPTH:
            yield inner, _plain(part, root)
            yield from _places(part, start, inner, root)


def _properties(schema: JsonObject) -> dict[str, JsonValue]:
    found = schema.get("properties")
    return found if isinstance(found, dict) else {}


def _at(value: JsonValue, path: Place) -> JsonValue:
    inner: Any = value
    for step in path:
        members = dict(enumerate(inner)) if isinstance(inner, list) else inner
        inner = members.get(step) if isinstance(members, dict) else None
    return cast("JsonValue", inner)


def _plain(schema: JsonObject, root: JsonObject) -> JsonObject:
    """Return *schema* with its reference followed, its `allOf` laid over it, and its first alternative taken."""
    found: JsonObject = dict(schema)
    for _ in range(MAX_DEPTH):
        if "$ref" in found:
            target = resolved(root, found.pop("$ref"))
            found = {**(target if isinstance(target, dict) else {}), **found}
        for keyword in ("allOf", "anyOf", "oneOf"):
            branches = [branch for branch in _listed(found.pop(keyword, None)) if branch.get("type") != "null"]
            for branch in branches if keyword == "allOf" else branches[:1]:
                properties = {**_properties(found), **_properties(branch)}
                found = {**found, **branch, **({"properties": properties} if properties else {})}
        if not found.keys() & {"$ref", "allOf", "anyOf", "oneOf"}:
            break
    return found


def _listed(value: JsonValue) -> list[JsonObject]:
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []


def _limit(schema: JsonObject, name: str, otherwise: int) -> int:
    found = schema.get(name)
    return int(found) if isinstance(found, int | float) else otherwise


def _kind(schema: JsonObject) -> str:
    kinds = schema.get("type")
    if isinstance(kinds, list):
        return next((str(kind) for kind in kinds if kind != "null"), "null")
    if isinstance(kinds, str):
        return kinds
    return "object" if "properties" in schema else "array" if "items" in schema else "any"


def _tries(schema: JsonObject, root: JsonObject) -> Iterator[JsonValue]:
    """Yield what is tried at a place: its boundaries from both sides, then what is of another kind."""
    match _kind(schema):
        case _ if "enum" in schema or "const" in schema:
            yield from cast("list[JsonValue]", schema.get("enum", [schema.get("const")]))
            yield "none of the choices"
        case "string":
            yield from _text_tries(schema)
        case "integer" | "number":
            yield from _number_tries(schema)
        case "boolean":
            yield from (True, False)
        case "array":
            yield from _list_tries(schema, root)
        case "object":
            yield from (_least(schema, root, 0), _most(schema, root, 0))
    yield from _OTHER_TYPES


def _text_tries(schema: JsonObject) -> Iterator[str]:
    if "format" in schema:
        name = str(schema["format"])
        yield from (*FORMATS.get(name, ()), *UNFIT.get(name, ()), "")
        return
    least, most = _limit(schema, "minLength", 0), min(_limit(schema, "maxLength", LONG_CHARACTERS), MAX_CHARACTERS)
    for length in dict.fromkeys((least - 1, least, least + 1, most - 1, most, most + 1)):
        if length >= 0:
            yield text_of(length)
    yield from (" ", "\t\n", "é" * min(most, 50))


def _number_tries(schema: JsonObject) -> Iterator[float]:
    bounds = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")
    edges = [cast("float", schema[name]) for name in bounds if isinstance(schema.get(name), int | float)]
    step = cast("float", schema.get("multipleOf", 1))
    for edge in edges or [0, LARGE_NUMBER]:
        yield from (edge, edge - step, edge + step)
        if _kind(schema) == "number" and "multipleOf" not in schema:
            yield from (edge - 0.01, edge + 0.01)
    yield from (-LARGE_NUMBER, LARGE_NUMBER, step * 1.5)


def _list_tries(schema: JsonObject, root: JsonObject) -> Iterator[JsonValue]:
    item = schema.get("items")
    if not isinstance(item, dict):
        return
    least, most = _limit(schema, "minItems", 0), min(_limit(schema, "maxItems", 20), MAX_ITEMS)
    for size in dict.fromkeys((least - 1, least, least + 1, most, most + 1)):
        if size >= 0:
            yield [_least(item, root, number) for number in range(size)]
    yield [_least(item, root, 0)] * max(2, least)
    yield [_most(item, root, 0), *(_least(item, root, number) for number in range(1, least))]


def _least(schema: JsonObject, root: JsonObject, number: int, depth: int = 0) -> JsonValue:  # noqa: PLR0911 - one for each type
    """Return a value as small as may be; another *number*, another value where the schema has several."""
    part = _plain(schema, root)
    match _kind(part):
        case _ if "enum" in part or "const" in part:
            choices = cast("list[JsonValue]", part.get("enum", [part.get("const")]))
            return choices[number % len(choices)]
        case "string":
            return _fitting_text(part, number)
        case "integer" | "number":
            return _fitting_number(part, number)
        case "boolean":
            return False
        case "array":
            item, size = part.get("items"), _limit(part, "minItems", 0)
            return [_least(item, root, nth, depth + 1) for nth in range(size)] if isinstance(item, dict) else []
        case "object" if depth <= MAX_DEPTH:
            required = cast("Sequence[str]", part.get("required", ()))
            known = _properties(part)
            parts = {name: known.get(name, {}) for name in required}
            return {
                name: _least(inner, root, number, depth + 1) if isinstance(inner, dict) else "text"
                for name, inner in parts.items()
            }
        case "any":
            return text_of(1, number)
        case _:
            return {} if _kind(part) == "object" else None


def _most(schema: JsonObject, root: JsonObject, number: int, depth: int = 0) -> JsonValue:
    part = _plain(schema, root)
    match _kind(part):
        case "string" if not part.keys() & {"enum", "const", "format"}:
            longest = min(_limit(part, "maxLength", LONG_CHARACTERS), MAX_CHARACTERS)
            fit = text_of(longest, number)
            return fit if not _alone(_as_text(part)).problems({"it": fit}) else _fitting_text(part, number)
        case "array":
            item, size = part.get("items"), min(_limit(part, "maxItems", 3), 20)
            return [_most(item, root, nth, depth + 1) for nth in range(size)] if isinstance(item, dict) else []
        case "object" if depth <= MAX_DEPTH:
            known = _properties(part).items()
            return {name: _most(inner, root, number, depth + 1) for name, inner in known if isinstance(inner, dict)}
        case _:
            return _least(part, root, number, depth)


def _fitting_text(schema: JsonObject, number: int) -> str:
    name = str(schema.get("format", ""))
    if name in FORMATS:
        return FORMATS[name][number % len(FORMATS[name])]
    least, most = _limit(schema, "minLength", 0), _limit(schema, "maxLength", LONG_CHARACTERS)
    letters = (chr(ord("a") + number % 26), f"{number:0{max(least, 1)}d}", text_of(max(least, 1), number))
    candidates = ["" if number == 0 and least == 0 else letters[0], *letters, *(text_of(size) for size in (2, 3, 5, 8))]
    alone = _alone(_as_text(schema))
    fit = (text for text in candidates if least <= len(text) <= most and not alone.problems({"it": text}))
    return next(fit, text_of(max(least, 1), number))


@lru_cache(maxsize=256)
def _alone(schema: str) -> SchemaValidator:
    """Return what judges the text `it` by *schema*; one is asked for each entry of a list."""
    return SchemaValidator({"type": "object", "properties": {"it": json.loads(schema)}})


def _fitting_number(schema: JsonObject, number: int) -> float:
    step = cast("float", schema.get("multipleOf", 1))
    if "minimum" in schema:
        lowest = cast("float", schema["minimum"])
    elif "exclusiveMinimum" in schema:
        lowest = cast("float", schema["exclusiveMinimum"]) + step
    else:
        lowest = min(0, cast("float", schema.get("maximum", 0)))
    if "multipleOf" in schema:
        lowest = -(-lowest // step) * step
    return lowest + number * step if lowest + number * step <= cast("float", schema.get("maximum", 10**15)) else lowest


def _shown(value: JsonValue) -> str:
    match value:
        case str() if len(value) > 40:
            return f"text of {len(value)} characters"
        case list() if len(value) > 3:
            return f"a list of {len(value)} entries"
        case _:
            text = _as_text(value)
            return text if len(text) <= 60 else f"{text[:59]}…"


def _as_text(value: JsonValue) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
