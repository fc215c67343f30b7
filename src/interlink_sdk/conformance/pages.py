# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the HTML of a page to its elements, in order and with what they stand in, by the standard library alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""Elements that have no content and no end tag. Source: HTML Living Standard, 13.1.2."""
CONTROLS = frozenset({"input", "select", "textarea"})
UNSEEN_TYPES = frozenset({"hidden", "submit", "reset", "button", "image"})
_ADDRESSES = ("src", "href", "srcset", "poster", "data", "action", "formaction", "background", "xlink:href")
_IN_STYLES = re.compile(r"@import\s+[\"']?([^\"';)]+)|url\(\s*[\"']?([^\"')]*)")


@dataclass
class Element:
    """One element of a page; it lives as long as its page."""

    tag: str
    attributes: dict[str, str]
    inside: "Element | None" = None
    texts: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What people read in it, with single spaces; pictures speak through their `alt`."""
        return " ".join("".join(self.texts).split())

    def has_around(self, tag: str) -> "Element | None":
        """Return the nearest element called *tag* that it stands in."""
        around = self.inside
        while around is not None and around.tag != tag:
            around = around.inside
        return around

    def addresses(self) -> Iterator[str]:
        """Yield every address in its attributes."""
        for name in _ADDRESSES:
            if name in self.attributes:
                yield self.attributes[name].strip()

    def __str__(self) -> str:
        said = "".join(f' {name}="{value}"' for name, value in list(self.attributes.items())[:3])
        return f"<{self.tag}{said}>"[:120]


class PageElements(HTMLParser):
    """The elements of the HTML that it was made of, in their order."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.elements: list[Element] = []
        self._open: list[Element] = []
        self.feed(body)
        self.close()

    def named(self, *tags: str) -> Iterator[Element]:
        """Yield the elements that are called one of *tags*."""
        return (element for element in self.elements if element.tag in tags)

    def within(self, element: Element, *tags: str) -> Iterator[Element]:
        """Yield the elements called one of *tags* that stand in *element*."""
        return (one for one in self.named(*tags) if _stands_in(one, element))

    def controls(self) -> Iterator[Element]:
        """Yield what people fill in."""
        return (one for one in self.named(*CONTROLS) if one.attributes.get("type", "").lower() not in UNSEEN_TYPES)

    def forms_for(self, collection: str) -> Iterator[Element]:
        """Yield the forms that add to *collection*."""
        return (form for form in self.named("form") if form.attributes.get("action") == f"contribute/{collection}")

    def name_of(self, element: Element) -> str:
        """Return what a screen reader calls *element*, as far as its own page says."""
        said = element.attributes.get("aria-label", "") or element.attributes.get("title", "")
        ids = element.attributes.get("aria-labelledby", "").split()
        said = said or " ".join(one.text for one in self.elements if one.attributes.get("id") in ids)
        return (said or self._label_of(element) or element.text).strip()

    @property
    def text(self) -> str:
        """All that people read, one line for each element."""
        return "\n".join(element.text for element in self.elements if element.inside is None)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element."""
        element = Element(tag, {name: value or "" for name, value in attrs}, self._open[-1] if self._open else None)
        self.elements.append(element)
        if tag == "img":
            self.handle_data(element.attributes.get("alt", ""))
        if tag not in VOID:
            self._open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Open an element, and close it where its slash means that."""
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        """Close the nearest element of that name, and what was left open in it."""
        if any(one.tag == tag for one in self._open):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        """Give a text to everything that is open."""
        for element in self._open:
            element.texts.append(data)

    def _label_of(self, element: Element) -> str:
        around, own = element.has_around("label"), element.attributes.get("id")
        labels = [around] if around else []
        labels += [one for one in self.named("label") if own and one.attributes.get("for") == own]
        return " ".join(label.text for label in labels)


def addresses_in_styles(styles: str) -> Iterator[str]:
    """Yield the addresses that a style sheet loads something from."""
    return ((imported or loaded).strip() for imported, loaded in _IN_STYLES.findall(styles))


def _stands_in(element: Element, outer: Element) -> bool:
    around = element.inside
    while around is not None and around is not outer:
        around = around.inside
    return around is outer
