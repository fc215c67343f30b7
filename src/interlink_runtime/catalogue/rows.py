# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""An entry on its way into the store: its row, the facets it is filtered by, the texts it is found by."""

import re
from collections.abc import Mapping, Sequence
from html import unescape

from interlink_runtime.store import Step
from interlink_runtime.store.catalogue import EntryRow, SearchText, put_entry
from interlink_sdk.metadata import CatalogueEntry, text_for

FACETS = ("nature", "type", "language", "scope", "difficulty", "licence", "problem_profile")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")


def entry_steps(
    entry: CatalogueEntry,
    *,
    source: str,
    origin: str,
    software: str | None,
    before: EntryRow | None,
    at: int,
    digest: str | None = None,
) -> list[Step]:
    """Return the steps that put *entry* into the catalogue, or in the place of what was known *before*.

    *digest* is what tells whether it has changed, where that is more than the entry's own.
    """
    row = EntryRow(
        id=entry.id,
        nature=entry.nature,
        source=source,
        origin=origin,
        digest=digest or entry.digest,
        document=entry.model_dump_json(),
        software=software,
        name=text_for(entry.names, ()),
        created_at=before.created_at if before else at,
        updated_at=at,
    )
    return put_entry(row, facets_of(entry), texts_of(entry))


def facets_of(entry: CatalogueEntry) -> Mapping[str, Sequence[str]]:
    """Return the values by which *entry* is filtered."""
    return {
        "nature": (entry.nature,),
        "type": entry.types,
        "language": entry.languages,
        "scope": entry.administrative_scopes,
        "difficulty": (entry.difficulty,),
        "licence": (entry.licence,) if entry.licence else (),
        "problem_profile": entry.problem_profiles,
    }


def texts_of(entry: CatalogueEntry) -> list[SearchText]:
    """Return what full-text search reads of *entry*, one per language that says anything."""
    languages = dict.fromkeys((*entry.names, *entry.descriptions, *entry.tags))
    return [
        SearchText(
            language,
            entry.names.get(language, ""),
            " ".join(entry.tags.get(language, ())),
            plain(entry.descriptions.get(language, "")),
        )
        for language in languages
    ]


def plain(text: str) -> str:
    """Return *text* without HTML tags, which most real descriptions have."""
    return unescape(_TAG.sub(" ", text))
