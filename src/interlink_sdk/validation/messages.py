# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What is said about a field: a code and its parameters go in, a `Problem` or a sentence comes out.

A problem carries English text, whatever the reader's language. The sentence for people is found by
the problem's code and filled with the parameters, which are read back out of the text: the table
below made it, so the table also takes it apart. Translators translate `Message.advice`.
"""

import re
from collections.abc import Callable
from functools import cache
from typing import Final, NamedTuple

from interlink_sdk.errors import Problem

MAX_SHOWN_CHARACTERS = 80


class Message(NamedTuple):
    """What a code means: the text of `Problem.expected`, and the sentence for whoever typed the value."""

    expected: str
    advice: str


MESSAGES: Final[dict[str, Message]] = {
    "required": Message("a value", "Fill this in."),
    "type": Message("{types}", "Enter another kind of value here."),
    "type_string": Message("text", "Enter text."),
    "type_number": Message("a number", "Enter a number."),
    "type_integer": Message("a whole number", "Enter a whole number."),
    "type_boolean": Message("yes or no", "Choose yes or no."),
    "type_array": Message("a list", "Enter a list."),
    "type_object": Message("a group of fields", "Enter a group of fields."),
    "type_null": Message("nothing", "Leave this empty."),
    "too_long": Message("at most {limit} characters", "Shorten this to at most {limit} characters."),
    "too_short": Message("at least {limit} characters", "Enter at least {limit} characters."),
    "too_high": Message("at most {limit}", "Enter a number that is at most {limit}."),
    "too_low": Message("at least {limit}", "Enter a number that is at least {limit}."),
    "not_below": Message("less than {limit}", "Enter a number that is less than {limit}."),
    "not_above": Message("more than {limit}", "Enter a number that is more than {limit}."),
    "not_a_multiple": Message("a multiple of {step}", "Enter a multiple of {step}."),
    "pattern": Message("text that fits the pattern {pattern}", "Enter this in the form that is described."),
    "format_date": Message("a date such as 2026-03-31", "Enter a date, for example 2026-03-31."),
    "format_time": Message("a time such as 09:30:00Z", "Enter a time, for example 09:30."),
    "format_date_time": Message(
        "a date and time such as 2026-03-31T09:30:00Z", "Enter a date and a time, for example 2026-03-31T09:30."
    ),
    "format_email": Message("an e-mail address", "Enter an e-mail address, for example name@example.org."),
    "format_uri": Message("a web address", "Enter a web address that starts with https://."),
    "format": Message("the format {format}", "Enter this in the format “{format}”."),
    "not_a_choice": Message("one of {choices}", "Choose one of the values that are offered."),
    "too_many_items": Message("at most {limit} entries", "Leave at most {limit} entries."),
    "too_few_items": Message("at least {limit} entries", "Make at least {limit} entries."),
    "repeated_items": Message("different entries", "Make each entry different from the others."),
    "too_many_fields": Message("at most {limit} fields", "Fill in at most {limit} fields."),
    "too_few_fields": Message("at least {limit} fields", "Fill in at least {limit} fields."),
    "unknown_field": Message("only fields of the schema", "Leave this field out."),
    "not_allowed": Message("nothing here", "Leave this empty."),
    "no_alternative": Message("one of the alternatives of the schema", "Fill in one of the alternatives."),
    "ambiguous": Message("only one of the alternatives", "Fill in only one of the alternatives."),
    "too_deep": Message("at most {limit} levels", "Nest this in at most {limit} levels."),
    "not_json": Message("a JSON value", "Enter values that can be written as JSON."),
    "invalid": Message("what the schema describes", "Correct this; the description says what is expected."),
}


def problem_for(code: str, key: str, value: object, **parameters: object) -> Problem:
    """Return the problem that *value* is at *key*; *parameters* fill the message of *code*."""
    message = MESSAGES[code]
    shown = {name: shortened(str(parameter)) for name, parameter in parameters.items()}
    advice = message.advice.format(**shown)
    fix = advice[:1].lower() + advice[1:].removesuffix(".")
    return Problem(code=code, key=key, found=described(value), expected=message.expected.format(**shown), fix=fix)


def parameters_of(problem: Problem) -> dict[str, str]:
    """Return the parameters that *problem* was made with, read out of its text."""
    message = MESSAGES.get(problem.code)
    match = _reader_of(message.expected).fullmatch(problem.expected) if message else None
    return match.groupdict() if match else {}


def message_for(problem: Problem, translate: Callable[[str], str] = str) -> str:
    """Return the sentence for the person who typed the value.

    *translate* gets the English sentence with its placeholders, as gettext does, and gives it in the
    reader's language. A problem of another origin gives its own remedy.
    """
    message = MESSAGES.get(problem.code)
    if message is None or (message.expected != problem.expected and not parameters_of(problem)):
        return problem.fix
    return translate(message.advice).format(**parameters_of(problem))


def described(value: object) -> str:
    """Say in a few words what *value* is; never the whole of a long one."""
    match value:
        case None:
            return "nothing"
        case dict():
            return f"an object of {len(value)} fields"
        case list():
            return f"a list of {len(value)} entries"
        case str() if len(value) > MAX_SHOWN_CHARACTERS:
            return f"text of {len(value)} characters"
        case _:
            return shortened(repr(value))


def shortened(text: str) -> str:
    """Return *text*, cut where it is too long to be read in a message."""
    return text if len(text) <= MAX_SHOWN_CHARACTERS else f"{text[: MAX_SHOWN_CHARACTERS - 1]}…"


@cache
def _reader_of(template: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\{(\w+)\\}", r"(?P<\1>.*)", re.escape(template)), re.DOTALL)
