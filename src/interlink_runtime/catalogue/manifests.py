# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From an installed interlinker's manifest to what the catalogue shows of it."""

from collections.abc import Iterable, Mapping
from typing import Any

from interlink_sdk.manifest import Manifest, ManifestFile, offered_capabilities
from interlink_sdk.metadata import CatalogueEntry
from interlink_sdk.metadata.bundle import is_address
from interlink_sdk.metadata.entry import sealed
from interlink_sdk.metadata.manifest_tables import INTERLINK_WORDS
from interlink_sdk.metadata.metadata_fields import licence_class

_SAME_IN_BOTH = (
    "difficulty",
    "targets",
    "types",
    "administrative_scopes",
    "is_sustainability_related",
    "form",
    "format",
    "process",
    "domain",
    "supported_by",
    "capability_labels",
    "logo",
    "snapshots",
)


def entry_from_manifest(file: ManifestFile) -> CatalogueEntry:
    """Make the catalogue entry of the interlinker that *file* describes."""
    manifest = file.manifest
    fields: dict[str, Any] = {
        "id": manifest.id,
        "nature": manifest.nature,
        "languages": manifest.languages,
        "names": _said(manifest.name),
        "descriptions": _said(manifest.description),
        "tags": manifest.tags,
        "instructions": _said(_instructions(file)),
        **_catalogue_fields(manifest),
        **_nature_fields(manifest),
    }
    return sealed(fields, file.folder)


def _catalogue_fields(manifest: Manifest) -> dict[str, Any]:
    catalogue = manifest.catalogue
    return {
        **{name: getattr(catalogue, name) for name in _SAME_IN_BOTH},
        "problem_profiles": _distinct(catalogue.problem_profiles),
        "licence": catalogue.licence_class or licence_class(manifest.licence),
        "overview": _said(catalogue.overview),
        "constraints": _said(catalogue.constraints),
        "regulations": _said(catalogue.regulations),
    }


def _nature_fields(manifest: Manifest) -> dict[str, Any]:
    offered = offered_capabilities(manifest)
    fields: dict[str, Any] = {"capabilities": sorted(INTERLINK_WORDS.get(word, word) for word in offered)}
    if manifest.nature == "software":
        fields["service_name"] = manifest.id
    if manifest.knowledge:
        fields |= {"software": manifest.knowledge.software, "resources": manifest.knowledge.resources}
    if manifest.link:
        fields |= {"uris": manifest.link.uri, "asset_names": _said(manifest.link.asset_name)}
    return fields


def _instructions(file: ManifestFile) -> dict[str, str]:
    return {
        language: place if is_address(place) else file.path(place).read_text(encoding="utf-8-sig", errors="replace")
        for language, place in file.manifest.instructions.items()
    }


def _said(texts: Mapping[str, str]) -> dict[str, str]:
    return {language: text for language, text in texts.items() if text.strip()}


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(values))
