# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/`: the catalogue, to be searched and filtered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Query, Response

from interlink_runtime.web.languages import SOURCE_LANGUAGE, language_name
from interlink_runtime.web.markup import first_words
from interlink_runtime.web.said import said_in
from interlink_runtime.web.visits import AnyVisit, Visit
from interlink_runtime.web.words import DIFFICULTIES, FACETS, LICENCES, NATURES, ORDERS, SCOPES, TYPES
from interlink_sdk.metadata import CatalogueEntry

PAGE_SIZE = 24
MAX_OPTIONS = 40

_LABELS: Mapping[str, Mapping[str, str]] = {
    "nature": NATURES,
    "type": TYPES,
    "scope": SCOPES,
    "difficulty": DIFFICULTIES,
    "licence": LICENCES,
}

router = APIRouter()


@dataclass(frozen=True, slots=True)
class Card:
    """One entry among the results."""

    id: str
    name: str
    name_language: str
    text: str
    text_language: str
    nature: str
    languages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One value of a facet and how many results it would give."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One question by which results are filtered."""

    name: str
    label: str
    options: tuple[Option, ...]

    @property
    def chosen(self) -> int:
        """How many values are chosen."""
        return sum(option.chosen for option in self.options)

    @property
    def is_open(self) -> bool:
        """Whether the page shows the values at once."""
        return self.chosen > 0 or self.name == "nature"
