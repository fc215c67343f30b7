# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the tables of `interlinker.toml` to the fields of `metadata.json`, as far as these have a place for it."""

from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from interlink_sdk.assets import JsonObject
from interlink_sdk.manifest import Manifest, offered_capabilities
from interlink_sdk.metadata.bundle import is_address
from interlink_sdk.metadata.manifest_tables import INTERLINK_WORDS, LABEL_ENDING, LICENCE_PREFIX
from interlink_sdk.metadata.model import CAPABILITIES_WITH_LABEL

API_PATH = "/assets"

_LICENCES_BY_BEGINNING = {
    "CC0": "public_domain",
    "Unlicense": "public_domain",
    "PDDL": "public_domain",
    "0BSD": "public_domain",
    "CC-BY-NC": "non_commercial",
    "PolyForm-Noncommercial": "non_commercial",
    "CC-BY-SA": "copyleft",
    "EUPL": "copyleft",
    "AGPL": "copyleft",
    "GPL": "copyleft",
    "LGPL": "copyleft",
    "MPL": "copyleft",
    "OSL": "copyleft",
    "ODbL": "copyleft",
    "CC-BY": "permissive",
    "MIT": "permissive",
    "Apache": "permissive",
    "BSD": "permissive",
    "ISC": "permissive",
}
"""Longer beginnings before the shorter ones that they begin with."""


def metadata_fields(manifest: JsonObject) -> JsonObject:
    """Return the metadata that says what *manifest* says, without what has no place in it."""
    catalogue = _table(manifest.get("catalogue"))
    fields: JsonObject = {
        "id": str(manifest["id"]).replace("-", "_"),
        "name_translations": dict(_table(manifest.get("name"))),
        "description_translations": dict(_table(manifest.get("description"))),
        "tags_translations": {language: list(tags) for language, tags in _table(manifest.get("tags")).items()},
        "instructions_translations": _paths(manifest, _table(manifest.get("instructions"))),
        "constraints_and_limitations_translations": dict(_table(catalogue.get("constraints"))),
        "difficulty": catalogue.get("difficulty", "easy"),
        "licence": catalogue.get("licence_class") or licence_class(str(manifest.get("licence", ""))),
        "problemprofiles": list(catalogue.get("problem_profiles", ())),
        "is_sustainability_related": catalogue.get("is_sustainability_related", False),
        **_nature_fields(manifest, catalogue),
    }
    return {**fields, **_optional_fields(manifest, catalogue)}


def licence_class(expression: str) -> str:
    """Return INTERLINK's class of the SPDX *expression*: that of its first licence."""
    if expression.startswith(LICENCE_PREFIX):
        return expression.removeprefix(LICENCE_PREFIX).replace("-", "_")
    first = expression.lstrip("( ")
    classes = (word for beginning, word in _LICENCES_BY_BEGINNING.items() if first.startswith(beginning))
    return next(classes, "propietary")


def _optional_fields(manifest: JsonObject, catalogue: Mapping[str, Any]) -> JsonObject:
    same = ("targets", "types", "administrative_scopes", "form", "format", "domain", "process")
    fields = {name: catalogue.get(name) for name in same}
    fields["languages"] = manifest.get("languages")
    fields["overview_text"] = catalogue.get("overview")
    fields["regulations_and_standards_translations"] = catalogue.get("regulations")
    fields["logotype"] = _path(manifest, catalogue["logo"]) if catalogue.get("logo") else None
    if manifest.get("nature") == "knowledge":
        del fields["logotype"]
    return {name: value for name, value in fields.items() if value is not None and value not in ([], (), {})}


def _nature_fields(manifest: JsonObject, catalogue: Mapping[str, Any]) -> JsonObject:
    match manifest.get("nature", "software"):
        case "software":
            return {
                "supported_by": list(catalogue.get("supported_by", ())),
                "supports_internationalization": len(_list(manifest.get("languages"))) > 1,
                "is_responsive": True,
                "integration": _integration(manifest, catalogue),
            }
        case "knowledge":
            knowledge = _table(manifest.get("knowledge"))
            resources = _paths(manifest, _table(knowledge.get("resources")))
            return {"softwareinterlinker": knowledge.get("software", ""), "file_translations": resources}
    link = _table(manifest.get("link"))
    names = {"asset_name_translations": dict(link["asset_name"])} if link.get("asset_name") else {}
    return {"uri_translations": dict(_table(link.get("uri"))), **names}


def _integration(manifest: JsonObject, catalogue: Mapping[str, Any]) -> JsonObject:
    offered = {INTERLINK_WORDS.get(word, word) for word in _offered(manifest)}
    capabilities: JsonObject = {word: word in offered for word in CAPABILITIES_WITH_LABEL}
    capabilities["open_in_modal"] = _table(manifest.get("view")).get("opens_in") != "window"
    capabilities["shortcut"] = False
    if "download" in offered:
        capabilities["download"] = True
    labels = _table(catalogue.get("capability_labels")).items()
    return {
        "service_name": manifest["id"],
        "domain": "",
        "path": manifest["id"],
        "is_subdomain": False,
        "api_path": API_PATH,
        "auth_method": "cookie",
        "capabilities": capabilities,
        "capabilities_translations": {f"{name}{LABEL_ENDING}": dict(texts) for name, texts in labels},
    }


def _offered(manifest: JsonObject) -> list[str]:
    if manifest.get("capabilities") is not None:
        return _list(manifest["capabilities"])
    try:
        return list(offered_capabilities(Manifest.model_validate(manifest)))
    except ValidationError:
        return []


def _paths(manifest: JsonObject, paths: Mapping[str, Any]) -> JsonObject:
    return {language: _path(manifest, path) for language, path in paths.items()}


def _path(manifest: JsonObject, path: str) -> str:
    if is_address(path):
        return path
    kept = _table(_table(manifest.get("catalogue")).get("interlink"))
    return f"./interlinkers/{manifest.get('nature', 'software')}/{kept.get('bundle', manifest['id'])}/{path}"


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[str]:
    return list(value) if isinstance(value, (list, tuple)) else []
