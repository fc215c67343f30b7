# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The catalogue: found by words and facets, shown entry by entry."""

import json
import re

import pytest

from interlink_runtime.store.catalogue import EntryImage, EntryRow, SearchText, put_entry, put_genesis, put_images
from interlink_runtime.store.catalogue import put_profile as profile_step
from interlink_runtime.store.files import FileEntry
from interlink_sdk.metadata import CatalogueEntry

PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 50
DIGEST = "0" * 64


@pytest.fixture
def enter(http):
    """Put an entry into the catalogue, as an import does."""

    def entered(identifier: str, software: str | None = None, **fields) -> None:
        names = fields.pop("names", {"en": identifier.title()})
        document = {
            "id": identifier,
            "nature": "knowledge",
            "names": names,
            "languages": tuple(names),
            "digest": DIGEST,
        }
        entry = CatalogueEntry.model_validate({"descriptions": {}, **document, **fields})
        row = EntryRow(
            id=entry.id,
            nature=entry.nature,
            source="import",
            origin="bundle",
            digest=DIGEST,
            document=entry.model_dump_json(),
            software=software,
            name=next(iter(names.values())),
            created_at=1,
            updated_at=1,
        )
        texts = [SearchText(tag, name, "", entry.descriptions.get(tag, "")) for tag, name in names.items()]
        facets = {"nature": [entry.nature], "language": entry.languages, "difficulty": [entry.difficulty]}
        commit(http, put_entry(row, facets, texts))

    return entered


def commit(http, steps):
    http.portal.call(http.app.state.runtime.store.commit, steps)


def test_words_find_entries(nobody, enter):
    enter("water-survey")
    enter("waste-plan")
    page = nobody.get("/?q=survey").text
    assert "1 result</h2>" in page
    assert 'href="/catalogue/water-survey"' in page
    assert 'value="survey"' in page


def test_facets_narrow_and_are_kept(nobody, enter):
    enter("water", difficulty="easy")
    enter("waste", difficulty="very_difficult")
    page = nobody.get("/?difficulty=very_difficult&nature=knowledge").text
    assert "waste" in page
    assert 'href="/catalogue/water"' not in page
    assert re.search(r'value="very_difficult" checked', page)
    assert "Very difficult" in page


def test_nothing_found_says_what_to_do(nobody):
    page = nobody.get("/?q=xyzzy").text
    assert "0 results" in page
    assert "Try fewer or other words" in page


@pytest.mark.parametrize("query", ["%22", "AND OR NOT", "(*)", "%F0%9F%8C%B3", "x" * 200])
def test_odd_words_are_only_words(nobody, query):
    assert nobody.get(f"/?q={query}").status_code == 200


def test_results_have_pages_that_keep_the_filters(nobody, enter):
    for number in range(30):
        enter(f"plan-{number}")
    page = nobody.get("/?q=plan&nature=knowledge").text
    following = page.partition("Next page")[0].rpartition('href="')[2].partition('"')[0].replace("&amp;", "&")
    assert "nature=knowledge" in following
    second = nobody.get(following).text
    assert second.count("<article") == 6
    assert "Next page" not in second


def test_results_are_ordered(nobody, enter):
    enter("b-plan")
    enter("a-plan")
    page = nobody.get("/?order=name&q=plan").text
    assert page.index("/catalogue/a-plan") < page.index("/catalogue/b-plan")


def test_an_entry_shows_what_is_known_in_the_readers_language(bruno, enter):
    enter(
        "water",
        names={"en": "Water", "it": "Acqua"},
        descriptions={"en": "<p>About <b>water</b><script>alert(1)</script></p>"},
        instructions={"it": "# Uso\n<script>x</script>"},
        difficulty="medium",
        targets=("all;citizens",),
        tags={"it": ("rete",)},
    )
    page = bruno.get("/catalogue/water").text
    assert "<h1>Acqua</h1>" in page
    assert '<div class="prose" lang="en"><p>About <b>water</b></p></div>' in page
    assert "<h3>Uso</h3>" in page
    assert "<script>" not in page
    assert "Cittadini" in page
    assert "Media" in page


def test_problem_profiles_have_names(nobody, enter, http):
    enter("water", problem_profiles=("P1", "P2"))
    profile = {
        "id": "P1",
        "name_translations": {"en": "Too little rain"},
        "description_translations": {},
        "functionality_translations": {},
    }
    commit(http, [profile_step("P1", json.dumps(profile))])
    page = nobody.get("/catalogue/water").text
    assert "Too little rain" in page
    assert "P2" in page


def test_pictures_are_shown_and_only_pictures(nobody, enter, http):
    enter("water")
    blob = http.portal.call(put_bytes, http.app.state.runtime, PNG)
    images = [
        EntryImage("snapshot-1", FileEntry("snapshot-1", "image/png", blob.sha256, blob.size_bytes, blob.crc32)),
        EntryImage("snapshot-2", FileEntry("snapshot-2", "image/svg+xml", blob.sha256, blob.size_bytes, blob.crc32)),
    ]
    commit(http, put_images("water", images, at=1))
    page = nobody.get("/catalogue/water").text
    assert 'alt="Picture 1 of Water"' in page
    assert "snapshot-2" not in page
    picture = nobody.get("/catalogue/water/images/snapshot-1")
    assert picture.content == PNG
    assert "sandbox" in picture.headers["content-security-policy"]
    assert nobody.get("/catalogue/water/images/snapshot-2").status_code == 404


async def put_bytes(runtime, content):
    return await runtime.blobs.put_bytes(content)


def test_external_entries_are_links_that_say_so(nobody, enter):
    enter("elsewhere", nature="externalsoftware", uris={"en": "https://example.org/tool"})
    page = nobody.get("/catalogue/elsewhere").text
    assert 'href="https://example.org/tool" rel="noopener noreferrer" target="_blank"' in page
    assert "leaves this site" in page


def test_software_that_is_here_can_be_used(nobody):
    assert 'href="/notes/assets/instantiate"' in nobody.get("/catalogue/notes").text


def test_software_that_is_only_described_says_so(nobody, enter):
    enter("loomio", nature="software", service_name="loomio")
    page = nobody.get("/catalogue/loomio").text
    assert "it is not installed on this site" in page
    assert "Create</a>" not in page


def test_a_template_without_its_software_says_so(nobody, enter):
    enter("canvas", software=None)
    assert "which is not installed on this site" in nobody.get("/catalogue/canvas").text


def test_a_template_is_copied_in_the_chosen_language(ana, nobody, enter, http):
    enter("canvas", software="notes", names={"en": "Canvas"})
    for tag, title in (("en", "English canvas"), ("es", "Lienzo")):
        commit(http, [put_genesis("canvas", tag, http.portal.call(genesis, http.app.state.runtime, title))])
    assert "Sign in to use this template" in nobody.get("/catalogue/canvas").text
    page = ana.get("/catalogue/canvas").text
    assert "English canvas" in page.partition("Preview")[2]
    answer = ana.post("/catalogue/canvas/instantiate", {"language": "es", "_once": "t"})
    copy = ana.get(answer.headers["location"]).text
    assert "<h1>Lienzo</h1>" in copy
    assert 'href="/catalogue/canvas"' in copy


async def genesis(runtime, title):
    from interlink_runtime.assets.make import make_asset
    from interlink_runtime.identity.principals import SYSTEM

    kept = await make_asset(runtime, SYSTEM, "notes", {"title": title}, genesis_of="canvas")
    return kept.id


def test_an_entry_that_is_not_there_is_not_found(nobody):
    assert nobody.get("/catalogue/nothing").status_code == 404
