# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""JSON of a bundle: written in one way only, read with suspicion."""

import json
import math
from typing import NoReturn

from pydantic import JsonValue

from interlink_sdk.validation import depth_of


def canonical_json(value: JsonValue) -> bytes:
    """Write *value* in the one way in which equal values give equal bytes."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(",", ":")).encode()


def parse_json(data: bytes, max_depth: int) -> JsonValue:
    """Read UTF-8 JSON; raises `ValueError` for whatever Python takes but JSON or *max_depth* does not."""
    try:
        value: JsonValue = json.loads(
            data.decode(), object_pairs_hook=_object, parse_float=_number, parse_constant=_constant
        )
    except RecursionError as error:
        raise ValueError(f"it is nested deeper than {max_depth} levels") from error
    if depth_of(value, max_depth) > max_depth:
        raise ValueError(f"it is nested deeper than {max_depth} levels")
    return value


def _object(pairs: list[tuple[str, JsonValue]]) -> dict[str, JsonValue]:
    value = dict(pairs)
    if len(value) != len(pairs):
        raise ValueError("an object names the same key twice")
    return value


def _number(text: str) -> float:
    number = float(text)
    if math.isinf(number):
        raise ValueError(f"the number {text[:20]!r} is too large")
    return number


def _constant(text: str) -> NoReturn:
    raise ValueError(f"{text} is not JSON")
