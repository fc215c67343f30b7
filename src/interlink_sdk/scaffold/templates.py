# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Which templates there are, where their files lie, and what they say in which language."""

import tomllib
from pathlib import Path
from typing import Any, Final

TEMPLATES: Final[dict[str, str]] = {
    "form": "a form that people fill in together: a manifest and JSON Schemas, no code",
    "functions": "hooks: own rules, an own page in several languages, an own export",
    "upstream": "content that lives in another web service, reached through its API",
    "knowledge": "a ready-made text for an interlinker that there is, in several languages",
}
LICENCES: Final[dict[str, str]] = {
    "EUPL-1.2": "copyleft",
    "MIT": "permissive",
    "Apache-2.0": "permissive",
    "GPL-3.0-or-later": "copyleft",
    "CC0-1.0": "public_domain",
}
"""Each with INTERLINK's class of licences."""
LANGUAGES: Final = ("en", "es", "it", "lv")
"""Those in which the templates have texts, the usual default first."""


def templates_folder() -> Path:
    """Return the folder of all templates: beside `src` in a working copy, else inside the installed package."""
    working_copy = Path(__file__).parents[3]
    if Path(__file__).parents[2].name == "src" and (working_copy / "templates" / "project").is_dir():
        return working_copy / "templates"
    return Path(__file__).with_name("templates")


def parts_of(template: str) -> tuple[Path, Path]:
    """Return the two layers of a project: what every project has, and what *template* adds."""
    folder = templates_folder()
    return folder / "project", folder / template / "project"


def words_of(template: str, language: str) -> dict[str, Any]:
    """Return what the files of *template* say in *language*."""
    file = templates_folder() / template / "texts" / f"{language}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def licence_text(licence: str, *, year: int, author: str) -> str:
    """Return the text of *licence*, for works of *author* where it names somebody."""
    text = (templates_folder() / "licences" / f"{licence}.txt").read_text(encoding="utf-8")
    return text.replace("<year>", str(year)).replace("<author>", author) if licence == "MIT" else text
