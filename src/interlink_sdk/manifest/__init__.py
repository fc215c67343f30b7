# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlinker.toml`: its model, and how it is read without importing the package."""

from interlink_sdk.manifest.locales import missing_translations
from interlink_sdk.manifest.model import (
    CAPABILITIES,
    Capability,
    Collection,
    Format,
    Manifest,
    Nature,
    offered_capabilities,
)
from interlink_sdk.manifest.reading import ManifestFile, parse_manifest, read_manifest
from interlink_sdk.manifest.references import MANIFEST_NAME

__all__ = [
    "CAPABILITIES",
    "MANIFEST_NAME",
    "Capability",
    "Collection",
    "Format",
    "Manifest",
    "ManifestFile",
    "Nature",
    "missing_translations",
    "offered_capabilities",
    "parse_manifest",
    "read_manifest",
]
