# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a parsed document to findings about its shape, and to the fields that the other rules may judge."""

from collections.abc import Callable
from difflib import get_close_matches
from typing import Any

from pydantic import BaseModel, ValidationError

from interlink_sdk.assets import JsonObject
from interlink_sdk.metadata.findings import Finding

MAX_SHOWN_CHARACTERS = 80

_WORDS_FOR_TYPES = {
    "string_type": "a text in quotes",
    "bool_type": "true or false, without quotes",
    "list_type": "a list in [brackets]",
    "dict_type": "an object in {braces}",
    "model_type": "an object in {braces}",
}


def shape_findings(
    shape: type[BaseModel], document: JsonObject, line_of: Callable[[str], int | None], *, file: str, prefix: str = ""
) -> list[Finding]:
    """Return what is wrong with the shape of *document*, one finding per field path."""
    try:
        shape.model_validate(document)
    except ValidationError as error:
        return [_finding_for(fault, shape, line_of, file, prefix) for fault in error.errors(include_url=False)]
    return []


def without_faulty_fields(document: JsonObject, findings: list[Finding]) -> tuple[JsonObject, frozenset[str]]:
    """Return *document* without the first-level fields that *findings* are about, and their names."""
    faulty = frozenset(finding.key.partition(".")[0] for finding in findings)
    return {name: value for name, value in document.items() if name not in faulty}, faulty


def _finding_for(
    fault: Any, shape: type[BaseModel], line_of: Callable[[str], int | None], file: str, prefix: str
) -> Finding:
    kind, path = fault["type"], [str(part) for part in fault["loc"] if part != "[key]"]
    key = ".".join([*([prefix] if prefix else []), *path])
    place: dict[str, Any] = {"key": key, "file": file, "line": line_of(key)}
    if kind == "extra_forbidden":
        return _unknown_field(place, path[-1], list(shape.model_fields))
    if kind == "missing":
        return Finding(
            code="json_schema", **place, found="nothing", expected=f"the field {path[-1]!r}", fix=f"add {key!r}"
        )
    if kind == "literal_error":
        return _unknown_word(place, fault["input"], fault["ctx"]["expected"])
    if kind in _WORDS_FOR_TYPES:
        expected = _WORDS_FOR_TYPES[kind]
        return Finding(
            code="wrong_type", **place, found=shown(fault["input"]), expected=expected, fix=f"write {expected}"
        )
    return Finding(
        code="json_schema",
        **place,
        found=shown(fault["input"]),
        expected=fault["msg"][:1].lower() + fault["msg"][1:],
        fix=f"correct {key!r}, or leave it out where it is optional",
    )


def _unknown_field(place: dict[str, Any], name: str, known: list[str]) -> Finding:
    near = get_close_matches(name, known, n=1)
    return Finding(
        code="unknown_field",
        **place,
        found=f"the unknown field {name!r}",
        expected=f"only fields that this nature has{f', such as {near[0]!r}' if near else ''}",
        why="INTERLINK refuses the whole bundle for one unknown field",
        fix=f"rename it to {near[0]!r}" if near else "remove it",
    )


def _unknown_word(place: dict[str, Any], word: Any, expected: str) -> Finding:
    if not isinstance(word, str):
        return Finding(
            code="wrong_type",
            **place,
            found=shown(word),
            expected=_WORDS_FOR_TYPES["string_type"],
            fix=f"write one of {expected}",
        )
    near = get_close_matches(word, [known.strip("'") for known in expected.replace(" or ", ", ").split(", ")], n=1)
    return Finding(
        code="json_schema",
        **place,
        found=shown(word),
        expected=f"one of {expected}",
        why="INTERLINK's database knows these spellings only, misspelled as some are",
        fix=f"write {near[0]!r}" if near else "choose one of them",
    )


def shown(value: object) -> str:
    """Return *value* as it may stand in a message: quoted and short."""
    text = repr(value)
    return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[: MAX_SHOWN_CHARACTERS - 1]}…"
