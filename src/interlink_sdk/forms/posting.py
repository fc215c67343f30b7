# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the pairs that a form posts back to JSON; names that the schema does not know are passed over."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Final

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import TooLarge
from interlink_sdk.forms.model import ADD, REMOVE
from interlink_sdk.forms.shapes import Shape, shape_of
from interlink_sdk.forms.texts import value_for
from interlink_sdk.validation import child_key

MAX_PAIRS = 10_000
MAX_ROWS = 500
MAX_KEY_CHARACTERS = 1_000
MAX_KEY_PARTS = 32

_ROW = re.compile(r"[0-9]{1,6}")
_CHECKED: Mapping[str, JsonValue] = {"": False, "false": False, "true": True, "on": True}


class _Absent:
    """What is left of a field that is empty and may be left out."""


_ABSENT: Final = _Absent()


def value_from_form(schema: JsonObject, pairs: Iterable[tuple[str, str]]) -> JsonObject:
    """Return the JSON that the posted *pairs* mean; empty rows are dropped.

    Raises `TooLarge` for more pairs or rows than a form of ours can have.
    """
    return _Reading(add="", remove="", keeps_empty_rows=False).members(shape_of(schema), "", _tree(pairs))


def typed_from_form(schema: JsonObject, pairs: Iterable[tuple[str, str]]) -> JsonObject:
    """Return what was typed so far, with the row added or removed whose button was pressed; no row is lost."""
    tree = _tree(pairs)
    add, remove = (tree.children.get(name, _Node()).text for name in (ADD, REMOVE))
    reading = _Reading(add=add, remove=remove, keeps_empty_rows=True)
    return reading.members(shape_of(schema), "", tree)


def is_row_change(pairs: Iterable[tuple[str, str]]) -> bool:
    """Say whether a button for rows was pressed: the form is then shown again and nothing is stored."""
    return any(name in {ADD, REMOVE} for name, _ in pairs)


class _Node:
    """What was posted under one name, and under the names below it; lives as long as one form is read."""

    def __init__(self) -> None:
        self.values: list[str] = []
        self.children: dict[str, _Node] = {}

    @property
    def text(self) -> str:
        """The last value that is not empty: a new file's name comes after the present one's."""
        return next((value for value in reversed(self.values) if value), "")


class _Reading:
    """One reading of a form by its shapes."""

    def __init__(self, *, add: str, remove: str, keeps_empty_rows: bool) -> None:
        self._add = add
        self._remove = remove
        self._keeps_empty_rows = keeps_empty_rows

    def members(self, shape: Shape, key: str, node: _Node) -> JsonObject:
        """Return the properties of *shape* that were posted below *node*."""
        values: JsonObject = {}
        for name, part in shape.properties.items():
            value = self._value(part, child_key(key, name), node.children.get(child_key("", name), _Node()))
            if not isinstance(value, _Absent):
                values[name] = value
        return values

    def _value(self, shape: Shape, key: str, node: _Node) -> JsonValue | _Absent:
        match shape.kind:
            case "group" if node.children or not node.text:
                return self._group(shape, key, node)
            case "list" if node.children or not node.text:
                return self._or_absent(shape, list(self._rows(shape, key, node)))
            case "choices":
                return self._or_absent(shape, [value_for(shape, text) for text in node.values if text])
            case "boolean":
                return _CHECKED.get(node.text, node.text)
            case _:
                return _single(shape, node.text)

    def _or_absent(self, shape: Shape, values: list[JsonValue]) -> JsonValue | _Absent:
        return values if values or shape.required else _ABSENT

    def _group(self, shape: Shape, key: str, node: _Node) -> JsonValue | _Absent:
        values = self.members(shape, key, node)
        if self._keeps_empty_rows or not _is_empty(values) or (shape.required and not shape.nullable):
            return values
        return _nothing(shape)

    def _rows(self, shape: Shape, key: str, node: _Node) -> Iterator[JsonValue]:
        numbers = sorted((name for name in node.children if _ROW.fullmatch(name)), key=int)
        if len(numbers) > MAX_ROWS:
            raise TooLarge(f"the list {key!r} has {len(numbers)} rows, a form at most {MAX_ROWS}")
        for number in numbers:
            name = child_key(key, number)
            value = self._value(shape.items or shape, name, node.children[number])
            if name != self._remove and (self._keeps_empty_rows or not isinstance(value, _Absent)):
                yield None if isinstance(value, _Absent) else value
        if key == self._add and len(numbers) < MAX_ROWS:
            yield None


def _single(shape: Shape, text: str) -> JsonValue | _Absent:
    if not text:
        return _nothing(shape)
    # A group or list that holds something else was shown as JSON.
    return value_for(replace(shape, kind="json") if shape.kind in {"group", "list"} else shape, text)


def _nothing(shape: Shape) -> JsonValue | _Absent:
    return None if shape.nullable and shape.required else _ABSENT


def _is_empty(value: JsonValue) -> bool:
    """Say whether nobody filled in anything: check boxes that are not checked say nothing."""
    match value:
        case dict():
            return all(_is_empty(part) for part in value.values())
        case list():
            return not value
        case _:
            return value is None or value is False


def _tree(pairs: Iterable[tuple[str, str]]) -> _Node:
    root = _Node()
    for count, (name, value) in enumerate(pairs):
        if count >= MAX_PAIRS:
            raise TooLarge(f"a form posts at most {MAX_PAIRS} values")
        parts = name.split(".")
        if len(name) > MAX_KEY_CHARACTERS or len(parts) > MAX_KEY_PARTS:
            continue
        node = root
        for part in parts:
            node = node.children.setdefault(part, _Node())
        node.values.append(value.replace("\r\n", "\n"))
    return root
