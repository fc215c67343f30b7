# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Searching: words in any language, facets, order, pages, and input that nobody sane would type."""

import threading

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from interlink_runtime.store import open_store, search
from interlink_runtime.store.catalogue import EntryRow, SearchText, put_entry, remove_entry
from interlink_runtime.store.entry_order import Place
from interlink_runtime.store.search import Query, Results, search_entries

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
    async def find(text="", *, after=None, limit=50, **query) -> list[str]:
        return ids(await search_entries(store, Query(text, **query), after=after, limit=limit))

    return find


def ids(results: Results) -> list[str]:
    return [row.id for row in results.rows]


async def counts(store, query: Query, *facets: str):
    return (await search_entries(store, query, facets, limit=1)).counts


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
    results = await search_entries(store, Query("par"), limit=9)
    assert (ids(results), results.total) == (["guide", "survey", "canvas"], 3)


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
    assert await counts(store, query, "type", "scope", "none") == {
        "type": {"planning": 3, "asking": 1},
        "scope": {"local": 1},
        "none": {},
    }
    assert (await counts(store, Query("park"), "scope"))["scope"] == {"local": 2, "national": 1, "regional": 1}


async def test_a_count_is_how_many_would_be_found(store, found):
    for facet, values in (await counts(store, Query("par"), "type", "scope")).items():
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
    seen: list[str] = []
    for _ in range(5):
        seen += await found("same", after=Place(seen[-1], len(seen)) if seen else None, limit=7, order=order)
    assert len(seen) == len(set(seen)) == 30


async def test_a_page_tells_how_many_there_are_and_whether_more_follow(store):
    results = await search_entries(store, Query("park"), after=Place("guide", 1), limit=1)
    assert (ids(results), results.total, results.has_more) == (["survey"], 3, True)
    results = await search_entries(store, Query("park"), after=Place("canvas", 3), limit=9)
    assert (ids(results), results.total, results.has_more) == ([], 3, False)


@pytest.mark.parametrize("text", ["🌳", "!!!", '"', "()", "* - +", "_", "\0"])
async def test_text_without_a_word_finds_nothing_rather_than_everything(store, text):
    results = await search_entries(store, Query(text), ["type"], limit=9)
    assert (ids(results), results.total, results.counts) == ([], 0, {"type": {}})


HOSTILE = st.one_of(
    st.text(),
    st.text(alphabet='"*()^:-+{}. \\\0ANDORNEARpark_²'),
    st.lists(st.sampled_from(["park", "AND", "NOT", "NEAR(", '"', "name:", "*", "^", "é", "漢字", "🌳"])).map(" ".join),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=HOSTILE, language=st.sampled_from(["en", "lv", "'; DROP TABLE entries", ""]))
async def test_no_text_is_an_error(store, text, language):
    query = Query(text, language)
    results = await search_entries(store, query, ["type"], limit=50)
    assert len(results.rows) == results.total == sum(results.counts["type"].values())


async def test_where_very_many_have_the_words_the_names_come_first_in_the_asked_language(store, found, monkeypatch):
    monkeypatch.setattr(search, "MAX_RANKED_TEXTS", 2)
    for entry_id, language in (("parchi", "it"), ("aparks", "lv")):
        row = EntryRow(entry_id, "knowledge", "import", "o", "d", "{}", None, entry_id.title(), 9, 9)
        await store.commit(put_entry(row, {"type": ["planning"]}, [SearchText(language, "par", "", "")]))
    assert await found("par", language="it") == ["parchi", "aparks", "guide", "canvas", "survey"]
    assert await found("par", language="lv") == ["aparks", "guide", "parchi", "canvas", "survey"]
    assert await found("par", language="lv", facets={"type": ["planning"]}) == ["aparks", "guide", "parchi", "canvas"]


@pytest.mark.parametrize("ranked", [0, 5_000])
async def test_pages_together_are_the_whole_whatever_is_ranked(found, monkeypatch, ranked):
    monkeypatch.setattr(search, "MAX_RANKED_TEXTS", ranked)
    monkeypatch.setattr(search, "TEXTS_AT_ONCE", 2)
    seen: list[str] = []
    while page := await found("par", after=Place(seen[-1], len(seen)) if seen else None, limit=1):
        seen += page
    assert seen == await found("par")
    assert len(seen) == 3


@pytest.mark.parametrize("order", ["relevance", "name", "newest"])
@pytest.mark.parametrize("text", ["", "par"])
@pytest.mark.parametrize("ranked", [0, 5_000])
async def test_a_page_goes_on_where_its_entry_has_gone(store, found, monkeypatch, order, text, ranked):
    monkeypatch.setattr(search, "MAX_RANKED_TEXTS", ranked)
    everything = await found(text, order=order)
    await store.commit(remove_entry(everything[1]))
    assert await found(text, order=order, after=Place(everything[1], 1)) == everything[2:]


async def test_changes_of_another_process_are_seen_at_the_next_search(store, database):
    assert await counts(store, Query(), "scope") == {"scope": {"local": 3, "national": 1, "regional": 1}}
    other = await open_store(database)
    await other.commit(remove_entry("guide"))
    await other.close()
    assert await counts(store, Query(), "scope") == {"scope": {"local": 2, "national": 1}}


async def test_searching_keeps_the_event_loop_free(store):
    assert await store.searches.ask(lambda _connection, _index: threading.get_ident()) != threading.get_ident()


CHANGES = st.lists(st.tuples(st.integers(0, 7), st.frozensets(st.sampled_from("abc"))), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
async def test_counts_stay_true_through_every_change(store, changes):
    there = dict.fromkeys((), frozenset[str]())
    for number, values in changes:
        if number in there and not values:
            del there[number]
            await store.commit(remove_entry(f"e{number}"))
        else:
            there[number] = values
            row = EntryRow(f"e{number}", "knowledge", "import", "o", "d", "{}", None, "E", 1, 1)
            await store.commit(put_entry(row, {"letter": values}, [SearchText("en", "letter", "", "")]))
        kept = await search_entries(store, Query("letter"), ["letter"], limit=50)
        assert sorted(ids(kept)) == sorted(f"e{number}" for number in there)
        assert kept.counts["letter"] == {
            value: count for value in "abc" if (count := sum(value in values for values in there.values()))
        }
    await store.commit([step for number in there for step in remove_entry(f"e{number}")])
