# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Rules about texts and their languages."""

import re
from collections.abc import Iterator

from interlink_sdk.metadata.bundle import Bundle, CatalogueContext, words
from interlink_sdk.metadata.findings import Finding
from interlink_sdk.metadata.model import LANGUAGES

SHOWN_FIELDS = ("name_translations", "description_translations")
"""A declared language without these is a defect: the catalogue lists the bundle in it."""
FIELDS_WITH_DEFAULT = (*SHOWN_FIELDS, "tags_translations", "instructions_translations", "uri_translations")
"""INTERLINK's answers need these in the default language; one bundle without breaks the whole page."""
LEGAL_FIELDS = ("constraints_and_limitations_translations", "regulations_and_standards_translations")
MINOR_FIELDS = (*LEGAL_FIELDS, "overview_text")
NEVER_EMPTY_FIELDS = (*SHOWN_FIELDS, "tags_translations", "uri_translations", "asset_name_translations")
TRANSLATED_FIELDS = (
    *SHOWN_FIELDS,
    "tags_translations",
    "instructions_translations",
    *LEGAL_FIELDS,
    "uri_translations",
    "asset_name_translations",
    "overview_text",
)
PLACEHOLDERS = frozenset({"", "none", "some text here", "optional text here"})

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def language_defects(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield what is wrong with the declared languages and the languages of the texts."""
    declared = bundle.strings("languages")
    unknown = [tag for tag in declared if tag not in LANGUAGES]
    if "languages" not in bundle.faulty and not declared:
        yield _no_languages(bundle)
    if unknown:
        yield _unknown_language(bundle, "languages", unknown)
    if declared and context.default_language not in declared:
        yield _missing_default(bundle, "languages", context.default_language)
    for field in (*TRANSLATED_FIELDS, "file_translations"):
        for tag in bundle.texts(field):
            if tag not in LANGUAGES and tag not in declared:
                yield _unknown_language(bundle, f"{field}.{tag}", [tag])


def text_defects(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield texts that are missing or empty where people would see it."""
    names = bundle.texts("name_translations")
    if "name_translations" in bundle.document and not any(map(str.strip, names.values())):
        yield _no_name(bundle)
    for field in FIELDS_WITH_DEFAULT:
        if field in bundle.document and context.default_language not in bundle.texts(field):
            yield _missing_default(bundle, field, context.default_language)
    for field in SHOWN_FIELDS:
        yield from _missing(bundle, field, context)
    for field in NEVER_EMPTY_FIELDS:
        yield from _empty(bundle, field)


def text_warnings(bundle: Bundle, context: CatalogueContext) -> Iterator[Finding]:
    """Yield texts that could be better."""
    for field in TRANSLATED_FIELDS:
        if field not in SHOWN_FIELDS:
            yield from _missing(bundle, field, context)
    for field in MINOR_FIELDS:
        yield from _empty(bundle, field)
    for field in LEGAL_FIELDS:
        yield from _placeholder(bundle, field, context.default_language)
    if any(_TAG.search(text) for text in bundle.texts("description_translations").values()):
        yield _html(bundle)


def _no_languages(bundle: Bundle) -> Finding:
    return bundle.finding(
        "no_languages",
        "languages",
        found="no declared language",
        expected=f"at least one of {words(LANGUAGES)}",
        why="the catalogue lists a bundle only to those who read one of its languages",
        fix="list the languages in which the bundle has a name and a description",
    )


def _unknown_language(bundle: Bundle, key: str, tags: list[str]) -> Finding:
    return bundle.finding(
        "unknown_language",
        key,
        found=words(tags),
        expected=f"only {words(LANGUAGES)}",
        why="nobody can choose another language in INTERLINK",
        fix="correct the code of the language, or remove the text",
    )


def _no_name(bundle: Bundle) -> Finding:
    return bundle.finding(
        "no_name",
        "name_translations",
        found="no name in any language",
        expected="a name",
        why="INTERLINK identifies a bundle by its English name",
        fix="give the bundle a name in each language that it declares",
    )


def _missing_default(bundle: Bundle, field: str, language: str) -> Finding:
    return bundle.finding(
        "missing_default_language",
        field,
        found=f"nothing for the default language {language!r}",
        expected=f"an entry {language!r}",
        why="everybody whose language is missing gets this one, and INTERLINK's answers fail without it",
        fix=f"add {language!r} to {field}",
    )


def _missing(bundle: Bundle, field: str, context: CatalogueContext) -> Iterator[Finding]:
    if field not in bundle.document:
        return
    absent = [tag for tag in bundle.languages if tag not in bundle.texts(field)]
    if field in FIELDS_WITH_DEFAULT:
        absent = [tag for tag in absent if tag != context.default_language]
    if absent:
        yield bundle.finding(
            "missing_translation",
            field,
            found=f"nothing for {words(absent)}",
            expected="a text in every language that `languages` lists",
            why=f"readers of these languages get {context.default_language!r} instead",
            fix=f"translate it, or take {words(absent)} out of `languages`",
        )


def _empty(bundle: Bundle, field: str) -> Iterator[Finding]:
    empty = [tag for tag, text in bundle.texts(field).items() if not "".join(text).strip()]
    if empty:
        yield bundle.finding(
            "empty_translation",
            field,
            found=f"an empty text for {words(empty)}",
            expected="a text, or no entry at all",
            why="an empty text is shown blank; only a missing one falls back to the default language",
            fix=f"write the text, or remove the entry of {words(empty)}",
        )


def _placeholder(bundle: Bundle, field: str, language: str) -> Iterator[Finding]:
    text = bundle.texts(field).get(language, "")
    if field not in bundle.faulty and text.strip(" .\n\t").casefold() in PLACEHOLDERS:
        yield bundle.finding(
            "placeholder_text",
            field,
            found=repr(text) if text else "nothing",
            expected="what holds for this interlinker",
            why="people decide by it whether they may use the interlinker",
            fix="describe it in a sentence; if nothing applies, say so in a sentence",
        )


def _html(bundle: Bundle) -> Finding:
    return bundle.finding(
        "html_in_description",
        "description_translations",
        found="raw HTML",
        expected="plain text",
        why="INTERLINK shows it unescaped, so it can break or forge the page; search finds the tags too",
        fix="write plain text with empty lines between paragraphs",
    )
