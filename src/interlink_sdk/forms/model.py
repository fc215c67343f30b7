# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A form as data: everything a template needs to draw it accessibly, and nothing of how it looks."""

from collections.abc import Iterable, Iterator
from typing import Final, Literal

from interlink_sdk.assets import Value
from interlink_sdk.forms.shapes import Kind

ADD: Final = "_add"
"""Name of the buttons whose value is the list that gets a row; they need `formnovalidate`."""
REMOVE: Final = "_remove"
"""Name of the buttons whose value is the row that goes; they need `formnovalidate`."""
FILES: Final = "_files"
"""Name of the control for the asset's own files."""

Control = Literal["input", "textarea", "select", "radios", "checkbox", "checkboxes", "file", "fieldset", "rows"]


class Option(Value):
    """One of the values of a choice; the one without a value is labelled by the page ("no answer")."""

    value: str
    label: str
    selected: bool = False


class Field(Value):
    """One control, or a group of them, with all that is shown and announced."""

    name: str
    id: str
    kind: Kind
    control: Control
    label: str
    help: str = ""
    required: bool = False
    error: str | None = None
    value: str = ""
    checked: bool = False
    input_type: str = "text"
    autocomplete: str | None = None
    minimum: str | None = None
    maximum: str | None = None
    step: str | None = None
    min_length: int | None = None
    max_length: int | None = None
    accept: str | None = None
    multiple: bool = False
    options: tuple[Option, ...] = ()
    fields: tuple["Field", ...] = ()
    """Of a group its members, of a list its rows."""
    add: str | None = None
    """Value of the button that adds a row to this list."""
    remove: str | None = None
    """Value of the button that removes this row."""

    @property
    def help_id(self) -> str | None:
        """Identifier of the help text, if there is one."""
        return f"{self.id}-help" if self.help else None

    @property
    def error_id(self) -> str | None:
        """Identifier of the error message, if there is one."""
        return f"{self.id}-error" if self.error else None

    @property
    def described_by(self) -> str:
        """Value of `aria-describedby`: what is read out after the label."""
        return " ".join(part for part in (self.help_id, self.error_id) if part)


class FieldError(Value):
    """One line of the summary above a form: it links to its field."""

    field_id: str
    label: str
    message: str


class Form(Value):
    """A whole form with what was typed and what is wrong with it."""

    fields: tuple[Field, ...]
    errors: tuple[FieldError, ...] = ()
    """In the order of the fields."""
    problems: tuple[str, ...] = ()
    """Sentences about the whole, or about what has no field."""


def fields_of(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield *fields* and all inside them, as they are read from top to bottom."""
    for field in fields:
        yield field
        yield from fields_of(field.fields)


def pairs_of(form: Form) -> list[tuple[str, str]]:
    """Return what a browser posts if nobody touches *form*."""
    return [pair for field in fields_of(form.fields) for pair in _pairs(field)]


def _pairs(field: Field) -> list[tuple[str, str]]:
    match field.control:
        case "fieldset" | "rows":
            return []
        case "checkbox":
            return [(field.name, field.value)] if field.checked else []
        case "select" | "radios" | "checkboxes":
            return [(field.name, option.value) for option in field.options if option.selected]
        case _:
            return [(field.name, field.value)]
