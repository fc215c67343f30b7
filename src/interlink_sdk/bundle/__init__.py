# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The portable bundle of one asset: a ZIP that is the same bytes wherever it is made.

    ro-crate-metadata.json          what this is, for everybody's tools (RO-Crate 1.1)
    bundle.json                     what this is, for us, with the digest of every member
    state.json                      the asset's own document
    files/NAME                      its files
    attachments/SHA256              files of contributions
    contributions/COLLECTION.jsonl  one contribution per line, oldest first

Content goes in as a `BundleContent` and comes out as one: `stream(read(stream(x))) == stream(x)`.
Owners, grants and foreign identifiers have no place in it.
"""

from interlink_sdk.bundle.content import (
    FORMAT,
    BundleAttachment,
    BundleCollection,
    BundleContent,
    BundledContribution,
    BundledFile,
    BundleFile,
    BundleLimits,
    Description,
    Tally,
    contribution_line,
    write_collection,
)
from interlink_sdk.bundle.reading import OpenedBundle, read_bundle
from interlink_sdk.bundle.writing import bundle_length, stream_bundle

__all__ = [
    "FORMAT",
    "BundleAttachment",
    "BundleCollection",
    "BundleContent",
    "BundleFile",
    "BundleLimits",
    "BundledContribution",
    "BundledFile",
    "Description",
    "OpenedBundle",
    "Tally",
    "bundle_length",
    "contribution_line",
    "read_bundle",
    "stream_bundle",
    "write_collection",
]
