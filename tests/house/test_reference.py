# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The reference is generated, so it is whole: errors, hooks, settings, manifest keys, commands, files to change."""

import re
from collections import Counter
from inspect import getdoc
from pathlib import Path
from types import ModuleType
from typing import Annotated

import pytest
import typer

from interlink_runtime.settings import Settings
from interlink_sdk.errors import InterlinkError, error_classes
from interlink_sdk.hookspecs import HOOKS
from interlink_sdk.manifest import Manifest

ROOT = Path(__file__).parents[2]

OWN_ERRORS = [error for error in error_classes() if error.__module__ == "interlink_sdk.errors"]


def test_no_two_errors_share_a_code() -> None:
    assert [code for code, count in Counter(error.code for error in OWN_ERRORS).items() if count > 1] == []


@pytest.mark.parametrize("error", OWN_ERRORS, ids=lambda error: error.code)
def test_an_error_has_a_code_a_meaning_and_a_remedy_of_its_own(error: type[InterlinkError]) -> None:
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", error.code)
    assert "fix" in vars(error)
    assert error.__doc__
    assert not error.fix.endswith(".")


def test_every_error_is_in_the_reference(reference: ModuleType) -> None:
    lines = reference.listing("errors")
    assert [error.code for error in OWN_ERRORS if f"## `{error.code}`" not in lines] == []


def test_every_hook_is_in_the_reference_with_its_default(reference: ModuleType) -> None:
    lines = reference.listing("hooks")
    assert [name for name in HOOKS if f"## `{name}`" not in lines] == []
    assert [name for name, spec in HOOKS.items() if "Default" not in (getdoc(spec) or "")] == []


@pytest.mark.parametrize(("name", "model"), [("manifest", Manifest), ("settings", Settings)])
def test_every_key_of_a_file_that_people_write_is_in_the_reference(
    reference: ModuleType, name: str, model: type[Manifest] | type[Settings]
) -> None:
    rows = [line for line in reference.listing(name) if line.startswith("| `")]
    assert [key for key in model.model_fields if not any(row.startswith(f"| `{key}` |") for row in rows)] == []


def test_commands_are_listed_with_their_options(reference: ModuleType) -> None:
    application = typer.Typer()

    @application.callback()
    def start() -> None:
        """Run interlinkers."""

    @application.command()
    def explain(code: str, language: Annotated[str, typer.Option(help="of the text")] = "en") -> None:
        """Explain an error."""

    module = ModuleType("commands")
    vars(module)["application"] = application
    lines = list(reference.command_lines(module))
    assert lines[:3] == ["## `interlink explain`", "", "Explain an error."]
    assert {"| `CODE` |  |", "| `--language` | of the text |"} <= set(lines)


def test_a_listing_of_what_does_not_exist_yet_is_a_sentence(
    reference: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(reference.LISTINGS, "later", ("interlink_sdk.later", reference.error_lines))
    assert reference.listing("later") == ["This version has no `interlink_sdk.later`."]


def test_the_documentation_names_only_commands_that_exist(reference: ModuleType, texts: dict[str, str]) -> None:
    pytest.importorskip("interlink_runtime.cli.start", reason="there are no commands yet")
    known = {line.removeprefix("## `interlink ").rstrip("`").split()[0] for line in headings(reference)}
    pages = {name: text for name, text in texts.items() if name.endswith(".md")}
    named = {(name, command) for name, text in pages.items() for command in commands_in(text)}
    assert sorted((name, command) for name, command in named if command not in known) == []


def test_where_to_change_names_only_what_exists() -> None:
    page = (ROOT / "docs" / "where-to-change.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:src|tests|docs)/[^`]+)`", page)
    assert named
    assert [path for path in named if not (ROOT / path).exists()] == []


def headings(reference: ModuleType) -> list[str]:
    return [line for line in reference.listing("commands") if line.startswith("## `interlink ")]


def commands_in(text: str) -> list[str]:
    return re.findall(r"(?:^ *|`|/)interlink ([a-z][a-z-]*)(?=[ `\n])", text, re.MULTILINE)
