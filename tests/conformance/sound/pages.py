# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The page of a board: what people wrote goes in, HTML without script comes out."""

import tomllib
from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from interlink_sdk import Asset, Contribution
from interlink_sdk.assets import Role
from interlink_sdk.keeping import at_least

FOLDER = Path(__file__).parent


def texts_for(locale: str) -> Mapping[str, str]:
    """Return what the page says in the language of *locale*, in English where that language lacks a text."""
    languages = _texts()
    return languages["en"] | languages.get(locale.partition("-")[0], {})


def page_of(
    asset: Asset,
    entries: Mapping[str, Sequence[Contribution]],
    *,
    locale: str,
    role: Role | None,
    is_open: bool,
) -> str:
    """Write the page; where the board *is_open*, with the forms that *role* may send."""
    texts, board = texts_for(locale), asset.state["board"]
    assert isinstance(board, dict)
    topics = [str(topic) for topic in board["topics"]]
    parts = [f"<h1>{escape(asset.name)}</h1>", _paragraph(board.get("description")), _facts(board)]
    parts += [_list(texts["topics"], [escape(topic) for topic in topics])]
    parts += [_list(texts["files"], [_link(file.name) for file in asset.files])]
    parts += [
        _list(texts[name], [escape(str(entry.body["text"])) for entry in entries.get(name, ())])
        for name in ("proposals", "remarks")
    ]
    return "".join([*parts, _forms(texts, topics, role) if is_open else ""])


@cache
def _texts() -> dict[str, dict[str, str]]:
    return tomllib.loads((FOLDER / "texts.toml").read_text("utf-8"))


def _facts(board: Mapping[str, Any]) -> str:
    contact, steps = board.get("contact") or {}, board.get("steps") or []
    facts = [*contact.values(), *(step["label"] for step in steps)]
    return f"<ul>{''.join(f'<li>{escape(str(fact))}</li>' for fact in facts)}</ul>" if facts else ""


def _paragraph(text: object) -> str:
    return f"<p>{escape(str(text))}</p>" if text else ""


def _list(title: str, items: Sequence[str]) -> str:
    rows = "".join(f"<li>{item}</li>" for item in items)
    return f"<section><h2>{escape(title)}</h2><ul>{rows}</ul></section>" if rows else ""


def _link(name: str) -> str:
    return f'<a href="files/{quote(name, safe="")}">{escape(name)}</a>'


def _forms(texts: Mapping[str, str], topics: Sequence[str], role: Role | None) -> str:
    choices = "".join(f'<option value="{escape(topic)}">{escape(topic)}</option>' for topic in topics)
    topic = f'<label>{escape(texts["topic"])} <select name="topic">{choices}</select></label>'
    text = f'<label>{escape(texts["your_text"])} <input name="text" required></label>'
    return "".join(
        f'<form method="post" action="contribute/{collection}">{fields}<button>{escape(texts[verb])}</button></form>'
        for collection, least, fields, verb in (
            ("proposals", "contributor", text + topic, "propose"),
            ("supports", "viewer", topic, "support"),
            ("remarks", "viewer", text, "remark"),
        )
        if at_least(role, least)
    )
