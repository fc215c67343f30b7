# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A text of the catalogue together with the language it is in, which a page has to say."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from interlink_sdk.metadata.bundle import is_address


@dataclass(frozen=True, slots=True)
class Said:
    """A text and its language; `id` where it names something that can be linked to."""

    text: str
    language: str
    id: str = ""

    @property
    def is_address(self) -> bool:
        """Whether the text is elsewhere, at the address that it is."""
        return is_address(self.text)


def said_in(texts: Mapping[str, str], languages: Sequence[str], *, identifier: str = "") -> Said:
    """Return the text in the first of *languages* that has one, else in any."""
    for language in (*languages, *texts):
        if texts.get(language, "").strip():
            return Said(texts[language], language, identifier)
    return Said("", languages[0] if languages else "en", identifier)
