# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Dialects are data that anybody can write, with a schema that says what fits."""

import json
import tomllib
from importlib.resources import files
from pathlib import Path

import jsonschema
import pytest

from interlink_sdk.dialects import built_in, find_dialect
from interlink_sdk.dialects.schema import SCHEMA_FILE, schema_text
from interlink_sdk.errors import DialectInvalid


def test_the_published_schema_is_current() -> None:
    assert SCHEMA_FILE.read_text(encoding="utf-8") == schema_text()


def test_the_built_in_dialects_fit_the_published_schema() -> None:
    schema = json.loads(SCHEMA_FILE.read_text(encoding="utf-8"))
    for name in built_in():
        text = (files("interlink_sdk.dialects") / f"{name}.toml").read_text(encoding="utf-8")
        jsonschema.validate(tomllib.loads(text), schema)


def test_there_are_dialects_for_the_contract_and_the_services_in_the_field() -> None:
    assert set(built_in()) == {"interlink", "survey", "googledrive", "loomio"}


def test_a_dialect_is_read_from_a_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.toml"
    file.write_text('name = "mine"\ntitle = "ours"\n[create]\npath = "/make"\nsample = {}\n', encoding="utf-8")
    assert find_dialect(str(file)).create.path == "/make"


@pytest.mark.parametrize("text", ["name = ", 'name = "x"\ncolour = 1', ""])
def test_what_is_no_dialect_is_refused_with_the_file(tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(DialectInvalid) as refused:
        find_dialect(str(file))
    assert refused.value.problems[0].file == str(file)


def test_an_unknown_dialect_names_those_there_are() -> None:
    with pytest.raises(DialectInvalid, match="survey"):
        find_dialect("klingon")
