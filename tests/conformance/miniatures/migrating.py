# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Interlinkers that do not bring old states to the present."""

from tests.conformance.miniature import Miniature


def migrate(line: str, otherwise: str = "raise CallerError(f'unknown version {from_version!r}')") -> str:
    """Return a migrate hook that makes of a board of version 0.9.0 what *line* says."""
    return (
        "from secrets import randbelow\n\n\n"
        "@hookimpl\n"
        "def migrate(state: JsonObject, from_version: str) -> JsonObject:\n"
        "    if from_version == '0.9.0':\n"
        f"        {line}\n"
        f"    {otherwise}\n"
    )


BOARD = "{'title': state['name'], 'topics': state['topics']}"
RIGHT = f"return {{'board': {BOARD}, 'made_on': state['made'], 'revision': 1}}"

MINIATURES = (
    Miniature(
        "ships a broken fixture",
        breaks="migrate-fixtures-readable",
        files={"fixtures/1.0.0/board.json": b'["a list"]\n'},
    ),
    Miniature(
        "ships a fixture of today",
        breaks="migrate-fixtures-readable",
        files={"fixtures/1.1.0/board.json": b"{}\n"},
    ),
    Miniature("leaves old states", breaks="migrate-brings-fixtures", hooks=migrate("return state")),
    Miniature("forgets an old version", breaks="migrate-brings-fixtures", hooks=migrate("state['title']")),
    Miniature(
        "drops a text of old states",
        breaks="migrate-keeps-texts",
        hooks=migrate(RIGHT.replace("state['topics']", "state['topics'][:1]")),
    ),
    Miniature(
        "numbers what it migrates",
        breaks="migrate-repeats-equally",
        hooks=migrate(RIGHT.replace("'revision': 1", "'revision': 1 + randbelow(10**9)")),
    ),
    Miniature(
        "takes every version for the last but one",
        breaks="migrate-refuses-unknown",
        hooks=migrate(RIGHT, otherwise=RIGHT),
    ),
)
