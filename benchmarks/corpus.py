# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Catalogue entries in four languages, as many as are wanted and always the same ones.

The words come from this project's own pages and their translations, in the frequency in which
they stand there; among them are made-up ones, because most words of real texts are rare.
"""

import itertools
import random
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from interlink_sdk.metadata import CatalogueEntry
from interlink_sdk.metadata.entry import sealed

LOCALES = Path(__file__).parents[1] / "src" / "interlink_runtime" / "web" / "locales"
LANGUAGES = ("en", "es", "it", "lv")
NAME_WORDS, TAGS, DESCRIPTION_WORDS = 4, 3, 60
RARE_SHARE = 0.15
"""How many of the words in a description are rare."""
RARE_WORDS = 20_000
_MESSAGE = re.compile(r'^msg(id|str) "(.+)"$', re.MULTILINE)
_WORD = re.compile(r"[^\W\d_]{2,}")
_CHOICES = {
    "nature": ("knowledge", "knowledge", "knowledge", "externalsoftware", "externalknowledge", "software"),
    "difficulty": ("very_easy", "easy", "easy", "medium", "difficult", "very_difficult"),
    "licence": ("public_domain", "permissive", "copyleft", "non_commercial", "propietary", None),
}
_TYPES = tuple(f"{kind}_services;kind_{number}" for kind in ("enabling", "enhancing") for number in range(6))
_SCOPES = ("eu", "national", "local")
_PROFILES = tuple(f"PROFILE_{number}" for number in range(45))


class Corpus:
    """The words of all languages; the same for every process that asks."""

    def __init__(self) -> None:
        self.common = {language: list(_words_of(language)) for language in LANGUAGES}
        chance = random.Random(1)
        syllables = {language: sorted({word[:3].lower() for word in self.common[language]}) for language in LANGUAGES}
        self.rare = {
            language: ["".join(chance.choices(syllables[language], k=3)) for _ in range(RARE_WORDS)]
            for language in LANGUAGES
        }

    def entries(self, count: int, folder: Path) -> Iterator[CatalogueEntry]:
        """Yield *count* entries, whose files would be in *folder*."""
        chance = random.Random(2)
        for number in range(count):
            yield sealed(self._fields(number, chance), folder)

    def _fields(self, number: int, chance: random.Random) -> dict[str, Any]:
        languages = LANGUAGES if number % 10 else LANGUAGES[:2]
        return {
            "id": f"entry-{number:06}",
            **{field: chance.choice(values) for field, values in _CHOICES.items()},
            "languages": languages,
            "types": chance.sample(_TYPES, 2),
            "administrative_scopes": chance.sample(_SCOPES, chance.randint(1, 3)),
            "problem_profiles": chance.sample(_PROFILES, chance.randint(0, 4)),
            "names": {language: self._text(language, NAME_WORDS, chance) for language in languages},
            "tags": {language: chance.choices(self.common[language], k=TAGS) for language in languages},
            "descriptions": {
                language: f"<p>{self._text(language, DESCRIPTION_WORDS, chance)}.</p>" for language in languages
            },
        }

    def _text(self, language: str, words: int, chance: random.Random) -> str:
        rare = sum(chance.random() < RARE_SHARE for _ in range(words))
        chosen = chance.choices(self.common[language], k=words - rare) + chance.choices(self.rare[language], k=rare)
        return " ".join(chosen).capitalize()


def _words_of(language: str) -> Iterator[str]:
    """Yield the words of the pages as often as they stand there; the original is English."""
    kind, catalogue = ("id", "lv") if language == "en" else ("str", language)
    text = (LOCALES / catalogue / "messages.po").read_text(encoding="utf-8")
    messages = (message[2] for message in _MESSAGE.finditer(text) if message[1] == kind)
    return itertools.chain.from_iterable(_WORD.findall(message.replace("\\n", " ")) for message in messages)
