# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""What a manifest names is read from beside it, and nowhere else."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_sdk.errors import Problem
from interlink_sdk.manifest import read_manifest

Problems = Callable[..., list[Problem]]
Write = Callable[..., Path]

IDENTITY = """\
id = "ideas"
version = "1.0.0"
licence = "EUPL-1.2"
name.en = "Ideas"
description.en = "Collect ideas."
"""
NAMED = IDENTITY + 'schemas.params = "params.json"\ninstructions.en = "help.md"\n'


def test_a_schema_file_takes_the_place_of_its_name(write: Write) -> None:
    folder = write(NAMED, **{"params.json": '{"type": "object"}', "help.md": "# Help"})
    file = read_manifest(folder)
    assert file.manifest.params_schema == {"type": "object"}
    assert file.manifest.state_schema is file.manifest.params_schema
    assert file.path("help.md").read_text(encoding="utf-8") == "# Help"


def test_a_sample_may_be_a_file(write: Write) -> None:
    text = IDENTITY + '[[samples]]\nparams = "sample.json"\nfiles = ["help.md"]\n'
    file = read_manifest(write(text, **{"sample.json": '{"title": "x"}', "help.md": ""}))
    assert file.manifest.samples[0].params == {"title": "x"}


def test_instructions_may_be_a_web_address(write: Write) -> None:
    read_manifest(write(IDENTITY + 'instructions.en = "https://example.org/help"\n'))


@pytest.mark.parametrize("name", ["missing.json", "../outside.json", "/etc/hostname", "folder", "link.json"])
def test_a_file_that_is_not_beside_the_manifest_is_refused(write: Write, problems: Problems, name: str) -> None:
    folder = write(IDENTITY)
    (folder / "folder").mkdir()
    (folder.parent / "outside.json").write_text('{"type": "object"}', encoding="utf-8")
    (folder / "link.json").symlink_to(folder.parent / "outside.json")
    found = problems(f'{IDENTITY}schemas.params = "{name}"\n')
    assert [(problem.line, problem.key) for problem in found] == [(6, "schemas.params")]


@pytest.mark.parametrize(
    ("content", "line", "found"),
    [
        ('{\n"type": \n}', 3, "expecting value"),
        ('{"maximum": NaN}', None, "NaN"),
        ("[" * 100_000, None, "recursion"),
    ],
    ids=["syntax", "not a number", "nesting"],
)
def test_a_file_that_is_no_json_is_refused(problems: Problems, content: str, line: int | None, found: str) -> None:
    (problem,) = problems(NAMED, **{"params.json": content, "help.md": ""})
    assert problem.line == (line or 6)
    assert found in problem.found


@pytest.mark.parametrize(
    ("schema", "code"),
    [
        ("[]", "syntax"),
        ('{"type": "object", "properties": {"a": {"$ref": "https://example.org/s"}}}', "schema_reference"),
        ('{"type": "object", "properties": {"a": {"$ref": "#/$defs/a"}}}', "schema_reference"),
        ('{"type": "wrong"}', "schema_invalid"),
        ('{"type": "string"}', "schema_not_object"),
    ],
)
def test_a_schema_file_is_judged_under_its_own_name(problems: Problems, schema: str, code: str) -> None:
    (problem,) = problems(NAMED, **{"params.json": schema, "help.md": ""})
    assert (problem.code, problem.file) == (code, "params.json")


def test_the_digest_covers_the_manifest_and_every_file_that_it_names(write: Write) -> None:
    files = {"params.json": '{"type": "object"}', "help.md": "# Help", "locales/en.toml": ""}
    digests = {read_manifest(write(NAMED, **files)).digest}
    digests.add(read_manifest(write(NAMED, **files, **{"unrelated.md": "x"})).digest)
    assert len(digests) == 1
    for name, text in files.items():
        changed = {**files, name: f"{text}\n"}
        digests.add(read_manifest(write(NAMED, **changed)).digest)
    digests.add(read_manifest(write(NAMED + "\n", **files)).digest)
    assert len(digests) == 5
