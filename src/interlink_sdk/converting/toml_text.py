# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a JSON document without nulls to TOML as people write it: values first, then a table for each object."""

import json
import re
from collections.abc import Iterator
from typing import Any

from interlink_sdk.assets import JsonObject

LINE_CHARACTERS = 100
"""Lists that are longer are written one entry a line."""
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def toml_text(document: JsonObject) -> str:
    """Return *document* as TOML."""
    return "\n".join(_lines(document, ())) + "\n"


def _lines(table: JsonObject, path: tuple[str, ...]) -> Iterator[str]:
    for name, value in table.items():
        if not isinstance(value, dict):
            yield f"{_key(name)} = {_value(value)}"
    for name, value in table.items():
        if isinstance(value, dict):
            if not value or any(not isinstance(part, dict) for part in value.values()):
                yield from ("", f"[{'.'.join(map(_key, (*path, name)))}]")
            yield from _lines(value, (*path, name))


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _string(name)


def _value(value: Any) -> str:
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return _long_string(value) if "\n" in value else _string(value)
        case list():
            return _list(value)
        case dict():
            return f"{{ {', '.join(f'{_key(name)} = {_inline(part)}' for name, part in value.items())} }}"
    return repr(value)


def _list(values: list[Any]) -> str:
    parts = list(map(_inline, values))
    line = f"[{', '.join(parts)}]"
    return line if len(line) <= LINE_CHARACTERS else "[\n" + "".join(f"    {part},\n" for part in parts) + "]"


def _inline(value: Any) -> str:
    # a table on one line may hold no line break, so neither may what is inside it
    if isinstance(value, str):
        return _string(value)
    return f"[{', '.join(map(_inline, value))}]" if isinstance(value, list) else _value(value)


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _long_string(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"""', '""\\"')
    escaped = _CONTROL.sub(lambda found: f"\\u{ord(found[0]):04x}", escaped)
    if escaped.endswith('"'):
        escaped = escaped[:-1] + '\\"'
    return f'"""\n{escaped}"""'
