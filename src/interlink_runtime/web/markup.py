# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Text of others on its way into a page: HTML and Markdown go in, harmless markup comes out.

Descriptions in real bundles are HTML or plain text, without saying which.
"""

import re
from functools import cache
from html import unescape

import nh3
from markdown_it import MarkdownIt
from markupsafe import Markup

ALLOWED_TAGS = frozenset(
    "a abbr b blockquote br caption code dd del dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre q s small span strong sub "
    "sup table tbody td th thead tr u ul".split()
)
ALLOWED_ATTRIBUTES = {"a": {"href", "title"}, "th": {"scope", "colspan"}, "td": {"colspan"}}
RENDERED_TAGS = ALLOWED_TAGS | {"section", "time"}
RENDERED_ATTRIBUTES = ALLOWED_ATTRIBUTES | {"table": {"aria-label"}, "time": {"datetime"}}
TOP_HEADING_LEVEL = 3
"""The headings of a text stand below those of the page that shows it."""

_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(\s[^<>]*)?/?>")
_HEADING = re.compile(r"(</?h)([1-6])(?=[ >])")


def shown_text(text: str) -> Markup:
    """Return *text*, HTML or plain, as a block of markup."""
    if _TAG.search(text):
        return _harmless(text)
    return Markup('<p class="lines">{}</p>').format(text.strip())


def shown_markdown(text: str) -> Markup:
    """Return Markdown as markup; HTML in it stays text."""
    return _harmless(_markdown().render(text))


def shown_rendering(html: str, files_at: str) -> Markup:
    """Return the default page of an asset, its links to files led to *files_at*.

    It is cleaned although it is made by code of ours: an isolated process may have made it.
    """
    clean = nh3.clean(
        html,
        tags=set(RENDERED_TAGS),
        attributes=RENDERED_ATTRIBUTES,
        attribute_filter=lambda _tag, name, value: _file_address(name, value, files_at),
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(clean)  # noqa: S704 - nh3 has just cleaned it


def first_words(text: str, limit: int = 180) -> str:
    """Return the beginning of *text*, HTML or plain, as plain text of about *limit* characters."""
    plain = unescape(nh3.clean(_TAG.sub(" ", text), tags=set())) if _TAG.search(text) else text
    whole = " ".join(plain.split())
    return whole if len(whole) <= limit else f"{whole[:limit].rpartition(' ')[0] or whole[:limit]}…"


def _harmless(html: str) -> Markup:
    clean = nh3.clean(
        html,
        tags=set(ALLOWED_TAGS),
        attributes=ALLOWED_ATTRIBUTES,
        url_schemes={"http", "https", "mailto"},
        link_rel="noopener noreferrer",
    )
    return Markup(_HEADING.sub(_lowered, clean))  # noqa: S704 - nh3 has just cleaned it


def _file_address(name: str, value: str, files_at: str) -> str:
    return files_at + value.removeprefix("files/") if name == "href" and value.startswith("files/") else value


def _lowered(heading: re.Match[str]) -> str:
    return f"{heading[1]}{min(6, int(heading[2]) + TOP_HEADING_LEVEL - 1)}"


@cache
def _markdown() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": False}).enable("table")
