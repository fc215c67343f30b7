# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a poll: a ballot and its tally go in, HTML that works without script comes out."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from interlink_poll.ballot import Poll
from interlink_sdk import Html

FOLDER = Path(__file__).parent


def texts_for(locale: str) -> Mapping[str, str]:
    """Return what the page says in the language of *locale*, else in English."""
    languages: dict[str, dict[str, str]] = tomllib.loads((FOLDER / "texts.toml").read_text(encoding="utf-8"))
    return languages.get(locale.partition("-")[0]) or languages["en"]


def page_for(poll: Poll, tally: Mapping[str, int], locale: str, *, mine: str | None, has_ended: bool) -> Html:
    """Write the page; without a *tally* it shows the options only."""
    facts = {"poll": poll, "tally": tally, "total": sum(tally.values()), "mine": mine, "has_ended": has_ended}
    body = _environment().get_template("page.html").render(facts, texts=texts_for(locale))
    return Html(title=poll.question, body=body, styles=(FOLDER / "page.css").read_text(encoding="utf-8"))


@cache
def _environment() -> Environment:
    environment = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment
