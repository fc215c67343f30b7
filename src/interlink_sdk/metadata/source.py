# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""JSON text from files that nobody vouches for: its value, and the line of each key.

Size and nesting are bounded, and what Python would let pass although no other JSON reader does
(NaN, lone surrogates) is refused.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

from pydantic import JsonValue

MAX_JSON_BYTES = 1_000_000
MAX_NESTING = 32
MAX_KEY_CHARACTERS = 100

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:\n]')


class UnreadableJson(ValueError):
    """The text is not JSON within the limits; `line` says where, if that is known."""

    def __init__(self, reason: str, line: int | None = None) -> None:
        super().__init__(reason)
        self.line = line


@dataclass(frozen=True, slots=True)
class JsonText:
    """A parsed JSON text; it lives as long as one examination."""

    value: JsonValue
    lines: Mapping[str, int]
    """Line of each key by dotted path, counted from 1."""

    def line_of(self, key: str) -> int | None:
        """Return the line of *key*, else of the nearest key around it."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key)


def read_json(path: Path) -> JsonText:
    """Read the JSON file at *path*; raises UnreadableJson."""
    text = _read_text(path)
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
        json.dumps(value, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        raise UnreadableJson(f"{error.msg[:1].lower()}{error.msg[1:]} (column {error.colno})", error.lineno) from None
    except UnicodeEncodeError:
        raise UnreadableJson("half of a character pair (a lone surrogate)") from None
    except RecursionError:
        raise UnreadableJson(f"nesting deeper than {MAX_NESTING} levels") from None
    except ValueError as error:
        raise UnreadableJson(str(error)) from None
    return JsonText(value, _key_lines(text))


def _read_text(path: Path) -> str:
    try:
        if not path.is_file():
            raise UnreadableJson("no regular file")
        with path.open("rb") as file:
            content = file.read(MAX_JSON_BYTES + 1)
        if len(content) > MAX_JSON_BYTES:
            raise UnreadableJson(f"more than {MAX_JSON_BYTES} bytes")
        return content.decode()
    except UnicodeDecodeError as error:
        raise UnreadableJson(f"bytes that are not UTF-8 at offset {error.start}") from None
    except OSError as error:
        raise UnreadableJson((error.strerror or "an unreadable file").lower()) from None


def _refuse_constant(constant: str) -> NoReturn:
    raise ValueError(f"{constant}, which is no JSON number")


def _key_lines(text: str) -> dict[str, int]:
    lines: dict[str, int] = {}
    path: list[Any] = []
    line, string = 1, ""
    for token in _TOKEN.finditer(text):
        match token[0]:
            case "\n":
                line += 1
            case "{" | "[" as bracket:
                path.append("" if bracket == "{" else 0)
                if len(path) > MAX_NESTING:
                    raise UnreadableJson(f"nesting deeper than {MAX_NESTING} levels", line)
            case "}" | "]":
                path.pop()
            case ",":
                path[-1] = path[-1] + 1 if isinstance(path[-1], int) else ""
            case ":":
                # a key of a megabyte with as many keys below it must not cost a megabyte for each
                path[-1] = json.loads(string)[:MAX_KEY_CHARACTERS]
                lines[".".join(map(str, path))] = line
            case _:
                string = token[0]
    return lines
