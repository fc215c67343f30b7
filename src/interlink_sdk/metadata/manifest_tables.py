# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From `metadata.json` to the tables of `interlinker.toml`, as far as these have a place for it."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from interlink_sdk.assets import JsonObject
from interlink_sdk.manifest import CAPABILITIES
from interlink_sdk.manifest.model import RESERVED_IDS
from interlink_sdk.metadata.bundle import is_address
from interlink_sdk.metadata.identity import slug
from interlink_sdk.metadata.model import nature_of

MAX_PLUGIN_ID_CHARACTERS = 40
MAX_TEXT_CHARACTERS = 20_000
MAX_TAG_CHARACTERS = 200
LABEL_ENDING = "_text_translations"
INTERLINK_WORDS = {"export": "download"}
"""Our word for a capability, and INTERLINK's where it has another."""
LICENCE_PREFIX = "LicenseRef-INTERLINK-"

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_HOME = re.compile(r"(?:\./)?(interlinkers/[^/]+/([^/]+))/")
_ADDRESS = re.compile(r"https?://\S+")

_CATALOGUE_WORDS = {
    "difficulty": "difficulty",
    "licence": "licence_class",
    "targets": "targets",
    "types": "types",
    "administrative_scopes": "administrative_scopes",
    "problemprofiles": "problem_profiles",
    "is_sustainability_related": "is_sustainability_related",
    "form": "form",
    "format": "format",
    "domain": "domain",
    "process": "process",
    "supported_by": "supported_by",
}
_CATALOGUE_TEXTS = {
    "overview_text": "overview",
    "constraints_and_limitations_translations": "constraints",
    "regulations_and_standards_translations": "regulations",
}


def manifest_tables(document: JsonObject) -> JsonObject:
    """Return the manifest that says what *document* says, without what has no place in it."""
    names, descriptions = _texts(document.get("name_translations")), _texts(document.get("description_translations"))
    languages = dict.fromkeys(filter(_LANGUAGE_TAG.fullmatch, _list(document.get("languages"))))
    both = [language for language in names if language in descriptions]
    default = "en" if "en" in both or not both else both[0]
    manifest: JsonObject = {
        "id": plugin_id(document),
        "version": "1.0.0",
        "nature": nature_of(document),
        "name": names,
        "description": descriptions,
        "licence": LICENCE_PREFIX + str(document.get("licence", "unknown")).replace("_", "-"),
        "languages": [*languages] if default in languages else [default, *languages],
        "default_language": default,
        "instructions": _paths(document, "instructions_translations"),
        "tags": _tags(document),
        **_nature_tables(document),
        "catalogue": _catalogue(document),
    }
    return {name: value for name, value in manifest.items() if value not in ({}, [])}


def plugin_id(document: JsonObject) -> str:
    """Return an identifier that a plugin may have, as near as possible to the bundle's."""
    names = _texts(document.get("name_translations"))
    identifier = slug(str(document.get("id") or names.get("en") or next(iter(names.values()), "")), "-")
    if not identifier[:1].isalpha():
        identifier = f"i-{identifier}".strip("-")
    identifier = identifier[:MAX_PLUGIN_ID_CHARACTERS].strip("-")
    return f"{identifier}-interlinker" if identifier in RESERVED_IDS else identifier


def bundle_folder(document: JsonObject) -> str | None:
    """Return the name of the folder that the paths in *document* lead to first."""
    home = _home(document)
    return home[2] if home else None


def _nature_tables(document: JsonObject) -> JsonObject:
    integration = _table(document.get("integration"))
    capabilities = _table(integration.get("capabilities"))
    tables: JsonObject = {}
    if integration:
        offered = (word for word in CAPABILITIES if capabilities.get(INTERLINK_WORDS.get(word, word)) is True)
        tables["external"] = True
        tables["capabilities"] = list(offered)
        tables["view"] = {} if capabilities.get("open_in_modal") else {"opens_in": "window"}
    if resources := _paths(document, "file_translations"):
        tables["knowledge"] = {"software": document.get("softwareinterlinker", ""), "resources": resources}
    if addresses := _texts(document.get("uri_translations"), _ADDRESS.fullmatch):
        names = _texts(document.get("asset_name_translations"))
        tables["link"] = {"uri": addresses, **({"asset_name": names} if names else {})}
    return tables


def _catalogue(document: JsonObject) -> JsonObject:
    table = {ours: document[theirs] for theirs, ours in _CATALOGUE_WORDS.items() if theirs in document}
    for theirs, ours in _CATALOGUE_TEXTS.items():
        if texts := _texts(document.get(theirs), lambda _: True):
            table[ours] = texts
    logo = document.get("logotype")
    if isinstance(logo, str) and (path := _path(document, logo)):
        table["logo"] = path
    labels = _table(_table(document.get("integration")).get("capabilities_translations"))
    texts_by_capability = {name.removesuffix(LABEL_ENDING): _texts(texts) for name, texts in labels.items()}
    if any(texts_by_capability.values()):
        table["capability_labels"] = {name: texts for name, texts in texts_by_capability.items() if texts}
    return table


def _tags(document: JsonObject) -> JsonObject:
    tags = _table(document.get("tags_translations")).items()
    return {language: words for language, words in tags if _LANGUAGE_TAG.fullmatch(language) and _are_tags(words)}


def _are_tags(words: Any) -> bool:
    tags = _list(words)
    return (
        bool(tags) and tags == words and all(tag == tag.strip() and 0 < len(tag) <= MAX_TAG_CHARACTERS for tag in tags)
    )


def _paths(document: JsonObject, name: str) -> JsonObject:
    values = _texts(document.get(name)).items()
    return {language: path for language, value in values if (path := _path(document, str(value)))}


def _path(document: JsonObject, declared: str) -> str | None:
    if is_address(declared):
        return declared if _ADDRESS.fullmatch(declared) else None
    home, found = _home(document), _HOME.match(declared)
    if home is None or found is None or home[1] != found[1]:
        return None
    rest = declared[found.end() :]
    return rest if rest and not rest.startswith("/") and "\\" not in rest and ".." not in rest.split("/") else None


def _home(document: JsonObject) -> re.Match[str] | None:
    tables = (_table(document.get(name)) for name in ("instructions_translations", "file_translations"))
    values = [document.get("logotype"), *(value for table in tables for value in table.values())]
    return next((home for value in values if isinstance(value, str) and (home := _HOME.match(value))), None)


def _texts(value: Any, fits: Callable[[str], Any] = str) -> JsonObject:
    return {
        language: text
        for language, text in _table(value).items()
        if isinstance(text, str)
        and _LANGUAGE_TAG.fullmatch(language)
        and len(text) <= MAX_TEXT_CHARACTERS
        and fits(text)
    }


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[str]:
    return [item for item in value if isinstance(item, str)] if isinstance(value, list) else []
