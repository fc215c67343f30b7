# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The description of an asset as an RO-Crate: content in, JSON-LD out, for tools that know nothing of us.

Source: RO-Crate 1.1, "Root Data Entity", "Data Entities" and "Provenance of entities".
"""

from typing import assert_never
from urllib.parse import quote

from pydantic import JsonValue

from interlink_sdk.assets import JsonObject
from interlink_sdk.bundle.content import (
    MANIFEST,
    STATE,
    BundleAttachment,
    BundleCollection,
    BundleFile,
    Description,
    Part,
)

CRATE = "ro-crate-metadata.json"
SPECIFICATION = "https://w3id.org/ro/crate/1.1"


def crate_for(description: Description) -> JsonObject:
    """Return the RO-Crate that describes the asset and every part of its bundle."""
    parts = [_document(MANIFEST, "digests of all parts"), _document(STATE, "state of the asset")]
    parts += [_part(part) for part in description.parts]
    people: list[JsonObject] = []
    if description.author is not None:
        people.append({"@id": "#author", "@type": "Person", "name": description.author})
    about = [_descriptor(), _root(description, parts), _interlinker(description), _making(description)]
    context: list[JsonValue] = [f"{SPECIFICATION}/context", {"sha256": "http://schema.org/sha256"}]
    return {"@context": context, "@graph": [*about, *people, *parts]}


def _descriptor() -> JsonObject:
    about: JsonObject = {"about": {"@id": "./"}, "conformsTo": {"@id": SPECIFICATION}}
    return {"@id": CRATE, "@type": "CreativeWork", **about}


def _root(description: Description, parts: list[JsonObject]) -> JsonObject:
    root: JsonObject = {
        "@id": "./",
        "@type": "Dataset",
        "name": description.name,
        "description": f"an asset made with the interlinker {description.interlinker}",
        "identifier": f"urn:uuid:{description.asset_id}",
        "version": str(description.version),
        "dateCreated": description.created_at.isoformat(),
        "dateModified": description.updated_at.isoformat(),
        "datePublished": description.updated_at.isoformat(),
        "mentions": {"@id": "#making"},
        "hasPart": [{"@id": part["@id"]} for part in parts],
    }
    if description.language is not None:
        root["inLanguage"] = description.language
    if description.author is not None:
        root["author"] = {"@id": "#author"}
    if sources := _sources(description):
        root["isBasedOn"] = sources
    return root


def _sources(description: Description) -> list[JsonValue]:
    clone = [f"urn:uuid:{description.cloned_from}"] if description.cloned_from else []
    return [*clone, *([description.knowledge] if description.knowledge else [])]


def _interlinker(description: Description) -> JsonObject:
    return {
        "@id": "#interlinker",
        "@type": "SoftwareApplication",
        "name": description.interlinker,
        "softwareVersion": description.interlinker_version,
        "sha256": description.manifest_sha256,
        "description": "the interlinker that made the asset; the digest is that of its manifest",
    }


def _making(description: Description) -> JsonObject:
    links: JsonObject = {"instrument": {"@id": "#interlinker"}, "result": {"@id": "./"}}
    return {"@id": "#making", "@type": "CreateAction", "endTime": description.created_at.isoformat(), **links}


def _document(name: str, purpose: str) -> JsonObject:
    return {"@id": name, "@type": "File", "name": purpose, "encodingFormat": "application/json"}


def _part(part: Part) -> JsonObject:
    match part:
        case BundleFile():
            name, media_type = part.name, part.media_type
        case BundleCollection():
            name, media_type = f"contributions to {part.name}", "application/jsonl"
        case BundleAttachment():
            name, media_type = "file of a contribution", "application/octet-stream"
        case _:
            assert_never(part)
    facts: JsonObject = {"contentSize": str(part.size_bytes), "sha256": part.sha256, "encodingFormat": media_type}
    return {"@id": quote(part.member), "@type": "File", "name": name, **facts}
