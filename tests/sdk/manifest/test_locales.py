# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Texts in other languages: found where they are, missed where they should be, refused where nobody reads them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from interlink_sdk.errors import Problem
from interlink_sdk.manifest import missing_translations, read_manifest

Problems = Callable[..., list[Problem]]
Write = Callable[..., Path]

WHOLE = """\
[params.properties.theme]
title = "Tema"
enum = { place = "lugar", time = "hora" }
"""


def test_a_locale_file_gives_labels_by_key_path(write: Write) -> None:
    manifest = read_manifest(write(**{"locales/es.toml": WHOLE})).manifest
    assert manifest.labels == {
        "es": {
            "params.properties.theme.title": "Tema",
            "params.properties.theme.enum.place": "lugar",
            "params.properties.theme.enum.time": "hora",
        }
    }
    assert missing_translations(manifest) == []


def test_labels_may_stand_in_the_manifest_itself(write: Write) -> None:
    sound = read_manifest(write()).manifest
    manifest = sound.model_copy(update={"labels": {"es": {"params.properties.theme.title": "Tema"}}})
    assert "params.properties.theme.title" not in {problem.key for problem in missing_translations(manifest)}


def test_missing_labels_are_warnings_with_the_file_that_should_have_them(write: Write) -> None:
    manifest = read_manifest(write(**{"locales/es.toml": '[params.properties.theme]\ntitle = "Tema"\n'})).manifest
    missing = missing_translations(manifest)
    assert [(problem.code, problem.file, problem.key) for problem in missing] == [
        ("missing_translation", "locales/es.toml", "params.properties.theme.enum.place"),
        ("missing_translation", "locales/es.toml", "params.properties.theme.enum.time"),
    ]
    assert all("'es'" in problem.expected and problem.fix for problem in missing)


def test_missing_texts_of_the_manifest_are_warnings(write: Write, samples: Path) -> None:
    noticeboard = (samples / "noticeboard" / "interlinker.toml").read_text(encoding="utf-8")
    text = noticeboard.replace(', es = "Votos"', "").replace('lv = "Ziņojumi"', 'it = "Avvisi"')
    missing = missing_translations(read_manifest(write(text)).manifest)
    assert {problem.key for problem in missing if problem.file == "interlinker.toml"} == {
        "collections.ballots.title.es",
        "collections.notices.title.lv",
    }


def test_the_default_language_is_that_of_the_schemas(write: Write) -> None:
    missing = missing_translations(read_manifest(write()).manifest)
    assert {problem.file for problem in missing} == {"locales/es.toml"}


@pytest.mark.parametrize(
    ("text", "line", "key", "said"),
    [
        (WHOLE.replace("theme", "them"), 2, "params.properties.them.title", "did you mean 'params.properties.theme.t"),
        (WHOLE.replace("title", "titel"), 2, "params.properties.theme.titel", "did you mean 'params.properties.theme"),
        (WHOLE.replace("place", "space"), 3, "params.properties.theme.enum.space", "did you mean 'params.properties."),
        (WHOLE.replace("params", "parms"), 2, "parms.properties.theme.title", "did you mean 'params'?"),
        (WHOLE.replace('"Tema"', "3"), 2, "params.properties.theme.title", "in quotes"),
        (WHOLE.replace('"Tema"', '""'), 2, "params.properties.theme.title", "in quotes"),
        ("[params\n", 1, "", "correct 'locales/es.toml'"),
    ],
)
def test_a_text_that_nobody_would_read_is_refused(
    problems: Problems, text: str, line: int, key: str, said: str
) -> None:
    found = problems(**{"locales/es.toml": text})
    assert {problem.file for problem in found} == {"locales/es.toml"}
    assert (found[0].line, found[0].key) == (line, key)
    assert said in found[0].fix


def test_a_language_that_the_manifest_does_not_declare_is_refused(problems: Problems) -> None:
    (problem,) = problems(**{"locales/lv.toml": WHOLE})
    assert (problem.code, problem.file) == ("undeclared_language", "locales/lv.toml")
    assert "add 'lv' to `languages`" in problem.fix


def test_the_examples_are_translated_into_all_their_languages() -> None:
    for folder in sorted((Path(__file__).parents[3] / "examples").glob("*/src/*/interlinker.toml")):
        assert missing_translations(read_manifest(folder.parent).manifest) == []
