# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""One value as the text of a control, and back: the only place that knows how numbers and times are typed."""

import json
import math
import re
from typing import Final

from pydantic import JsonValue

from interlink_sdk.forms.shapes import Kind, Shape

MAX_NUMBER_CHARACTERS = 400

_INTEGER = re.compile(r"[+-]?[0-9]+")
_NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]{1,3})?")
_LOCAL_TIMES: dict[Kind, re.Pattern[str]] = {
    "date_time": re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII),
    "time": re.compile(r"\d\d:\d\d(:\d\d(\.\d+)?)?", re.ASCII),
}
NATIVE: Final[dict[Kind, re.Pattern[str]]] = {
    **_LOCAL_TIMES,
    "date": re.compile(r"\d{4}-\d\d-\d\d", re.ASCII),
    "integer": _NUMBER,
    "number": _NUMBER,
}
"""What the browser's own controls can show; they show anything else as empty."""


def text_for(shape: Shape, value: JsonValue) -> str:
    """Return the text that a control of *shape* shows for *value*."""
    if value is None:
        return ""
    if shape.kind == "json":
        return _json_text(value)
    for choice in shape.choices:
        if choice.value == value and type(choice.value) is type(value):  # True equals 1
            return choice.text
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if shape.kind in _LOCAL_TIMES and _LOCAL_TIMES[shape.kind].fullmatch(text[:-1]) and text.endswith("Z"):
        return text[:-1]
    return text


def value_for(shape: Shape, text: str) -> JsonValue:
    """Return what was meant by *text*, which is not empty; what cannot be read stays text."""
    match shape.kind:
        case "integer" | "number":
            return _number(text.strip(), shape.kind)
        case "date_time" | "time":
            return _time(text.strip(), shape.kind)
        case "choice" | "choices":
            return next((choice.value for choice in shape.choices if choice.text == text), text)
        case "json":
            return _json_value(text)
        case _:
            return text


def _number(text: str, kind: Kind) -> JsonValue:
    if len(text) > MAX_NUMBER_CHARACTERS or not _NUMBER.fullmatch(text):
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    number = float(text)
    if math.isinf(number):
        return text
    return int(number) if kind == "integer" and number.is_integer() else number


def _time(text: str, kind: Kind) -> str:
    match = _LOCAL_TIMES[kind].fullmatch(text)
    if match is None:
        return text
    return f"{text}Z" if match[1] else f"{text}:00Z"


def _json_text(value: JsonValue) -> str:
    if isinstance(value, str) and _json_value(value) == value:
        return value  # what was typed and is no JSON comes back as it was
    return json.dumps(value, ensure_ascii=False, indent=2)


def _json_value(text: str) -> JsonValue:
    try:
        value: JsonValue = json.loads(text, parse_constant=_refuse)
    except (ValueError, RecursionError):
        return text
    return value


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")
