# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Where a manifest disagrees with itself: each key alone is right, together they are not.

A contradiction is `KEY: what is wrong`, the key being the one to correct.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from interlink_sdk.manifest.model import Manifest

COMMON_FORMATS = ("json", "html")
"""Every interlinker exports them, without listing them."""
BUNDLE_FORMAT = "bundle"
SCHEMA_NAMES = ("params", "state", "settings")
"""What the schemas are called in the files of `locales/`, beside the names of collections."""


def contradictions(manifest: "Manifest") -> Iterator[str]:
    """Yield every contradiction of *manifest*."""
    yield from _language_faults(manifest)
    yield from _nature_faults(manifest)
    yield from _format_faults(manifest)
    yield from _capability_faults(manifest)
    yield from _collection_faults(manifest)
    if manifest.files and manifest.files.min_count > manifest.files.max_count:
        yield f"files.min_count: more than max_count, which is {manifest.files.max_count}"


def _language_faults(manifest: "Manifest") -> Iterator[str]:
    default = manifest.default_language
    if default not in manifest.languages:
        yield f"languages: the default language {default!r} is missing"
    for table, texts in (("name", manifest.name), ("description", manifest.description)):
        if default not in texts:
            yield f"{table}.{default}: the default language {default!r} is missing"


def _nature_faults(manifest: "Manifest") -> Iterator[str]:
    if manifest.nature == "knowledge" and manifest.knowledge is None:
        yield "knowledge: a knowledge interlinker names its software and its resources in [knowledge]"
    if manifest.nature.startswith("external") and manifest.link is None:
        yield "link: an external interlinker names its address in [link]"


def _format_faults(manifest: "Manifest") -> Iterator[str]:
    own = [entry.id for entry in manifest.formats]
    if BUNDLE_FORMAT in own:
        yield f"formats: {BUNDLE_FORMAT!r} is the platform's own portable format; choose another id"
    if len(set(own)) < len(own):
        yield "formats: each id once"
    known = dict.fromkeys((*own, *COMMON_FORMATS, BUNDLE_FORMAT))
    if manifest.download_format not in known:
        yield f"download_format: {manifest.download_format!r} is none of {', '.join(known)}"


def _capability_faults(manifest: "Manifest") -> Iterator[str]:
    offered = manifest.capabilities or ()
    if "contribute" in offered and not manifest.collections:
        yield "capabilities: 'contribute' needs at least one table under [collections]"
    if len(set(offered)) < len(offered):
        yield "capabilities: each capability once"


def _collection_faults(manifest: "Manifest") -> Iterator[str]:
    for name in manifest.collections:
        if name in SCHEMA_NAMES:
            yield f"collections.{name}: {name!r} already names a schema; choose another name"
