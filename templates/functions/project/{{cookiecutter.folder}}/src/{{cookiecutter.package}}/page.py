# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""The page of a board: ideas go in, HTML that works without script comes out."""

import tomllib
from collections.abc import Mapping
from html import escape
from pathlib import Path

from interlink_sdk import Html

from .board import Board

FOLDER = Path(__file__).parent
DEFAULT_LANGUAGE = "{{ cookiecutter.default }}"


def texts_for(locale: str) -> Mapping[str, str]:
    """Return what the page says in the language of *locale*, else in the default language."""
    languages: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))
    return languages.get(locale.partition("-")[0]) or languages[DEFAULT_LANGUAGE]


def page_for(board: Board, ideas: Mapping[str, list[str]], locale: str, *, is_open: bool) -> Html:
    """Write the page."""
    texts = texts_for(locale)
    parts = [f"<h1>{escape(board.question)}</h1>"]
    parts += [_section(topic, entries, texts) for topic, entries in ideas.items()]
    parts += [_form(board, texts) if is_open else ""]
    styles = (FOLDER / "page.css").read_text(encoding="utf-8")
    return Html(title=board.question, body="\n".join(parts), styles=styles)


def _section(topic: str, ideas: list[str], texts: Mapping[str, str]) -> str:
    entries = "".join(f"<li>{escape(idea)}</li>" for idea in ideas)
    shown = f"<ul>{entries}</ul>" if ideas else f"<p>{escape(texts['none_yet'])}</p>"
    return f"<section><h2>{escape(topic)}</h2>{shown}</section>"


def _form(board: Board, texts: Mapping[str, str]) -> str:
    choices = "".join(f'<option value="{escape(topic)}">{escape(topic)}</option>' for topic in board.topics)
    return f"""<form method="post" action="contribute/ideas">
<p><label for="topic">{escape(texts["topic"])}</label>
<select id="topic" name="topic" required>{choices}</select></p>
<p><label for="idea">{escape(texts["idea"])}</label>
<textarea id="idea" name="idea" rows="4" maxlength="1000" required></textarea></p>
<p><button>{escape(texts["add"])}</button></p>
</form>"""
