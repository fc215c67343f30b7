# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Templates and values go in, HTML comes out; one environment per language, made when first used."""

from functools import cache, partial
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from interlink_runtime.web.languages import (
    direction_of,
    language_name,
    shown_day,
    shown_moment,
    shown_number,
    shown_size,
    translations_for,
)
from interlink_runtime.web.markup import first_words, shown_markdown, shown_text


@cache
def templates_in(language: str) -> Environment:
    """Return the templates, speaking *language*; what they insert is escaped."""
    environment = Environment(
        loader=PackageLoader("interlink_runtime.web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n", "jinja2.ext.do"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    translations = translations_for(language)
    speaking: Any = environment  # the extension adds the method
    speaking.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)
    environment.globals |= {"language": language, "direction": direction_of(language)}
    environment.filters |= {
        "moment": partial(shown_moment, language=language),
        "day": partial(shown_day, language=language),
        "size": partial(shown_size, language=language),
        "number": partial(shown_number, language=language),
        "language_name": partial(language_name, language=language),
        "own_language_name": lambda tag: language_name(tag, tag),
        "text": shown_text,
        "markdown": shown_markdown,
        "first_words": first_words,
        "segment": lambda text: quote(text, safe=""),
    }
    return environment
