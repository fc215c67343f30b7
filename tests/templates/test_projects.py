# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Every template with every licence and several sets of languages: untouched, a project has no fault."""

import json
import re
import tomllib
from itertools import cycle
from pathlib import Path

import pytest
import yaml
from tests.templates.conftest import ALL, Do, Make

from interlink_sdk.conformance.projects import read_project
from interlink_sdk.manifest import missing_translations, read_manifest
from interlink_sdk.scaffold.templates import LANGUAGES, LICENCES, TEMPLATES, templates_folder

SETS = (ALL, ("en",), ("es", "en"), ("lv",), ("it", "lv", "es"))
MIN_REQUIREMENTS = 40
LEAVES = [
    (template, licence, languages)
    for template, first in zip(TEMPLATES, range(len(SETS)), strict=False)
    for licence, languages in zip(LICENCES, [*SETS[first:], *SETS[:first]], strict=True)
]
"""Each template with each licence, each template with each set of languages, and each licence with most sets."""
ONE_EACH = list(zip(TEMPLATES, cycle(LICENCES), SETS, strict=False))


def test_every_pair_of_template_with_licence_and_languages_is_made_here() -> None:
    assert {(template, licence) for template, licence, _ in LEAVES} == {(t, n) for t in TEMPLATES for n in LICENCES}
    assert {(template, tags) for template, _, tags in LEAVES} == {(t, tags) for t in TEMPLATES for tags in SETS}


@pytest.mark.parametrize(("template", "licence", "languages"), LEAVES)
def test_what_a_project_says_of_itself_agrees(
    make: Make, template: str, licence: str, languages: tuple[str, ...]
) -> None:
    folder, answers = make(template, licence, languages)
    manifest = read_manifest(folder / "src" / answers.package).manifest
    project, code = read_project(folder), yaml.safe_load((folder / "publiccode.yml").read_text("utf-8"))
    assert project is not None
    assert manifest.licence == project.licence == code["legal"]["license"] == licence
    assert list(manifest.languages) == code["localisation"]["availableLanguages"] == list(languages)
    assert list(missing_translations(manifest)) == []
    assert project.entry_points == ((answers.id, answers.package),)
    assert all(len(texts["shortDescription"]) <= 150 for texts in code["description"].values())
    assert all(len(texts["longDescription"]) >= 150 for texts in code["description"].values())


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_choice_is_clean_by_the_projects_own_rules(make: Make, do: Do, tmp_path: Path, template: str) -> None:
    for _, licence, languages in (entry for entry in LEAVES if entry[0] == template):
        make(template, licence, languages)
    linted = do(tmp_path, "-m", "ruff", "check", "--no-cache", ".")
    formatted = do(tmp_path, "-m", "ruff", "format", "--no-cache", "--check", ".")
    assert (linted.returncode, formatted.returncode) == (0, 0), linted.stdout + formatted.stdout


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_project_is_typed(make: Make, do: Do, template: str) -> None:
    folder, _ = make(template)
    done = do(folder, "-m", "mypy", "--cache-dir", str(folder.parent / "mypy"))
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("template", TEMPLATES)
def test_all_requirements_that_apply_hold(make: Make, do: Do, template: str) -> None:
    folder, answers = make(template)
    beside = ["tests/pads.py", "--port", str(answers.port), "--run", _python()] if template == "upstream" else []
    done = do(folder, *beside, "-m", "interlink_runtime.cli.start", "check", ".", "--format", "json")
    assert done.returncode == 0, done.stdout + done.stderr
    results = json.loads(done.stdout)["results"]
    asked = [result for result in results if result["outcome"] == "passed"]
    against = [result["code"] for result in results if result["outcome"] in {"failed", "cannot_tell"}]
    assert against == []
    assert len(asked) > MIN_REQUIREMENTS


@pytest.mark.parametrize(("template", "licence", "languages"), ONE_EACH)
def test_its_own_tests_pass_beside_the_suite(
    make: Make, do: Do, template: str, licence: str, languages: tuple[str, ...]
) -> None:
    folder, _ = make(template, licence, languages)
    done = do(folder, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-p", "no:randomly")
    assert done.returncode == 0, done.stdout[-3000:]
    asked = re.search(r"(\d+) of \d+ requirements asked", done.stdout)
    assert asked
    assert int(asked[1]) > MIN_REQUIREMENTS
    assert "skipped" not in done.stdout.splitlines()[-1]


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_readme_starts_with_what_to_type(make: Make, template: str) -> None:
    folder, answers = make(template)
    text = (folder / "README.md").read_text("utf-8").partition("-->\n")[2]
    assert text.startswith(f"# {answers.name}\n\n```console\nmake dev\n```")


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_missing_translation_is_reported_with_language_and_file(make: Make, template: str) -> None:
    folder, answers = make(template)
    place = folder / "src" / answers.package
    if (place / "locales" / "lv.toml").is_file():
        (place / "locales" / "lv.toml").unlink()
        (missing, *_) = missing_translations(read_manifest(place).manifest)
        assert missing.file == "locales/lv.toml"
    text = (place / "interlinker.toml").read_text("utf-8")
    (place / "interlinker.toml").write_text(text.replace('lv = "instructions/lv.md"\n', ""), "utf-8")
    assert any("instructions" in problem.key for problem in missing_translations(read_manifest(place).manifest))


@pytest.mark.parametrize("template", TEMPLATES)
def test_the_texts_of_a_template_have_the_same_keys_in_every_language(template: str) -> None:
    files = [templates_folder() / template / "texts" / f"{language}.toml" for language in LANGUAGES]
    assert len({_keys(tomllib.loads(file.read_text("utf-8"))) for file in files}) == 1


def _keys(table: dict[str, object], start: str = "") -> frozenset[str]:
    inner = (_keys(value, f"{start}{key}.") for key, value in table.items() if isinstance(value, dict))
    return frozenset(f"{start}{key}" for key in table).union(*inner)


def _python() -> str:
    import sys

    return sys.executable
