# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Text of others becomes harmless markup."""

from html.parser import HTMLParser

import pytest

from interlink_runtime.web.markup import first_words, shown_markdown, shown_rendering, shown_text

HOSTILE = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    '<a href="javascript:alert(1)">x</a>',
    '<p style="position:fixed">x</p>',
    '<form action="/assets"><button>x</button></form>',
    '<iframe src="https://example.org"></iframe>',
    '<svg onload="alert(1)"></svg>',
    '<a href="data:text/html,x">x</a>',
]


@pytest.mark.parametrize("html", HOSTILE)
@pytest.mark.parametrize("shown", [shown_text, shown_markdown, lambda html: shown_rendering(html, "/f/")])
def test_nothing_that_acts_gets_through(shown, html):
    reader = Reader()
    reader.feed(shown(html))
    assert reader.tags <= {"p", "a"}
    assert {name for name, _ in reader.attributes} <= {"href", "rel", "class"}
    assert not any(value.startswith(("javascript:", "data:")) for _, value in reader.attributes)


class Reader(HTMLParser):
    """Reads markup as a browser does."""

    def __init__(self):
        super().__init__()
        self.tags, self.attributes = set(), []

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.attributes += attrs


def test_plain_text_keeps_its_lines():
    assert shown_text("one\ntwo & three < four") == '<p class="lines">one\ntwo &amp; three &lt; four</p>'


def test_headings_of_texts_stand_below_those_of_the_page():
    assert shown_markdown("# Use") == "<h3>Use</h3>\n"
    assert shown_text("<h1>A</h1><h6>B</h6>") == "<h3>A</h3><h6>B</h6>"


def test_links_of_texts_tell_nobody_where_they_were_followed():
    assert 'rel="noopener noreferrer"' in shown_text('<a href="https://example.org">x</a>')


def test_first_words_are_plain_text():
    assert first_words("<p>One &amp; <b>two</b></p><ul><li>three</li></ul>") == "One & two three"
    assert first_words("a < b, and b > c") == "a < b, and b > c"
    assert first_words("word " * 100, limit=20) == "word word word word…"


def test_files_of_a_rendering_are_led_to_where_they_are():
    html = '<p>files/other</p><a href="files/a%20b.png">a b.png</a>'
    assert shown_rendering(html, "/assets/1/files/") == (
        '<p>files/other</p><a href="/assets/1/files/a%20b.png" rel="noopener noreferrer">a b.png</a>'
    )
