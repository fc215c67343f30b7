# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""From the HTML of a page to what a browser makes of it: texts, addresses, and whether a probe became an element."""

from html.parser import HTMLParser

PROBE = "data-probe"
"""An attribute that no page has unless a text became markup."""


class Markup(HTMLParser):
    """What a browser makes of one page; it lives as long as the check."""

    def __init__(self, body: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.addresses: list[str] = []
        self.has_probe = False
        self.feed(body)
        self.close()

    @property
    def text(self) -> str:
        """All that people read."""
        return "".join(self.texts)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - HTMLParser's
        """Note the attributes of an element."""
        named = dict(attrs)
        self.has_probe = self.has_probe or PROBE in named
        self.addresses += [address for name in ("href", "src") if (address := named.get(name))]

    def handle_data(self, data: str) -> None:
        """Note a text."""
        self.texts.append(data)
