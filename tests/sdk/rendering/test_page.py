# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The default page: readable without a schema, semantic with one, and safe whatever was typed."""

from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interlink_sdk.assets import Author, Contribution, File
from interlink_sdk.rendering import Entries, human_size, render_document, render_state, web_address
from interlink_sdk.rendering.page import WORDS

VOID = {"br"}
ALLOWED = set("dl dt dd ul ol li p a strong time table thead tbody tr th td section h2 br".split())

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda children: st.lists(children, max_size=3) | st.dictionaries(st.text(max_size=5), children, max_size=3),
    max_leaves=8,
)


class Outline(HTMLParser):
    """The tags of a page, proven to be balanced, and its text."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(page)
        self.close()
        assert not self.open

    def handle_starttag(self, tag: str, attrs: list) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def shown(field: dict, value: object, **more: object) -> str:
    """Return how *value* is shown as the only property of a state."""
    return render_state({"type": "object", "properties": {"a": field}}, {"a": value}, **more)


def cell(field: dict, value: object, **more: object) -> str:
    return shown(field, value, **more).partition("<dd>")[2].removesuffix("</dd></dl>")


@pytest.mark.parametrize(
    ("field", "value", "html"),
    [
        ({"type": "string"}, "a < b & c", "a &lt; b &amp; c"),
        ({"type": "string"}, "", "–"),
        ({"type": "string"}, None, "–"),
        ({"type": "string", "maxLength": 500}, "one\n\ntwo\nthree", "<p>one</p><p>two<br>three</p>"),
        ({"type": "integer"}, 12, "12"),
        ({"type": "number"}, 1.5, "1.5"),
        ({"type": "boolean"}, True, "yes"),
        ({"type": "boolean"}, False, "no"),
        ({"type": "string", "format": "date"}, "2026-03-05", '<time datetime="2026-03-05">2026-03-05</time>'),
        (
            {"type": "string", "format": "date-time"},
            "2026-03-05T10:00:00Z",
            '<time datetime="2026-03-05T10:00:00Z">2026-03-05 10:00 UTC</time>',
        ),
        (
            {"type": "string", "format": "uri"},
            "https://a.eu/?a=1&b",
            '<a href="https://a.eu/?a=1&amp;b" rel="noopener noreferrer nofollow">https://a.eu/?a=1&amp;b</a>',
        ),
        ({"type": "string", "format": "uri"}, "javascript:alert(1)", "javascript:alert(1)"),
        ({"type": "string", "format": "file"}, "año 1.pdf", '<a href="files/a%C3%B1o%201.pdf">año 1.pdf</a>'),
        ({"oneOf": [{"const": "r", "title": "Red"}]}, "r", "Red"),
        ({"enum": ["r"]}, "other", "other"),
        ({"type": "array", "items": {"type": "string"}}, ["x", "y"], "<ul><li>x</li><li>y</li></ul>"),
        ({"type": "array", "items": {"type": "string"}}, [], "–"),
        (
            {"type": "array", "uniqueItems": True, "items": {"oneOf": [{"const": 1, "title": "One"}]}},
            [1],
            "<ul><li>One</li></ul>",
        ),
        ({"type": "object", "properties": {"b": {"title": "B"}}}, {"b": 1}, "<dl><dt>B</dt><dd>1</dd></dl>"),
        ({}, {"some_key": [True]}, "<dl><dt>Some key</dt><dd><ul><li>yes</li></ul></dd></dl>"),
    ],
)
def test_each_kind_of_value_is_shown_as_what_it_is(field, value, html):
    assert cell(field, value) == html


def test_objects_that_fit_into_a_table_are_one():
    row = {"type": "object", "properties": {"name": {"type": "string"}, "age": {"type": "integer"}}}
    html = cell({"title": "People", "type": "array", "items": row}, [{"name": "Ana", "age": 3}, {"name": "Bo"}])
    assert html == (
        '<table aria-label="People"><thead><tr><th scope="col">Name</th><th scope="col">Age</th></tr></thead>'
        "<tbody><tr><td>Ana</td><td>3</td></tr><tr><td>Bo</td><td>–</td></tr></tbody></table>"
    )


def test_objects_that_do_not_fit_into_a_table_are_lists_of_descriptions():
    row = {"type": "object", "properties": {"name": {"type": "string"}}}
    html = cell({"type": "array", "items": row}, [{"name": "Ana", "unknown": 1}])
    assert "<table" not in html
    assert "<dt>Unknown</dt><dd>1</dd>" in html


def test_what_the_schema_does_not_describe_is_shown_last():
    schema = {"type": "object", "properties": {"b": {"type": "string"}}}
    assert Outline(render_state(schema, {"a": "1", "b": "2"})).text == "B2A1"


def test_labels_are_those_of_the_readers_language():
    labels = {"properties.a.title": "Color", "properties.a.enum.r": "Rojo"}
    assert Outline(shown({"enum": ["r"]}, "r", labels=labels, locale="es")).text == "ColorRojo"


@pytest.mark.parametrize(("locale", "word"), [("es", "sí"), ("it-IT", "sì"), ("lv", "jā"), ("de", "yes")])
def test_the_pages_own_words_are_in_its_language(locale, word):
    assert cell({"type": "boolean"}, value=True, locale=locale) == word


def test_every_language_has_every_word():
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}


def test_files_are_links_with_their_size():
    files = [File(name="q?#&.txt", sha256="0" * 64, size_bytes=1500)]
    html = render_state({}, {}, files)
    assert '<a href="files/q%3F%23%26.txt">q?#&amp;.txt</a> (1.5 kB)' in html


def test_contributions_are_an_ordered_list_with_who_and_when():
    at = datetime(2026, 3, 5, 10, tzinfo=UTC)
    entry = Contribution(body={"text": "Hi"}, author=Author(id="x", name="Ana <b>"), created_at=at)
    html = render_state({}, {}, contributions=[Entries("Comments", [entry], {})])
    assert html == (
        "<section><h2>Comments</h2><ol><li><p><strong>Ana &lt;b&gt;</strong> "
        '<time datetime="2026-03-05">2026-03-05</time>'
        "</p><dl><dt>Text</dt><dd>Hi</dd></dl></li></ol></section>"
    )


def test_nobody_is_named_where_there_is_only_a_pseudonym():
    entry = Contribution(body={"text": "Hi"}, author=Author(id="p-9431"))
    assert "9431" not in render_state({}, {}, contributions=[Entries("Votes", [entry], {})])


def test_of_many_contributions_the_first_are_shown_and_the_others_counted():
    entries = (Contribution(body={"n": n}) for n in range(1_000))
    html = render_state({}, {}, contributions=[Entries("Votes", entries, {})])
    assert html.count("<li>") == 200
    assert "<p>and 800 more</p>" in html


def test_a_collection_without_entries_is_left_out():
    assert render_state({}, {}, contributions=[Entries("Votes", [], {})]) == ""


def test_a_page_too_large_for_its_frame_says_so():
    assert render_state({}, {"a": "x" * 3_000_000}) == "<p>too large to be shown</p>"


def test_a_state_nested_without_end_is_cut():
    state: dict = {}
    for _ in range(200):
        state = {"a": state}
    assert "…" in render_state({}, state)


def test_a_schema_that_refers_to_itself_is_shown():
    schema = {"type": "object", "properties": {"name": {"type": "string"}, "next": {"$ref": "#"}}}
    assert (
        Outline(render_state(schema, {"name": "1", "next": {"name": "2", "next": {"name": "3"}}})).text.count("Name")
        == 3
    )


@settings(max_examples=200, deadline=None)
@given(
    state=st.dictionaries(st.text(max_size=5), json_values, max_size=4),
    field=st.sampled_from([{}, {"type": "string", "format": "uri"}, {"type": "array", "items": {"type": "string"}}]),
)
def test_whatever_is_kept_the_page_has_only_our_tags_and_safe_links(state, field):
    page = Outline(render_state({"type": "object", "properties": {"a": field}}, state))
    assert {tag for tag, _ in page.tags} <= ALLOWED
    assert all(attrs["href"].startswith(("https://", "http://", "files/")) for tag, attrs in page.tags if tag == "a")


@pytest.mark.parametrize(
    "address",
    ["javascript:x", "data:text/html,x", "//example.org", "/x", "https://", "http://[", "https://a\nb", "ftp://a"],
)
def test_only_addresses_of_the_web_are_links(address):
    assert web_address(address) is None


@pytest.mark.parametrize(
    ("size", "text"), [(0, "0 B"), (999, "999 B"), (1000, "1.0 kB"), (1_500_000, "1.5 MB"), (10**15, "1000.0 TB")]
)
def test_sizes_are_said_in_the_largest_unit(size, text):
    assert human_size(size) == text


@pytest.mark.parametrize(("locale", "text"), [("en", "81.2 kB"), ("es", "81,2 kB"), ("lv-LV", "81,2 kB")])
def test_the_size_of_a_file_is_written_in_the_readers_manner(locale, text):
    file = File(name="plan.txt", media_type="text/plain", sha256="0" * 64, size_bytes=81_200)
    assert text in render_state({}, {}, [file], locale=locale)


def test_a_document_escapes_its_title_and_names_its_language():
    html = render_document("A <b>", "<p>x</p>", "es")
    assert '<html lang="es">' in html
    assert "<h1>A &lt;b&gt;</h1>\n<p>x</p>" in html
