# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What the catalogue keeps of an interlinker, whether it came as an INTERLINK bundle or as a plugin."""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import JsonValue, StringConstraints

from interlink_sdk.assets import JsonObject, LanguageTag, Sha256, Value
from interlink_sdk.errors import ManifestInvalid
from interlink_sdk.metadata.bundle import is_address
from interlink_sdk.metadata.examination import Examination
from interlink_sdk.metadata.model import SHAPES, Difficulty, Licence, Metadata, Nature, Scope, Supporter

EntryId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=300)]
EntryTexts = dict[LanguageTag, str]

_LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LABEL_ENDING = "_text_translations"


class CatalogueEntry(Value):
    """One interlinker as the catalogue shows it; texts that are blank are left out."""

    id: EntryId
    nature: Nature
    languages: tuple[LanguageTag, ...]
    names: EntryTexts
    descriptions: EntryTexts
    tags: dict[LanguageTag, tuple[str, ...]] = {}
    instructions: EntryTexts = {}
    """Markdown, or the address where the instructions are."""
    constraints: EntryTexts = {}
    regulations: EntryTexts = {}
    overview: EntryTexts = {}
    difficulty: Difficulty = "easy"
    licence: Licence | None = None
    """INTERLINK's class of licences, not the licence."""
    targets: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    administrative_scopes: tuple[Scope, ...] = ()
    problem_profiles: tuple[str, ...] = ()
    is_sustainability_related: bool = False
    form: str | None = None
    format: str | None = None
    process: str | None = None
    domain: str | None = None
    software: str | None = None
    """Service name of the software that a knowledge entry is instantiated through."""
    service_name: str | None = None
    """Service name that a software entry has itself."""
    uris: EntryTexts = {}
    asset_names: EntryTexts = {}
    supported_by: tuple[Supporter, ...] = ()
    capabilities: tuple[str, ...] = ()
    """What is offered, in INTERLINK's words."""
    capability_labels: dict[str, EntryTexts] = {}
    integration: JsonObject = {}
    """How INTERLINK's platform reaches a software entry: path, api_path, auth_method, ..."""
    logo: str | None = None
    """Path relative to the folder of the bundle, as for snapshots and resources."""
    snapshots: tuple[str, ...] = ()
    resources: EntryTexts = {}
    """Path of the resource of a knowledge entry, per language."""
    digest: Sha256
    """Changes exactly when something changes that is shown or used, content of files included."""


def entry_from_bundle(examination: Examination) -> CatalogueEntry:
    """Make the catalogue entry of an examined bundle; raises ManifestInvalid if a defect leaves it out."""
    if examination.fatal or examination.document is None:
        message = f"{examination.bundle} cannot enter the catalogue"
        raise ManifestInvalid(message, problems=examination.fatal)
    shape = SHAPES[examination.nature]
    known = {name: value for name, value in examination.document.items() if name in shape.model_fields}
    metadata = shape.model_validate(known)
    fields: dict[str, Any] = {
        "id": examination.id,
        "nature": examination.nature,
        **_fields_of_all(metadata, examination),
        **_fields_of_nature(known, examination.files),
        "snapshots": examination.snapshots,
    }
    return sealed(fields, examination.folder)


def sealed(fields: Mapping[str, Any], folder: Path) -> CatalogueEntry:
    """Return the entry of *fields* with its digest; its paths are relative to *folder*."""
    entry = CatalogueEntry.model_validate({**fields, "digest": "0" * 64})
    paths = sorted({*entry.snapshots, *entry.resources.values(), *([entry.logo] if entry.logo else [])})
    content = {path: _digest_of(folder / path) for path in paths}
    shown = {"entry": entry.model_dump(mode="json", exclude={"digest"}), "files": content}
    text = json.dumps(shown, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return entry.model_copy(update={"digest": hashlib.sha256(text.encode()).hexdigest()})


def text_for(texts: Mapping[str, str], languages: Sequence[str], default: str = "en") -> str:
    """Return the text in the first of *languages* that has one, else in *default*, else in any."""
    bases = [base for language in languages for base in (language, language.partition("-")[0])]
    for language in (*bases, default, *texts):
        if texts.get(language, "").strip():
            return texts[language]
    return ""


def _fields_of_all(metadata: Metadata, examination: Examination) -> dict[str, Any]:
    names = _texts(metadata.name_translations)
    languages = tuple(dict.fromkeys(tag for tag in metadata.languages if _LANGUAGE_TAG.fullmatch(tag)))
    tags = metadata.tags_translations.items()
    return {
        "languages": languages or tuple(names),
        "names": names,
        "descriptions": _texts(metadata.description_translations),
        "tags": {tag: tuple(filter(str.strip, words)) for tag, words in tags if _LANGUAGE_TAG.fullmatch(tag)},
        "instructions": _instructions(metadata.instructions_translations, examination),
        "constraints": _texts(metadata.constraints_and_limitations_translations),
        "regulations": _texts(metadata.regulations_and_standards_translations),
        "overview": _texts(metadata.overview_text),
        "difficulty": metadata.difficulty,
        "licence": metadata.licence,
        "targets": tuple(metadata.targets),
        "types": tuple(metadata.types),
        "administrative_scopes": tuple(metadata.administrative_scopes),
        "problem_profiles": tuple(dict.fromkeys(metadata.problemprofiles)),
        "is_sustainability_related": metadata.is_sustainability_related,
    }


def _fields_of_nature(document: JsonObject, files: Mapping[str, str]) -> dict[str, Any]:
    integration: Any = document.get("integration", {})
    reach = {name: value for name, value in integration.items() if not name.startswith("capabilities")}
    return {
        **{name: document.get(name) or None for name in ("form", "format", "process", "domain")},
        "software": document.get("softwareinterlinker"),
        "service_name": integration.get("service_name"),
        "uris": _texts(document.get("uri_translations")),
        "asset_names": _texts(document.get("asset_name_translations")),
        "supported_by": document.get("supported_by", ()),
        "capabilities": tuple(
            sorted(name for name, offered in integration.get("capabilities", {}).items() if offered is True)
        ),
        "capability_labels": _labels(integration.get("capabilities_translations", {})),
        "integration": reach,
        "logo": files.get("logotype"),
        "resources": {
            language: path
            for key, path in files.items()
            if (language := key.removeprefix("file_translations.")) != key and _LANGUAGE_TAG.fullmatch(language)
        },
    }


def _texts(value: JsonValue | Mapping[str, str]) -> dict[str, str]:
    texts: Any = value or {}
    return {tag: text for tag, text in texts.items() if _LANGUAGE_TAG.fullmatch(tag) and text.strip()}


def _labels(tables: Mapping[str, Any]) -> dict[str, dict[str, str]]:
    labels = {
        name.removesuffix(_LABEL_ENDING): _texts(table) for name, table in tables.items() if isinstance(table, dict)
    }
    return {capability: texts for capability, texts in labels.items() if texts}


def _instructions(declared: Mapping[str, str], examination: Examination) -> dict[str, str]:
    texts = {language: value for language, value in declared.items() if is_address(value)}
    for language in declared:
        if path := examination.files.get(f"instructions_translations.{language}"):
            texts[language] = (examination.folder / path).read_text(encoding="utf-8-sig", errors="replace")
    return _texts(texts)


def _digest_of(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
