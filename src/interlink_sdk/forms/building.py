# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From a schema, a value and its problems to a form."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import Problem
from interlink_sdk.forms.model import FILES, Control, Field, FieldError, Form, Option, fields_of
from interlink_sdk.forms.shapes import Choice, Kind, Shape, choice_title, help_for, shape_of, title_for
from interlink_sdk.forms.texts import NATIVE, text_for
from interlink_sdk.validation import child_key, message_for

MAX_RADIOS = 5
MAX_EMPTY_ROWS = 10

_INPUT_TYPES: Mapping[Kind, str] = {
    "number": "number",
    "integer": "number",
    "date": "date",
    "date_time": "datetime-local",
    "time": "time",
    "email": "email",
    "url": "url",
}
_AUTOCOMPLETE = re.compile(r"[a-z0-9 -]{1,60}")


def form_for(
    schema: JsonObject,
    *,
    labels: Mapping[str, str] | None = None,
    value: JsonObject | None = None,
    problems: Sequence[Problem] = (),
    translate: Callable[[str], str] = str,
    accept: Sequence[str] | None = None,
) -> Form:
    """Return the form for *schema*, filled with *value* or with the schema's defaults.

    *labels* are the texts of the reader's language by key path, *translate* gives the sentences of
    problems in it. *accept* lists the media types of the asset's own files where it takes any; an
    empty list takes all.
    """
    building = _Building(labels or {}, problems, translate, uses_defaults=value is None)
    fields = building.members(shape_of(schema), "", value or {}, required=True)
    if accept is not None:
        fields = (*fields, building.files(accept))
    return Form(fields=fields, errors=tuple(_errors(fields)), problems=building.problems_without(fields))


def labels_of(schema: JsonObject) -> dict[str, str]:
    """Return every text of *schema* that can be translated, in the default language, by its key path."""
    return dict(_labels(shape_of(schema)))


class _Building:
    """What all fields of one form share; lives as long as the form is made."""

    def __init__(
        self,
        labels: Mapping[str, str],
        problems: Sequence[Problem],
        translate: Callable[[str], str],
        *,
        uses_defaults: bool,
    ) -> None:
        self._labels = labels
        self._translate = translate
        self._uses_defaults = uses_defaults
        self._messages: dict[str, str] = {}
        for problem in problems:
            self._messages.setdefault(problem.key, message_for(problem, translate))

    def members(self, shape: Shape, name: str, value: Mapping[str, JsonValue], *, required: bool) -> tuple[Field, ...]:
        """Return the fields of the properties of *shape*."""
        return tuple(
            self.field(part, child_key(name, key), self._initial(part, value, key), required=required and part.required)
            for key, part in shape.properties.items()
        )

    def field(self, shape: Shape, name: str, value: JsonValue, *, required: bool) -> Field:
        """Return the field of *shape*; a value of another structure is shown as JSON, so that it is not lost."""
        fits = {"group": value is None or isinstance(value, dict), "list": value is None or isinstance(value, list)}
        shape = shape if fits.get(shape.kind, True) else replace(shape, kind="json")
        plain = Field(
            name=name,
            id=_identifier(name),
            kind=shape.kind,
            control="input",
            label=title_for(shape, self._labels),
            help=help_for(shape, self._labels),
            required=required,
            error=self._messages.get(name),
        )
        return plain.model_copy(update=self._details(shape, plain, value))

    def files(self, accept: Sequence[str]) -> Field:
        """Return the control for the asset's own files."""
        label, error = self._translate("Files"), self._messages.get(FILES)
        accepted = ",".join(accept) or None
        common = {"name": FILES, "id": _identifier(FILES), "label": label, "error": error, "accept": accepted}
        return Field(kind="file", control="file", multiple=True, **common)

    def problems_without(self, fields: Sequence[Field]) -> tuple[str, ...]:
        """Return the messages that no field shows."""
        names = {field.name for field in fields_of(fields)}
        return tuple(message for key, message in self._messages.items() if key not in names)

    def _initial(self, shape: Shape, value: Mapping[str, JsonValue], key: str) -> JsonValue:
        return value.get(key, shape.schema.get("default") if self._uses_defaults else None)

    def _details(self, shape: Shape, field: Field, value: JsonValue) -> dict[str, Any]:
        match shape.kind:
            case "group":
                known = value if isinstance(value, dict) else {}
                members = self.members(shape, field.name, known, required=field.required)
                return {"control": "fieldset", "fields": members}
            case "list":
                return self._rows(shape, field, value if isinstance(value, list) else [])
            case "choice" | "choices":
                return self._choice(shape, field, value)
            case "boolean":
                return {"control": "checkbox", "value": "true", "checked": value is True, "required": False}
            case _:
                return _typed(shape, value)

    def _rows(self, shape: Shape, field: Field, values: list[JsonValue]) -> dict[str, Any]:
        least = _number_of(shape.schema.get("minItems")) or 0
        shown = values or [None] * (min(max(least, 1), MAX_EMPTY_ROWS) if field.required else 0)
        rows = tuple(self._row(shape, field, number, value) for number, value in enumerate(shown))
        return {"control": "rows", "fields": rows, "add": field.name, "required": field.required and least > 0}

    def _row(self, shape: Shape, field: Field, number: int, value: JsonValue) -> Field:
        name = child_key(field.name, number)
        row = self.field(shape.items or shape, name, value, required=True)
        return row.model_copy(update={"remove": name, "label": f"{row.label or field.label} {number + 1}"})

    def _choice(self, shape: Shape, field: Field, value: JsonValue) -> dict[str, Any]:
        chosen = value if shape.kind == "choices" and isinstance(value, list) else [value]
        texts = {text_for(shape, one) for one in chosen}
        options = tuple(self._option(shape, choice, texts) for choice in shape.choices)
        if shape.kind == "choices":
            required = field.required and bool(_number_of(shape.schema.get("minItems")))
            return {"control": "checkboxes", "options": options, "required": required}
        is_short = len(options) <= MAX_RADIOS
        if not (is_short and field.required):
            options = (Option(value="", label="", selected=not any(option.selected for option in options)), *options)
        return {"control": "radios" if is_short else "select", "options": options}

    def _option(self, shape: Shape, choice: Choice, chosen: set[str]) -> Option:
        label = choice_title(shape, choice, self._labels)
        return Option(value=choice.text, label=label, selected=choice.text in chosen)


def _typed(shape: Shape, value: JsonValue) -> dict[str, Any]:
    text = text_for(shape, value)
    is_long = shape.kind in {"long_text", "json"} or "\n" in text
    control: Control = "file" if shape.kind == "file" else "textarea" if is_long else "input"
    native = NATIVE.get(shape.kind)
    is_shown = not text or native is None or native.fullmatch(text)
    return {
        "control": control,
        "value": text,
        "input_type": _INPUT_TYPES.get(shape.kind, "text") if is_shown else "text",
        **(_bounds(shape) if control != "file" else {}),
    }


def _bounds(shape: Shape) -> dict[str, Any]:
    schema, hint = shape.schema, shape.schema.get("x-autocomplete")
    known = isinstance(hint, str) and _AUTOCOMPLETE.fullmatch(hint)
    limits: dict[str, Any] = {
        "min_length": _number_of(schema.get("minLength")),
        "max_length": _number_of(schema.get("maxLength")),
        "autocomplete": hint if known else None,
    }
    if shape.kind in {"number", "integer"}:
        step = _shown(schema.get("multipleOf")) or ("1" if shape.kind == "integer" else "any")
        limits |= {"minimum": _shown(schema.get("minimum")), "maximum": _shown(schema.get("maximum")), "step": step}
    return limits


def _number_of(value: JsonValue) -> int | None:
    return value if isinstance(value, int) else None


def _shown(value: JsonValue) -> str | None:
    return json.dumps(value) if isinstance(value, int | float) else None


def _identifier(name: str) -> str:
    """Return an identifier for HTML and CSS that differs where *name* differs."""
    return "f-" + re.sub(r"[^A-Za-z0-9-]", lambda match: f"_{ord(match[0]):x}_", name)


def _errors(fields: Iterable[Field]) -> Iterator[FieldError]:
    for field in fields_of(fields):
        if field.error is not None:
            yield FieldError(field_id=field.id, label=field.label, message=field.error)


def _labels(shape: Shape) -> Iterator[tuple[str, str]]:
    for part in shape.properties.values():
        yield f"{part.path}.title", title_for(part, {})
        if text := help_for(part, {}):
            yield f"{part.path}.description", text
        for choice in part.choices:
            owner = part.items if part.kind == "choices" and part.items else part
            yield f"{owner.path}.enum.{choice.text}", choice.title
        yield from _labels(part)
        yield from _labels(part.items) if part.items else ()
