# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""A manifest, a settings file and a form are text that somebody typed: whatever it is, it is taken or refused."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlink_runtime.settings import load_settings
from interlink_sdk.errors import InterlinkError, InvalidParameters, ManifestInvalid, SettingsInvalid
from interlink_sdk.forms import form_for, is_row_change, typed_from_form, value_from_form
from interlink_sdk.manifest import parse_manifest, read_manifest

from .budget import examples

GOOD = (Path(__file__).parents[1] / "samples" / "trust_ledger" / "interlinker.toml").read_text(encoding="utf-8")
LINES = GOOD.splitlines()
TOKENS = ["{}", "[]", "true", "nan", "-1", "1e999", "''", '""', "2026-01-01", "{a=1}", "[[1]]", "0x7f", "\\u0000"]
SETTINGS = """
[server]
port = 8700
public_url = "https://interlink.example"
[identity]
mode = "off"
[[identity.people]]
id = "ana"
name = "Ana"
[limits]
upload_bytes = 1000
[interlinkers.poll]
enabled = true
settings = { a = 1 }
"""
SCHEMA = {
    "type": "object",
    "properties": {
        "text": {"type": "string"},
        "number": {"type": "integer"},
        "flag": {"type": "boolean"},
        "choice": {"enum": ["a", 1, None]},
        "rows": {"type": "array", "items": {"type": "object", "properties": {"cell": {"type": "number"}}}},
        "any": {},
        "nested": {"type": "object", "properties": {"deep": {"type": "array", "items": {"type": "string"}}}},
    },
}
names = st.sampled_from(
    ["text", "number", "flag", "choice", "rows.0.cell", "rows.99999999999.cell", "rows.-1.cell", "any", "nested.deep.0",
     "nested", "rows", "rows.x.cell", "..", "", "_once", "_add.rows", "_remove.rows.0", "text.0", "nested.deep.deep"]
) | st.text(max_size=30)  # fmt: skip


@st.composite
def mutated(draw, lines: list[str]) -> str:
    """Change a good text a little: lines go, come twice, change places, get another value or odd characters."""
    text = list(lines)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(text) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                text[place] = ""
            case 1:
                text.insert(place, text[draw(st.integers(0, len(text) - 1))])
            case 2:
                text[place] = text[place].partition("=")[0] + "= " + draw(st.sampled_from(TOKENS))
            case 3:
                at = draw(st.integers(0, len(text[place])))
                text[place] = text[place][:at] + draw(st.text(max_size=4)) + text[place][at:]
            case 4:
                text[place] = draw(st.text(max_size=60))
            case _:
                text[place] = f"{draw(st.sampled_from(['id', 'collections', 'schemas.params', 'files']))} = 1"
    return "\n".join(text)


def is_taken_or_explained(refusal: type[InterlinkError], read: Callable[..., Any], *given: Any) -> bool:
    """Say whether *read* returns, or refuses with at least one problem; every other error passes through."""
    try:
        read(*given)
    except refusal as error:
        return bool(error.problems) and all(str(problem) for problem in error.problems)
    return True


@given(text=mutated(LINES))
@examples(150)
def test_a_mutated_manifest_is_read_or_refused_with_problems(text):
    assert is_taken_or_explained(ManifestInvalid, parse_manifest, text)


@given(
    content=st.binary(max_size=400) | st.text(max_size=200).map(lambda text: (GOOD + text).encode("utf-8", "replace"))
)
@examples(60)
def test_a_manifest_of_any_bytes_is_read_or_refused(content, tmp_path):
    (tmp_path / "interlinker.toml").write_bytes(content)
    assert is_taken_or_explained(ManifestInvalid, read_manifest, tmp_path)


@given(text=mutated(SETTINGS.splitlines()))
@examples(120)
def test_mutated_settings_are_read_or_refused_with_problems(text, tmp_path):
    file = tmp_path / "interlink.toml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    assert is_taken_or_explained(SettingsInvalid, load_settings, file, {})


@given(
    variables=st.dictionaries(
        st.sampled_from(
            ["SERVER__PORT", "SERVER", "IDENTITY__PEOPLE", "LIMITS__", "__", "INTERLINKERS__A_B__SETTINGS__C"]
        )
        | st.text(st.characters(categories=["Lu", "Nd"], include_characters="_"), max_size=20),
        st.sampled_from(TOKENS) | st.text(max_size=20),
        max_size=4,
    )
)
@examples(120)
def test_any_environment_is_read_or_refused_with_problems(variables, tmp_path):
    file = tmp_path / "interlink.toml"
    file.write_text("", encoding="utf-8")
    environment = {f"INTERLINK_{name}": value for name, value in variables.items()}
    assert is_taken_or_explained(SettingsInvalid, load_settings, file, environment)


@given(pairs=st.lists(st.tuples(names, st.text(max_size=20)), max_size=12))
@examples(300)
def test_any_form_becomes_a_value_or_is_refused(pairs):
    is_row_change(pairs)
    typed = typed_from_form(SCHEMA, pairs)
    assert form_for(SCHEMA, value=typed)
    assert is_taken_or_explained(InvalidParameters, value_from_form, SCHEMA, pairs)


@pytest.mark.parametrize("depth", [50, 1_500, 100_000])
def test_deep_nesting_is_refused_and_costs_no_stack(depth):
    # each dot of a key costs tomllib as much as all before it
    for text in (f"id = {'[' * depth}{']' * depth}", f"{'a.' * depth}b = 1", f"[{'a.' * depth}b]"):
        with pytest.raises((InterlinkError, tomllib.TOMLDecodeError)):
            parse_manifest(text)
    assert isinstance(value_from_form(SCHEMA, [("nested" + ".deep" * depth, "x")]), dict)
