# SPDX-FileCopyrightText: {{ cookiecutter.year }} {{ cookiecutter.author }}
# SPDX-License-Identifier: {{ cookiecutter.licence }}
"""The text in every language: the same parts everywhere, and nothing left over from a translation."""

import re
from pathlib import Path

import pytest
from interlink_sdk.manifest import Manifest, read_manifest

PACKAGE = Path(__file__).parents[1] / "src" / "{{ cookiecutter.package }}"


@pytest.fixture(scope="module")
def manifest() -> Manifest:
    return read_manifest(PACKAGE).manifest


@pytest.fixture(scope="module")
def resources(manifest: Manifest) -> dict[str, str]:
    assert manifest.knowledge is not None
    return {tag: (PACKAGE / name).read_text(encoding="utf-8") for tag, name in manifest.knowledge.resources.items()}


def test_there_is_a_text_in_every_language(manifest: Manifest, resources: dict[str, str]) -> None:
    assert set(resources) == set(manifest.languages)


def test_every_language_has_the_same_parts(resources: dict[str, str]) -> None:
    parts = {tag: re.findall(r"^#+", text, re.MULTILINE) for tag, text in resources.items()}
    assert len({tuple(found) for found in parts.values()}) == 1, parts


def test_no_two_languages_have_the_same_text(resources: dict[str, str]) -> None:
    assert len(set(resources.values())) == len(resources)


def test_every_text_ends_with_a_line_end(resources: dict[str, str]) -> None:
    assert [tag for tag, text in resources.items() if not text.endswith("\n")] == []
