# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/`: the catalogue, to be searched and filtered."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, cast

from fastapi import APIRouter, Query, Response

from interlink_runtime.store.catalogue import problem_profiles
from interlink_runtime.store.search import Order, facet_counts, search_entries
from interlink_runtime.store.search import Query as CatalogueQuery
from interlink_runtime.web.languages import SOURCE_LANGUAGE, language_name
from interlink_runtime.web.markup import first_words
from interlink_runtime.web.said import Said, said_in
from interlink_runtime.web.visits import AnyVisit, Visit
from interlink_runtime.web.words import DIFFICULTIES, FACETS, LICENCES, NATURES, ORDERS, SCOPES, TYPES
from interlink_sdk.metadata import CatalogueEntry

PAGE_SIZE = 24
MAX_OPTIONS = 40
MAX_PAGES = 1_000

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


@router.get("/")
async def show_catalogue(
    visit: AnyVisit, q: Annotated[str, Query(max_length=200)] = "", order: str = "relevance", page: int = 1
) -> Response:
    """Show what fits the words and the filters."""
    chosen = _chosen(visit)
    query = CatalogueQuery(q, visit.language, chosen, cast("Order", order) if order in ORDERS else "relevance")
    number = max(1, min(page, MAX_PAGES))
    rows, total = await search_entries(visit.runtime.store, query, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    counts = await facet_counts(visit.runtime.store, query, list(FACETS))
    filters = [("q", q), ("order", order), *((name, value) for name in chosen for value in chosen[name])]
    return visit.page(
        "catalogue.html",
        query=q,
        order=query.order,
        orders=[(value, visit.say(label)) for value, label in ORDERS.items()],
        total=total,
        cards=[_card(visit, CatalogueEntry.model_validate_json(row.document)) for row in rows],
        facets=await _facets(visit, counts, chosen),
        is_filtered=bool(q or chosen),
        first_page=visit.link("/", filters) if number > 1 else None,
        next_page=visit.link("/", [*filters, ("page", str(number + 1))]) if number * PAGE_SIZE < total else None,
    )


async def profile_names(visit: Visit) -> dict[str, Said]:
    """Return what each problem profile is called in the person's language."""
    documents = await problem_profiles(visit.runtime.store)
    names = {key: json.loads(document).get("name_translations") or {} for key, document in documents.items()}
    wanted = (visit.language, SOURCE_LANGUAGE)
    return {key: said_in(texts, wanted, identifier=key) for key, texts in names.items()}


def _chosen(visit: Visit) -> dict[str, list[str]]:
    parameters = visit.request.query_params
    chosen = {facet: [value for value in parameters.getlist(facet) if value] for facet in FACETS}
    return {facet: values for facet, values in chosen.items() if values}


def _card(visit: Visit, entry: CatalogueEntry) -> Card:
    wanted = (visit.language, SOURCE_LANGUAGE)
    name, text = said_in(entry.names, wanted), said_in(entry.descriptions, wanted)
    nature = visit.say(NATURES[entry.nature])
    return Card(entry.id, name.text, name.language, first_words(text.text), text.language, nature, entry.languages)


async def _facets(
    visit: Visit, counts: Mapping[str, Mapping[str, int]], chosen: Mapping[str, Sequence[str]]
) -> list[Facet]:
    profiles = {key: said.text for key, said in (await profile_names(visit)).items()}
    facets = []
    for name, heading in FACETS.items():
        options = tuple(islice(_options(visit, name, counts[name], chosen.get(name, ()), profiles), MAX_OPTIONS))
        if options:
            facets.append(Facet(name, visit.say(heading), options))
    return facets


def _options(
    visit: Visit, facet: str, counts: Mapping[str, int], chosen: Sequence[str], profiles: Mapping[str, str]
) -> Iterator[Option]:
    for value in dict.fromkeys((*counts, *chosen)):
        label = _LABELS.get(facet, {}).get(value)
        said = visit.say(label) if label else _name(visit, facet, value, profiles)
        yield Option(value, said, counts.get(value, 0), value in chosen)


def _name(visit: Visit, facet: str, value: str, profiles: Mapping[str, str]) -> str:
    return language_name(value, visit.language) if facet == "language" else profiles.get(value) or value
