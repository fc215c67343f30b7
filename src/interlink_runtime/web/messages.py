# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""All that the pages say, collected from templates and code into the catalogues of translators.

`python -m interlink_runtime.web.messages` brings every `messages.po` up to date; what is new in it
waits for its translation, and what is not said any more is dropped.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

from interlink_runtime.web.languages import LOCALES
from interlink_sdk.validation import MESSAGES

WEB = Path(__file__).parent
METHODS = [("**.py", "python"), ("**/templates/**.html", "jinja2.ext:babel_extract")]
OPTIONS = {
    "**/templates/**.html": {
        "trimmed": "true",
        "newstyle_gettext": "true",
        "extensions": "jinja2.ext.do",
        "silent": "false",
    }
}
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "N_": None, "say": None}
LINE_CHARACTERS = 116
HEADER = """\
# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
#"""


def said_messages() -> Catalog:
    """Return every message of the pages, and of the validation whose sentences they show."""
    catalog = Catalog(charset="utf-8", header_comment=HEADER)
    for file, _, message, _, _ in extract_from_dir(WEB, METHODS, OPTIONS, KEYWORDS):
        catalog.add(message, locations=[(file, 0)])
    for message in MESSAGES.values():
        catalog.add(message.advice, locations=[("interlink_sdk/validation", 0)])
    return catalog


def translated_catalogs() -> Iterator[tuple[Path, Catalog]]:
    """Yield the catalogue of each language with its file."""
    for file in sorted(LOCALES.glob("*/messages.po")):
        with file.open("rb") as source:
            yield file, read_po(source, locale=file.parent.name)


def update_catalogs() -> None:
    """Write what is said now into each catalogue, keeping the translations there are."""
    said = said_messages()
    for file, catalog in translated_catalogs():
        catalog.update(said, no_fuzzy_matching=True)
        catalog.obsolete.clear()
        catalog.header_comment = HEADER
        with file.open("wb") as target:
            write_po(target, catalog, width=LINE_CHARACTERS, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    update_catalogs()
