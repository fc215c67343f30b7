# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The languages of the pages: which one a person reads, its translations, its dates and sizes.

Messages are English in the code and the templates. Each other language is one `messages.po`; it is
compiled in memory when it is first read, so that no generated file can be out of date.
"""

import io
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations

LOCALES = Path(__file__).parent / "locales"
SOURCE_LANGUAGE = "en"
MAX_HEADER_CHARACTERS = 1_000


@cache
def translations_for(language: str) -> NullTranslations:
    """Return the translations into *language*; the language of the code has none."""
    file = LOCALES / language / "messages.po"
    if not file.is_file():
        return NullTranslations()
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


@cache
def translated_languages() -> tuple[str, ...]:
    """Return the languages that the pages can be read in."""
    return (SOURCE_LANGUAGE, *sorted(file.parent.name for file in LOCALES.glob("*/messages.po")))


def choose_language(offered: Iterable[str], *wishes: str | None) -> str:
    """Return the first of *wishes* that is offered; a wish is a language tag or an Accept-Language header."""
    known = [tag for tag in offered if tag in translated_languages()] or [SOURCE_LANGUAGE]
    for wish in wishes:
        for tag in _wished(wish or ""):
            base = tag.partition("-")[0]
            if base in known:
                return base
    return SOURCE_LANGUAGE if SOURCE_LANGUAGE in known else known[0]


def direction_of(language: str) -> str:
    """Return `ltr` or `rtl`."""
    locale = _locale(language)
    return locale.text_direction if locale else "ltr"


def language_name(tag: str, language: str) -> str:
    """Return what the language *tag* is called in *language*."""
    locale = _locale(tag)
    return (locale.get_display_name(language) if locale else None) or tag


def shown_moment(moment: datetime, language: str) -> str:
    """Return date and time in the manner of *language*; the zone is said, because it is not the reader's own."""
    return f"{shown_day(moment, language)}, {format_time(moment, 'short', locale=_manner(language))} UTC"


def shown_day(moment: datetime, language: str) -> str:
    """Return the date in the manner of *language*."""
    return format_date(moment, "long", locale=_manner(language))


def shown_size(size_bytes: int, language: str) -> str:
    """Return a size with the unit in which it is a short number."""
    size, units = float(size_bytes), ["B", "kB", "MB", "GB", "TB"]
    while size >= 1000 and len(units) > 1:
        size, units = size / 1000, units[1:]
    number = format_decimal(round(size, 1 if units[0] != "B" else 0), locale=_manner(language))
    return f"{number} {units[0]}"


def shown_number(number: int, language: str) -> str:
    """Return a whole number with the separators of *language*."""
    return format_decimal(number, locale=language)


def _manner(language: str) -> str:
    return "en_150" if language == "en" else language  # English as it is written in Europe


def _wished(wish: str) -> list[str]:
    weighted: list[tuple[float, str]] = []
    for part in wish[:MAX_HEADER_CHARACTERS].split(","):
        tag, _, parameter = part.strip().partition(";")
        weighted.append((-_weight(parameter), tag.strip().lower()))
    return [tag for weight, tag in sorted(weighted, key=lambda pair: pair[0]) if tag and weight]


def _weight(parameter: str) -> float:
    name, _, number = parameter.strip().partition("=")
    try:
        return float(number) if name == "q" else 1.0
    except ValueError:
        return 0.0


@cache
def _locale(tag: str) -> Locale | None:
    try:
        return Locale.parse(tag, sep="-")
    except (UnknownLocaleError, ValueError):
        return None
