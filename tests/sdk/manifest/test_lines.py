# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The line of a key, as far as the text of a TOML document tells."""

import tomllib
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_sdk.manifest.lines import line_of

TEXT = '''\
id = "ideas"
name.en = "Ideas"
"quoted key" = 1

[schemas.params]
type = "object"
description = """
[not.a.table]
id = "inside a text"
"""
properties.a = { type = "string", title = "A" }

[[samples]]
params = {}

[[samples]]
[samples.params]
title = "second"  # [comment]

[[samples.files]]
name = "nested"
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("id",), 1),
        (("name", "en"), 2),
        (("name", "es"), 2),
        (("quoted key",), 3),
        (("schemas",), 5),
        (("schemas", "params"), 5),
        (("schemas", "params", "type"), 6),
        (("schemas", "params", "properties", "a", "title"), 11),
        (("not", "a", "table"), None),
        (("samples", 0), 13),
        (("samples", 0, "params", "title"), 14),
        (("samples", 1), 16),
        (("samples", 1, "params"), 17),
        (("samples", 1, "params", "title"), 18),
        (("samples", 1, "files", 0, "name"), 21),
        ((), None),
    ],
)
def test_a_key_is_found_or_the_nearest_table_around_it(path: tuple[str | int, ...], line: int | None) -> None:
    assert line_of(TEXT, path) == line


KEYS = st.text("abcXYZ019_-", min_size=1, max_size=5)
TABLES = st.dictionaries(KEYS, st.dictionaries(KEYS, st.integers(), min_size=1, max_size=3), min_size=1, max_size=4)


@given(TABLES)
def test_every_key_of_a_document_is_found_where_it_stands(tables: dict[str, dict[str, int]]) -> None:
    text = "".join(rows(tables))
    lines = text.splitlines()
    assert tomllib.loads(text) == tables
    for name, table in tables.items():
        for key in table:
            number = line_of(text, (name, key))
            assert number is not None
            assert lines[number - 1].startswith(f"{key} =")


def rows(tables: dict[str, Any]) -> Iterator[str]:
    for name, table in tables.items():
        yield f"[{name}]\n"
        yield from (f"{key} = {value}\n" for key, value in table.items())
