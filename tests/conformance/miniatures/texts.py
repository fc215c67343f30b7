# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Wrong in the texts: missing, unreadable, or not what they seem."""

from tests.conformance.miniature import SOUND_FOLDER, Miniature

OWN_TEXTS = (SOUND_FOLDER / "texts.toml").read_text("utf-8")


def locale_text(language: str) -> str:
    """Return the sound labels of *language*."""
    return (SOUND_FOLDER / "locales" / f"{language}.toml").read_text("utf-8")


def without_first_label(text: str) -> bytes:
    """Return *text* without its first label."""
    lines = text.splitlines(keepends=True)
    first = next(number for number, line in enumerate(lines) if "=" in line)
    return "".join(lines[:first] + lines[first + 1 :]).encode()


def without_last(text: str, key: str) -> bytes:
    """Return *text* without its last line for *key*."""
    before, _, after = text.rpartition(f"\n{key} = ")
    return f"{before}\n{after.partition(chr(10))[2]}".encode()


def with_count(spanish: str) -> bytes:
    """Return the sound texts with one more, which has a placeholder; in Spanish it is *spanish*."""
    head, *tables = OWN_TEXTS.split("\n[")
    longer = [f'{table.rstrip()}\ncount = "{spanish if table.startswith("es]") else "{count}"}"\n' for table in tables]
    return "\n[".join([head, *longer]).encode()


MINIATURES = (
    Miniature("no name in Latvian", breaks="text-names-complete", manifest={"name.lv": None}),
    Miniature("a name like a book", breaks="text-name-short", manifest={"name.it": "Idee " * 60}),
    Miniature(
        "a description that nobody translated",
        breaks="text-descriptions-translated",
        manifest={"description.es": "Collect ideas.", "description.en": "Collect ideas."},
    ),
    Miniature("labels that are no TOML", breaks="text-locales-readable", files={"locales/es.toml": b"params.title ="}),
    Miniature(
        "labels in a language of their own",
        breaks="text-locales-declared",
        files={"locales/de.toml": b'[params.properties.title]\ntitle = "Titel"\n'},
    ),
    Miniature(
        "a label for nothing",
        breaks="text-labels-known",
        files={"locales/es.toml": f'params.properties.titel.title = "T"\n{locale_text("es")}'.encode()},
    ),
    Miniature(
        "a label that is missing",
        breaks="text-labels-translated",
        files={"locales/it.toml": without_first_label(locale_text("it"))},
    ),
    Miniature(
        "a collection without Spanish title",
        breaks="text-tables-translated",
        manifest={"collections.remarks.title": {"en": "Remarks", "it": "Osservazioni", "lv": "Piezīmes"}},
    ),
    Miniature("no instructions in Italian", breaks="text-instructions-translated", manifest={"instructions.it": None}),
    Miniature("no instructions", breaks="text-instructions-translated", manifest={"instructions": None}),
    Miniature(
        "instructions in Latin-1",
        breaks="text-instructions-readable",
        files={"instructions/es.md": "Cree un tablón en español".encode("latin-1")},
    ),
    Miniature("empty instructions", breaks="text-instructions-readable", files={"instructions/en.md": b"\n"}),
    Miniature("a bold name", breaks="text-names-plain", manifest={"name.en": "<b>Ideas</b>"}),
    Miniature(
        "a text that Latvian lacks",
        breaks="text-own-texts-complete",
        files={"texts.toml": without_last(OWN_TEXTS, "files")},
    ),
    Miniature("another placeholder", breaks="text-own-placeholders-kept", files={"texts.toml": with_count("{numero}")}),
)
