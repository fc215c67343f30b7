# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What pydantic says of a document, as problems that its author understands.

A location of pydantic's names branches of unions and validators besides keys; only what is a step
into the document is kept. What several branches say of one place becomes one problem.
"""

import difflib
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from typing import Any, Final, get_args

from pydantic import BaseModel, StringConstraints, ValidationError

from interlink_sdk.assets import CollectionName, InterlinkerId, LanguageTag, MediaType
from interlink_sdk.errors import Problem
from interlink_sdk.manifest.lines import KeyPath, dotted
from interlink_sdk.manifest.model import Email, FormatId, MediaRange, NetworkHost, Version, WebAddress

MAX_SHOWN_CHARACTERS = 80

Place = Callable[[KeyPath], Mapping[str, Any]]
"""Says in which `file`, at which `line` and under which `key` a key path stands."""

_EXPECTED: Final[dict[str, str]] = {
    "string_type": "text",
    "dict_type": "a table",
    "model_type": "a table",
    "tuple_type": "a list",
    "list_type": "a list",
    "int_type": "a whole number",
    "int_parsing": "a whole number",
    "int_from_float": "a whole number",
    "float_type": "a number",
    "float_parsing": "a number",
    "bool_type": "true or false",
    "bool_parsing": "true or false",
    "path_type": "the path of a folder",
    "string_too_short": "text that is not empty",
    "string_too_long": "at most {max_length} characters",
    "too_short": "at least one entry",
    "too_long": "at most {max_length} entries",
    "greater_than": "more than {gt}",
    "greater_than_equal": "at least {ge}",
    "less_than_equal": "at most {le}",
    "literal_error": "one of {expected}",
    "string_pattern_mismatch": "text that fits {pattern}",
    "invalid-json-value": "a JSON value; dates and times are put in quotes",
}
_PATTERNS: Final = {
    InterlinkerId: "lower-case letters, digits and hyphens, at most 40, beginning with a letter",
    LanguageTag: "a language tag such as 'en' or 'pt-BR'",
    CollectionName: "lower-case letters, digits and underscores, at most 40, beginning with a letter",
    MediaType: "a media type such as 'text/csv'",
    MediaRange: "a media type such as 'text/csv' or 'image/*'",
    Version: "a version such as '1.0.0'",
    WebAddress: "a web address that begins with https:// or http://",
    Email: "an e-mail address",
    FormatId: "lower-case letters, digits, hyphens and underscores, at most 31, beginning with a letter",
    NetworkHost: "a host such as 'api.example.org' or 'api.example.org:443'",
}


def shape_problems(error: ValidationError, model: type[BaseModel], document: object, place: Place) -> list[Problem]:
    """Return what *error* says of *document*, which should have been a *model*, one problem per place."""
    by_path: dict[KeyPath, list[Any]] = {}
    for fault in error.errors(include_url=False):
        by_path.setdefault(_key_path(fault, document), []).append(fault)
    # where one branch of a union came further than the others, it is the one that was meant
    beginnings = {path[:length] for path in by_path for length in range(1, len(path))}
    return [
        problem
        for path, faults in by_path.items()
        if path not in beginnings
        for problem in (_contradictions(faults[0], place) if not path else [_problem(path, faults, model, place)])
    ]


def shown(value: object) -> str:
    """Return *value* as a message shows it: as TOML has it where that is short, and never the whole of a long one."""
    match value:
        case bool():
            return str(value).lower()
        case datetime() | date() | time():
            return value.isoformat()
        case _:
            text = repr(value)
            return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[: MAX_SHOWN_CHARACTERS - 1]}…"


def suggestion(word: str, known: list[str]) -> str:
    """Return the question whether one of *known* was meant by *word*, or nothing."""
    close = difflib.get_close_matches(word, known, n=1)
    return f"did you mean {close[0]!r}?" if close else ""


def _key_path(fault: Any, document: object) -> KeyPath:
    location: KeyPath = fault["loc"]
    path: list[str | int] = []
    for part in location:
        match document:
            case dict() if part in document:
                document = document[part]
            case list() | tuple() if isinstance(part, int) and part < len(document):
                document = document[part]
            case _:
                continue
        path.append(part)
    return (*path, location[-1]) if fault["type"] == "missing" else tuple(path)


def _contradictions(fault: Any, place: Place) -> Iterator[Problem]:
    if fault["type"] != "value_error":  # the whole is no table
        yield Problem(**place(()), code="wrong_value", found=shown(fault["input"]), expected="a table", fix="write one")
        return
    for line in fault["msg"].removeprefix("Value error, ").splitlines():
        key, _, reason = line.partition(": ")
        where = place(tuple(key.split(".")))
        yield Problem(
            **where,
            code="contradiction",
            found=reason,
            expected="a document that agrees with itself",
            why="each key alone is right, together they are not",
            fix=f"correct {key!r}",
        )


def _problem(path: KeyPath, faults: list[Any], model: type[BaseModel], place: Place) -> Problem:
    kinds = {fault["type"] for fault in faults}
    where, name, table = place(path), str(path[-1]), dotted(path[:-1])
    if "extra_forbidden" in kinds:
        known = _known_keys(model, path[:-1])
        return Problem(
            **where,
            code="unknown_key",
            found=f"the unknown key {name!r}",
            expected=f"one of {', '.join(known)}" if known else f"one of the keys of {table!r}",
            why="a misspelled key would silently have no effect",
            fix=suggestion(name, known) or "remove it",
        )
    if "missing" in kinds:
        expected = "a value" if not table else f"a value, which {table!r} cannot do without"
        return Problem(**where, code="missing_key", found="nothing", expected=expected, fix=f"add {dotted(path)!r}")
    is_key = faults[0]["loc"][-1] == "[key]"
    expected = " or ".join(dict.fromkeys(_expected(fault) for fault in faults))
    found = f"the key {name!r}" if is_key else shown(faults[0]["input"])
    return Problem(**where, code="wrong_value", found=found, expected=expected, fix=f"correct {dotted(path)!r}")


def _expected(fault: Any) -> str:
    facts: dict[str, Any] = fault.get("ctx", {})
    if fault["type"] == "string_pattern_mismatch":
        for alias, words in _PATTERNS.items():
            if _pattern_of(alias) == facts["pattern"]:
                return words
    if template := _EXPECTED.get(fault["type"]):
        return template.format(**facts)
    message = fault["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{message[:1].lower()}{message[1:]}"


def _pattern_of(alias: Any) -> Any:
    return next(rule.pattern for rule in get_args(alias)[1:] if isinstance(rule, StringConstraints))


def _known_keys(model: type[BaseModel], path: KeyPath) -> list[str]:
    """Return the keys of the table at *path*; names and numbers between tables lead to no other model."""
    for part in path:
        if part in model.model_fields:
            inner = next(_models_in(model.model_fields[str(part)].annotation), None)
            if inner is None:
                return []
            model = inner
    return list(model.model_fields)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)
