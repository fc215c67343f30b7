# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""INTERLINK's `metadata.json`: its shape, its examination, and its way into and out of our own manifest."""

from interlink_sdk.metadata.bundle import CatalogueContext
from interlink_sdk.metadata.convert import manifest_from_metadata, metadata_from_manifest, nulls_in, orders_in
from interlink_sdk.metadata.entry import CatalogueEntry, entry_from_bundle, text_for
from interlink_sdk.metadata.examination import CatalogueExamination, Examination
from interlink_sdk.metadata.examine import examine_bundle, examine_catalogue
from interlink_sdk.metadata.findings import DEFECTS, FATAL_CODES, WARNINGS, Finding, is_fatal, where
from interlink_sdk.metadata.model import NATURES, Nature, ProblemProfile

__all__ = [
    "DEFECTS",
    "FATAL_CODES",
    "NATURES",
    "WARNINGS",
    "CatalogueContext",
    "CatalogueEntry",
    "CatalogueExamination",
    "Examination",
    "Finding",
    "Nature",
    "ProblemProfile",
    "entry_from_bundle",
    "examine_bundle",
    "examine_catalogue",
    "is_fatal",
    "manifest_from_metadata",
    "metadata_from_manifest",
    "nulls_in",
    "orders_in",
    "text_for",
    "where",
]
