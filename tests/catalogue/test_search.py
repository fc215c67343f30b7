# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching the real catalogue: in every language, by every facet, page by page."""

import asyncio

import pytest

from interlink_runtime.catalogue.importing import import_catalogue
from interlink_runtime.catalogue.plugins import enter_plugins
from interlink_runtime.catalogue.rows import FACETS, plain
from interlink_runtime.catalogue.search import search_catalogue
from interlink_runtime.runtime import open_runtime
from interlink_runtime.settings import Settings
from interlink_sdk.errors import InvalidParameters, MalformedRequest


@pytest.fixture(scope="module")
def full_store(tmp_path_factory, examples, real):
    """Return the folder of a store with the real catalogue and the example interlinkers; it is only read."""
    settings = Settings.model_validate({"store": {"folder": tmp_path_factory.mktemp("full")}})

    async def fill():
        async with open_runtime(settings, discovery=examples) as runtime:
            await enter_plugins(runtime)
            await import_catalogue(runtime, real, {"googledrive": "documents"})

    asyncio.run(fill())
    return settings.store.folder


@pytest.fixture
async def full(opened, full_store):
    """Give a runtime on the full store."""
    async with opened(full_store) as runtime:
        yield runtime


async def test_texts_come_in_the_language_that_is_asked_for_else_in_english(full):
    names = {}
    for language in ("es", "en", "fr"):
        page = await search_catalogue(full, "stakeholders mapping", language)
        names[language] = {found.known.row.id: found.name for found in page.items}["stakeholders-mapping-canvas"]
    assert names["es"] == "Lienzo de mapeo de las partes interesadas"
    assert names["fr"] == names["en"] != names["es"]


async def test_a_language_with_its_region_finds_the_language(full):
    page = await search_catalogue(full, "lienzo", "es-MX")
    assert any(found.name == "Lienzo de mapeo de las partes interesadas" for found in page.items)


async def test_descriptions_are_plain_text(full):
    page = await search_catalogue(full, limit=100)
    assert page.total == 44
    assert not any("</" in found.description or "&nbsp;" in found.description for found in page.items)


async def test_facets_narrow_and_say_what_they_would_give(full):
    page = await search_catalogue(full, facets={"nature": ["software"], "licence": ["copyleft", "propietary"]})
    assert page.items
    assert {found.known.entry.nature for found in page.items} == {"software"}
    assert set(page.facets) == set(FACETS)
    assert page.facets["nature"]["software"] == page.total
    assert set(page.facets["nature"]) > {"software"}


async def test_every_value_of_every_facet_gives_as_many_entries_as_it_says(full):
    counts = (await search_catalogue(full)).facets
    for facet in FACETS:
        for value, count in list(counts[facet].items())[:4]:
            assert (await search_catalogue(full, facets={facet: [value]})).total == count


@pytest.mark.parametrize("order", ["relevance", "name", "newest"])
@pytest.mark.parametrize("text", ["", "template"])
async def test_pages_give_every_entry_once(full, text, order):
    after, seen = None, []
    while True:
        page = await search_catalogue(full, text, order=order, after=after, limit=7)
        seen += [found.known.row.id for found in page.items]
        after = page.after
        if after is None:
            break
    assert len(seen) == len(set(seen)) == page.total


@pytest.mark.parametrize("text", ['"', "((", "AND OR", "😀", "  -- ", "name:x*", "zzzzzz"])
async def test_whatever_is_typed_is_only_text(full, text):
    page = await search_catalogue(full, text)
    assert page.total < 44


async def test_an_unknown_facet_is_named(full):
    with pytest.raises(InvalidParameters) as refused:
        await search_catalogue(full, facets={"colour": ["red"]})
    assert refused.value.problems[0].key == "colour"


@pytest.mark.parametrize("cursor", ["", "x", "-1", "٣", "9" * 30])
async def test_what_was_never_a_cursor_is_refused(full, cursor):
    with pytest.raises(MalformedRequest):
        await search_catalogue(full, after=cursor)


def test_html_becomes_plain_text():
    assert plain("<p>Fish &amp; chips</p>").strip() == "Fish & chips"
    assert plain("1 < 2 and 3 > 2") == "1 < 2 and 3 > 2"
