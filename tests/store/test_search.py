# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching: words in any language, facets, order, pages, and input that nobody sane would type."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlink_runtime.store.catalogue import EntryRow, SearchText, put_entry
from interlink_runtime.store.search import Query, facet_counts, search_entries

TEXTS = {
    "guide": {"en": ("Park guide", "trees", "How to plan"), "es": ("Guía de parques", "árboles", "Planificación")},
    "survey": {"en": ("Survey", "park citizens", "Ask them"), "lv": ("Aptauja", "pilsoņi", "Jautājiet")},
    "canvas": {"en": ("Canvas", "model", "A canvas for a park or a square"), "it": ("Tela", "modello", "Un parco")},
    "toolbox": {"it": ("Cassetta", "attrezzi", "Strumenti per la città")},
}
FACETS = {
    "guide": {"type": ["planning"], "scope": ["local", "regional"]},
    "survey": {"type": ["asking"], "scope": ["local"]},
    "canvas": {"type": ["planning"], "scope": ["national"]},
    "toolbox": {"type": ["planning"], "scope": ["local"]},
}


@pytest.fixture(autouse=True)
async def catalogue(store):
    for number, (entry_id, texts) in enumerate(TEXTS.items()):
        row = EntryRow(entry_id, "knowledge", "import", "o", "d", "{}", None, entry_id.title(), number, number)
        words = [SearchText(language, *text) for language, text in texts.items()]
        await store.commit(put_entry(row, FACETS[entry_id], words))


@pytest.fixture
def found(store):
    async def search(text="", *, offset=0, limit=50, **query) -> list[str]:
        rows, _ = await search_entries(store, Query(text, **query), offset=offset, limit=limit)
        return [row.id for row in rows]

    return search


async def test_a_hit_in_the_name_counts_more_than_in_tags_and_tags_more_than_in_the_description(found):
    assert await found("park") == ["guide", "survey", "canvas"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GUIA", ["guide"]),
        ("planificacion", ["guide"]),
        ("pilson", ["survey"]),
        ("citta", ["toolbox"]),
        ("park tree", ["guide"]),
        ("trees park", ["guide"]),
        ("par", ["guide", "survey", "canvas"]),
        ("tre park", []),
        ("nothing", []),
    ],
)
async def test_words_are_found_in_any_language_without_accents_and_the_last_by_its_beginning(found, text, expected):
    assert await found(text) == expected


async def test_an_entry_that_matches_in_two_languages_comes_once(store):
    rows, total = await search_entries(store, Query("par"), offset=0, limit=9)
    assert ([row.id for row in rows], total) == (["guide", "survey", "canvas"], 3)


async def test_the_asked_language_ranks_higher(store, found):
    for entry_id, language in (("one", "es"), ("two", "it")):
        row = EntryRow(entry_id, "knowledge", "import", "o", "d", "{}", None, entry_id, 9, 9)
        await store.commit(put_entry(row, {}, [SearchText(language, "radio", "", "")]))
    assert await found("radio", language="es") == ["one", "two"]
    assert await found("radio", language="it") == ["two", "one"]


async def test_facets_narrow_together_and_their_values_widen(found):
    assert await found(facets={"type": ["planning"], "scope": ["local"]}) == ["guide", "toolbox"]
    assert await found(facets={"scope": ["regional", "national"]}) == ["canvas", "guide"]
    assert await found("park", facets={"type": ["planning"]}) == ["guide", "canvas"]
    assert await found(facets={"type": []}) == ["canvas", "guide", "survey", "toolbox"]
    assert await found(facets={"unknown": ["x"]}) == []


async def test_counts_of_a_facet_ignore_its_own_selection_and_heed_the_others(store):
    query = Query(facets={"type": ["asking"]})
    assert await facet_counts(store, query, ["type", "scope", "none"]) == {
        "type": {"planning": 3, "asking": 1},
        "scope": {"local": 1},
        "none": {},
    }
    assert (await facet_counts(store, Query("park"), ["scope"]))["scope"] == {"local": 2, "national": 1, "regional": 1}


async def test_a_count_is_how_many_would_be_found(store, found):
    for facet, values in (await facet_counts(store, Query("par"), ["type", "scope"])).items():
        for value, count in values.items():
            assert len(await found("par", facets={facet: [value]})) == count


async def test_entries_can_be_ordered_by_name_and_by_age(found):
    assert await found(order="name") == ["canvas", "guide", "survey", "toolbox"]
    assert await found("park", order="newest") == ["canvas", "survey", "guide"]


@pytest.mark.parametrize("order", ["relevance", "name", "newest"])
async def test_pages_follow_each_other(store, found, order):
    for number in range(30):  # all alike, so that only the identifier tells them apart
        row = EntryRow(f"same-{number}", "knowledge", "import", "o", "d", "{}", None, "Same", 5, 5)
        await store.commit(put_entry(row, {}, [SearchText("en", "Same", "", "")]))
    pages = [await found("same", offset=offset, limit=7, order=order) for offset in range(0, 35, 7)]
    seen = [entry_id for page in pages for entry_id in page]
    assert len(seen) == len(set(seen)) == 30


async def test_a_page_tells_how_many_there_are(store):
    rows, total = await search_entries(store, Query("park"), offset=1, limit=1)
    assert ([row.id for row in rows], total) == (["survey"], 3)
    assert await search_entries(store, Query("park"), offset=9, limit=9) == ([], 3)


@pytest.mark.parametrize("text", ["🌳", "!!!", '"', "()", "* - +", "_", "\0"])
async def test_text_without_a_word_finds_nothing_rather_than_everything(store, text):
    assert await search_entries(store, Query(text), offset=0, limit=9) == ([], 0)
    assert await facet_counts(store, Query(text), ["type"]) == {"type": {}}


HOSTILE = st.one_of(
    st.text(),
    st.text(alphabet='"*()^:-+{}. \\\0ANDORNEARpark_²'),
    st.lists(st.sampled_from(["park", "AND", "NOT", "NEAR(", '"', "name:", "*", "^", "é", "漢字", "🌳"])).map(" ".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE, language=st.sampled_from(["en", "lv", "'; DROP TABLE entries", ""]))
async def test_no_text_is_an_error(store, text, language):
    query = Query(text, language)
    rows, total = await search_entries(store, query, offset=0, limit=50)
    assert len(rows) == total
    counts = await facet_counts(store, query, ["type"])
    assert sum(counts["type"].values()) == total
