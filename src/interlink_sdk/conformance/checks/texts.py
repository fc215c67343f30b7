# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Texts: those that people read before and while they use the interlinker, in each declared language."""

import re
import tomllib
from collections.abc import Iterator
from string import Formatter
from typing import Any

from interlink_sdk.assets import MAX_NAME_CHARACTERS
from interlink_sdk.conformance.checks import proves
from interlink_sdk.conformance.results import NotApplicable, Unmet
from interlink_sdk.conformance.shipped import Shipped, unmet
from interlink_sdk.errors import Problem
from interlink_sdk.manifest import missing_translations
from interlink_sdk.manifest.lines import KeyPath, dotted
from interlink_sdk.manifest.references import places

OWN_TEXTS = "texts.toml"
"""Where an interlinker keeps the texts of its own pages, one table for each language."""

_TAG = re.compile(r"</?[a-zA-Z][^<>]*>|&(#\d+|[a-zA-Z]+);")
_TITLES: tuple[KeyPath, ...] = (("name", "*"), ("collections", "*", "title", "*"), ("formats", "*", "title", "*"))


@proves("text-names-complete")
async def names_are_complete(shipped: Shipped) -> None:
    """Look for languages without name or description."""
    shipped.refuse_problems({"missing_language"})


@proves("text-name-short")
async def name_is_short(shipped: Shipped) -> None:
    """Measure each name."""
    for language, name in shipped.manifest.name.items():
        if len(name) > MAX_NAME_CHARACTERS or len(name.strip().splitlines()) > 1:
            found = f"{len(name)} characters in {len(name.splitlines())} lines"
            raise shipped.unmet(("name", language), found, f"one line of at most {MAX_NAME_CHARACTERS} characters")


@proves("text-descriptions-translated")
async def descriptions_are_translated(shipped: Shipped) -> None:
    """Compare the descriptions."""
    seen: dict[str, str] = {}
    for language, text in shipped.manifest.description.items():
        if (other := seen.setdefault(text.strip(), language)) != language:
            found = f"the same text in {other!r} and {language!r}"
            raise shipped.unmet(("description", language), found, "a translation")


@proves("text-locales-readable")
async def locales_are_readable(shipped: Shipped) -> None:
    """Look for problems of reading the files."""
    _require_locales(shipped)
    shipped.refuse_problems({"syntax", "wrong_value"}, file="locales/*")


@proves("text-locales-declared")
async def locales_are_declared(shipped: Shipped) -> None:
    """Look for files in languages that are not declared."""
    _require_locales(shipped)
    shipped.refuse_problems({"undeclared_language"})


@proves("text-labels-known")
async def labels_are_known(shipped: Shipped) -> None:
    """Look for texts that no schema has."""
    _require_locales(shipped)
    shipped.refuse_problems({"unknown_label"})


@proves("text-labels-translated")
async def labels_are_translated(shipped: Shipped) -> None:
    """Look for keys that a language lacks."""
    _refuse_missing([problem for problem in _missing(shipped) if problem.file.startswith("locales/")])


@proves("text-tables-translated")
async def tables_are_translated(shipped: Shipped) -> None:
    """Look for texts of the manifest that a language lacks."""
    beside = ("locales/", "instructions")
    _refuse_missing(
        [p for p in _missing(shipped) if not p.file.startswith(beside[0]) and not p.key.startswith(beside[1])]
    )


@proves("text-instructions-translated")
async def instructions_are_translated(shipped: Shipped) -> None:
    """Look for languages without instructions."""
    if not shipped.manifest.instructions:
        raise shipped.unmet(("instructions",), "no [instructions]", "a Markdown file for each language")
    _refuse_missing([problem for problem in _missing(shipped) if problem.key.startswith("instructions")])


@proves("text-instructions-readable")
async def instructions_are_readable(shipped: Shipped) -> None:
    """Read each file."""
    files = {name for name in shipped.manifest.instructions.values() if not name.startswith(("http://", "https://"))}
    if not files:
        raise NotApplicable("no instructions come with the package")
    for name in sorted(files):
        try:
            text = (shipped.package.folder / name).read_text(encoding="utf-8")
        except UnicodeDecodeError as error:
            raise Unmet(f"bytes that are not UTF-8, at {error.start}", expected="UTF-8 text", file=name) from None
        if not text.strip():
            raise Unmet("an empty file", expected="what to do first", file=name)


@proves("text-names-plain")
async def names_are_plain(shipped: Shipped) -> None:
    """Look for markup in what is shown as it is."""
    document = shipped.manifest.model_dump(mode="json", exclude_unset=True)
    for path, text in (place for pattern in _TITLES for place in places(document, pattern)):
        if isinstance(text, str) and (markup := _TAG.search(text)):
            raise shipped.unmet(path, f"{markup[0]!r} in {dotted(path)}", "plain text")


@proves("text-own-texts-complete")
async def own_texts_are_complete(shipped: Shipped) -> None:
    """Compare the keys of each language with those of the default language."""
    texts = _own_texts(shipped)
    wanted = texts.get(shipped.manifest.default_language, {})
    for language in shipped.manifest.languages:
        if missing := [key for key in wanted if key not in texts.get(language, {})]:
            raise Unmet(f"no {', '.join(missing)} in {language!r}", expected="a text for each key", file=OWN_TEXTS)


@proves("text-own-placeholders-kept")
async def own_placeholders_are_kept(shipped: Shipped) -> None:
    """Compare the placeholders of each text with those in the default language."""
    texts = _own_texts(shipped)
    for key, text in texts.get(shipped.manifest.default_language, {}).items():
        for language, others in texts.items():
            if isinstance(other := others.get(key), str) and _placeholders(other) != _placeholders(text):
                found = f"{other!r} for {key!r} in {language!r}"
                raise Unmet(found, expected=f"the placeholders of {text!r}", file=OWN_TEXTS)


def _require_locales(shipped: Shipped) -> None:
    if not any((shipped.package.folder / "locales").glob("*.toml")):
        raise NotApplicable("there are no files under locales/")


def _missing(shipped: Shipped) -> Iterator[Problem]:
    if len(shipped.manifest.languages) < 2:
        raise NotApplicable("the interlinker declares one language")
    yield from missing_translations(shipped.manifest)


def _refuse_missing(problems: list[Problem]) -> None:
    if problems:
        raise unmet(problems)


def _own_texts(shipped: Shipped) -> dict[str, dict[str, Any]]:
    """Return the interlinker's own texts by language; raises NotApplicable where it has none in this form."""
    path, languages = shipped.package.folder / OWN_TEXTS, shipped.manifest.languages
    if not path.is_file():
        raise NotApplicable(f"the package has no {OWN_TEXTS}")
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise Unmet(str(error), expected="a TOML file", file=OWN_TEXTS) from None
    tables = {language: table for language, table in document.items() if isinstance(table, dict)}
    if not tables.keys() & set(languages):
        raise NotApplicable(f"{OWN_TEXTS} has no table for a declared language")
    return tables


def _placeholders(text: str) -> set[str]:
    try:
        return {field for _, field, _, _ in Formatter().parse(text) if field is not None}
    except ValueError:
        return set()  # braces that are no placeholders
