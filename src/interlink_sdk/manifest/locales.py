# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The texts of an interlinker's schemas in other languages: `locales/LANGUAGE.toml`, by key path.

The first step of a key path is the schema: `params`, `state`, `settings`, or a collection's name;
the rest is what `interlink_sdk.forms.labels_of` lists.
"""

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import PurePath
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.errors import Problem
from interlink_sdk.manifest.faults import shown, suggestion
from interlink_sdk.manifest.lines import KeyPath, dotted, line_of, toml_line
from interlink_sdk.manifest.model import Manifest
from interlink_sdk.manifest.references import MANIFEST_NAME, SCHEMAS, Folder, Unreadable, places

_TABLES: tuple[KeyPath, ...] = (
    ("instructions",),
    ("tags",),
    ("collections", "*", "title"),
    ("formats", "*", "title"),
    ("processing", "*", "purpose"),
    ("processing", "*", "retention"),
    ("catalogue", "overview"),
    ("catalogue", "constraints"),
    ("catalogue", "regulations"),
    ("catalogue", "capability_labels", "*"),
    ("knowledge", "resources"),
    ("link", "uri"),
    ("link", "asset_name"),
)
"""Where a manifest has a text per language, besides name and description, which it must have."""


def add_labels(document: dict[str, Any], folder: Folder, known: Mapping[str, JsonObject]) -> list[Problem]:
    """Put the texts of every locale file into *document* and return what is wrong with the files.

    *known* are the sound schemas by the first step of their key paths.
    """
    problems: list[Problem] = []
    labels = document.setdefault("labels", {})
    keys = {name: dict.fromkeys(_keys_of(schema)) for name, schema in known.items()}
    names = {_schema_name(path) for pattern in SCHEMAS for path, _ in places(document, pattern)}
    for file in folder.names("locales/*.toml"):
        language = PurePath(file).stem
        try:
            text = folder.read_text(file)
            table = tomllib.loads(text)
        except (Unreadable, tomllib.TOMLDecodeError, RecursionError) as error:
            problems.append(_unreadable(file, error))
            continue
        texts = dict(_flat(table))
        problems += _undeclared(file, language, document)
        problems += (problem for key in texts for problem in _label_problems(file, text, key, texts[key], keys, names))
        if isinstance(labels, dict):
            sound = {key: value for key, value in texts.items() if isinstance(value, str) and value}
            labels[language] = {**_table(labels.get(language)), **sound}
    if labels == {}:
        del document["labels"]
    return problems


def schemas_by_name(document: object) -> dict[str, tuple[KeyPath, Any]]:
    """Return the schemas of a raw *document* with their key paths, by what locale files call them."""
    return {_schema_name(path): (path, schema) for pattern in SCHEMAS for path, schema in places(document, pattern)}


def missing_languages(document: Mapping[str, Any], text: str) -> Iterator[Problem]:
    """Yield which declared languages have no name or no description, without which nobody finds the interlinker."""
    languages, default = document.get("languages"), document.get("default_language", "en")
    for table in ("name", "description"):
        texts = document.get(table)
        if not isinstance(languages, list) or not isinstance(texts, dict):
            continue  # the model says so
        for language in filter(lambda tag: isinstance(tag, str) and tag != default, languages):
            if language not in texts:
                yield Problem(
                    code="missing_language",
                    file=MANIFEST_NAME,
                    line=line_of(text, (table,)),
                    key=f"{table}.{language}",
                    found=f"no {table} in {language!r}",
                    expected=f"a {table} in each of `languages`",
                    why="whoever reads only that language finds the interlinker by it",
                    fix=f"add {f'{table}.{language}'!r}, or remove {language!r} from `languages`",
                )


def missing_translations(manifest: Manifest) -> list[Problem]:
    """Return every text that *manifest* has in some language, but not in each language that it declares.

    These are warnings: people then read the default language.
    """
    return [
        problem
        for language in manifest.languages
        for problem in (*_missing_texts(manifest, language), *_missing_labels(manifest, language))
    ]


def _missing_texts(manifest: Manifest, language: str) -> Iterator[Problem]:
    document = manifest.model_dump(mode="json", exclude_unset=True)
    for pattern in _TABLES:
        for path, texts in places(document, pattern):
            if isinstance(texts, dict) and texts and language not in texts:
                yield _missing(MANIFEST_NAME, dotted((*path, language)), language)


def _missing_labels(manifest: Manifest, language: str) -> Iterator[Problem]:
    if language == manifest.default_language:
        return  # the schemas themselves are written in it
    present = manifest.labels.get(language, {})
    for name, (_, schema) in schemas_by_name(manifest.model_dump(mode="json", exclude_unset=True)).items():
        for key in _keys_of(schema):
            if name != "settings" and f"{name}.{key}" not in present:
                yield _missing(f"locales/{language}.toml", f"{name}.{key}", language)


def _missing(file: str, key: str, language: str) -> Problem:
    return Problem(
        code="missing_translation",
        file=file,
        key=key,
        found="nothing",
        expected=f"a text in the declared language {language!r}",
        why="people who read it see another language instead",
        fix=f"add {key!r}",
    )


def _label_problems(
    file: str, text: str, key: str, value: object, keys: Mapping[str, Mapping[str, None]], names: set[str]
) -> Iterator[Problem]:
    name, _, rest = key.partition(".")
    is_text = isinstance(value, str) and value != ""
    if is_text and name in names and (name not in keys or rest in keys[name]):
        return  # nearly always; finding the line reads the whole file
    where: dict[str, Any] = {"file": file, "line": line_of(text, tuple(key.split("."))), "key": key}
    if not is_text:
        yield Problem(**where, code="wrong_value", found=shown(value), expected="a text", fix=f"put {key!r} in quotes")
    elif name not in names:
        expected = f"one of the schemas {', '.join(sorted(names))}" if names else "no texts, since there is no schema"
        fix = suggestion(name, sorted(names)) or "remove it"
        yield Problem(**where, code="unknown_label", found=f"the schema {name!r}", expected=expected, fix=fix)
    else:
        known = [f"{name}.{other}" for other in keys[name]]
        yield Problem(
            **where,
            code="unknown_label",
            found=f"a text for {key!r}, which the schema does not have",
            expected="the key path of a title, a description or a choice of the schema",
            why="nobody would ever read it",
            fix=suggestion(key, known) or "remove it",
        )


def _undeclared(file: str, language: str, document: Mapping[str, Any]) -> Iterator[Problem]:
    declared = document.get("languages", ["en"])
    if isinstance(declared, list) and language not in declared:
        yield Problem(
            code="undeclared_language",
            file=file,
            found=f"texts in {language!r}",
            expected=f"one of the languages of {MANIFEST_NAME}: {', '.join(map(str, declared))}",
            fix=f"add {language!r} to `languages`, with a name and a description, or remove the file",
        )


def _unreadable(file: str, error: Exception) -> Problem:
    line = getattr(error, "line", None) or toml_line(error)
    return Problem(
        code="syntax", file=file, line=line, found=str(error), expected="a TOML file", fix=f"correct {file!r}"
    )


def _keys_of(schema: JsonObject) -> list[str]:
    from interlink_sdk.forms import labels_of

    return list(labels_of(schema))


def _schema_name(path: KeyPath) -> str:
    return str(path[0] if path[0] == "settings" else path[1])


def _flat(table: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    for key, value in table.items():
        path = f"{prefix}.{key}" if prefix else key
        if isinstance(value, dict):
            yield from _flat(value, path)
        else:
            yield path, value


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
