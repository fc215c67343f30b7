# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`interlinker.toml`: its model, and how it is read without importing the package."""

from interlink_sdk.manifest.model import (
    CAPABILITIES,
    Capability,
    Collection,
    Format,
    Manifest,
    Nature,
    offered_capabilities,
)
from interlink_sdk.manifest.reading import MANIFEST_NAME, ManifestFile, parse_manifest, read_manifest

__all__ = [
    "CAPABILITIES",
    "MANIFEST_NAME",
    "Capability",
    "Collection",
    "Format",
    "Manifest",
    "ManifestFile",
    "Nature",
    "offered_capabilities",
    "parse_manifest",
    "read_manifest",
]
