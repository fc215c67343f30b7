# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The workbench's own templates and translations; what the site says already is taken from the site."""

import io
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from jinja2 import Environment, PackageLoader, StrictUndefined

from interlink_runtime.web.languages import direction_of, language_name, translations_for
from interlink_runtime.web.messages import KEYWORDS, METHODS, OPTIONS

HERE = Path(__file__).parent
LOCALES = HERE / "locales"


@cache
def workbench_translations(language: str) -> NullTranslations:
    """Return the translations into *language*, the site's standing behind the workbench's own."""
    file = LOCALES / language / "messages.po"
    if not file.is_file():
        return translations_for(language)
    compiled = io.BytesIO()
    with file.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    translations = Translations(compiled)
    translations.add_fallback(translations_for(language))
    return translations


@cache
def workbench_templates(language: str) -> Environment:
    """Return the templates, speaking *language*; what they insert is escaped."""
    environment = Environment(
        loader=PackageLoader("interlink_runtime.workbench"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.policies["ext.i18n.trimmed"] = True
    translations = workbench_translations(language)
    speaking: Any = environment  # the extension adds the method
    speaking.install_gettext_callables(translations.gettext, translations.ngettext, newstyle=True)
    environment.globals |= {"language": language, "direction": direction_of(language)}
    environment.filters["own_language_name"] = lambda tag: language_name(tag, tag)
    return environment


def workbench_messages() -> Catalog:
    """Return every message of the workbench."""
    catalog = Catalog(charset="utf-8")
    for file, _, message, _, _ in extract_from_dir(HERE, METHODS, OPTIONS, KEYWORDS):
        catalog.add(message, locations=[(file, 0)])
    return catalog
