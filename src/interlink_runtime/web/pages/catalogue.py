# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""`/`: the catalogue, to be searched and filtered."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Annotated, cast

from fastapi import APIRouter, Query, Response

from interlink_runtime.catalogue.entries import problem_profiles
from interlink_runtime.catalogue.search import search_catalogue
from interlink_runtime.store.search import Order
from interlink_runtime.web.languages import SOURCE_LANGUAGE, language_name
from interlink_runtime.web.markup import first_words
from interlink_runtime.web.said import Said, said_in
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


@router.get("/")
async def show_catalogue(
    visit: AnyVisit, q: Annotated[str, Query(max_length=200)] = "", order: str = "relevance", after: str = ""
) -> Response:
    """Show what fits the words and the filters."""
    chosen, known_order = _chosen(visit), cast("Order", order) if order in ORDERS else "relevance"
    found = await search_catalogue(
        visit.runtime, q, visit.language, chosen, known_order, after=after or None, limit=PAGE_SIZE
    )
    filters = [("q", q), ("order", order), *((name, value) for name in chosen for value in chosen[name])]
    return visit.page(
        "catalogue.html",
        query=q,
        order=known_order,
        orders=[(value, visit.say(label)) for value, label in ORDERS.items()],
        total=found.total,
        cards=[_card(visit, item.known.entry) for item in found.items],
        facets=await _facets(visit, found.facets, chosen),
        is_filtered=bool(q or chosen),
        first_page=visit.link("/", filters) if after else None,
        next_page=visit.link("/", [*filters, ("after", found.after)]) if found.after else None,
    )


async def profile_names(visit: Visit) -> dict[str, Said]:
    """Return what each problem profile is called in the person's language."""
    profiles = await problem_profiles(visit.runtime)
    wanted = (visit.language, SOURCE_LANGUAGE)
    return {one.id: said_in(one.name_translations, wanted, identifier=one.id) for one in profiles}


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
