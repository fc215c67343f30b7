# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a document: its texts, the link to the file and the preview, as HTML without script."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from interlink_documents.document import Document
from interlink_documents.previews import Preview
from interlink_sdk import File, Html

FOLDER = Path(__file__).parent


def texts_for(locale: str) -> dict[str, Any]:
    """Return what the page says in the language of *locale*, else in English."""
    languages: dict[str, dict[str, Any]] = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))
    return languages.get(locale.partition("-")[0]) or languages["en"]


def page_for(document: Document, file: File, preview: Preview | None, locale: str) -> Html:
    """Write the page; without a *preview* it says so and offers the file."""
    facts = {"document": document, "file": file, "preview": preview, "is_image": file.media_type.startswith("image/")}
    body = _environment().get_template("page.html").render(facts, texts=texts_for(locale))
    return Html(title=document.title, body=body, styles=(FOLDER / "page.css").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment
