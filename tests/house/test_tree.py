# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The tree itself: licences, leftovers, changelog, publiccode.yml, make targets."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parents[2]

# written so that this file does not match itself
REGISTRY = re.compile(r"(?:pypi|pythonhosted)\.org|registry\.(?:npmjs|yarnpkg)|https?://\S+/simple\b", re.IGNORECASE)
LEFTOVER = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|XX" + r"X)\b")

PUBLICCODE_KEYS = """
    publiccodeYmlVersion name url platforms categories developmentStatus softwareType
    description.en.shortDescription description.en.longDescription description.en.features
    legal.license maintenance.type maintenance.contacts localisation.localisationReady localisation.availableLanguages
""".split()
"""What publiccode.yml 0.4 requires; `maintenance.contacts` because ours is maintained by a community."""


def test_every_file_states_its_licence(files: list[Path]) -> None:
    command = [sys.executable, "-m", "reuse", "lint-file", "--lines", *map(str, files)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_licence_is_the_same_in_both_places() -> None:
    assert (ROOT / "LICENSE").read_bytes() == (ROOT / "LICENSES" / "EUPL-1.2.txt").read_bytes()


def test_no_file_records_the_address_of_a_package_registry(texts: dict[str, str]) -> None:
    assert [name for name, text in texts.items() if REGISTRY.search(text)] == []


def test_nothing_is_left_to_do(texts: dict[str, str]) -> None:
    left = [
        f"{name}:{number}"
        for name, text in texts.items()
        if Path(name).suffix in {".py", ".md", ".toml", ".js", ".css", ".html", ".yml", ""}
        for number, line in enumerate(text.splitlines(), 1)
        if LEFTOVER.search(line)
    ]
    assert left == []


def test_every_changelog_fragment_has_a_name_that_towncrier_takes() -> None:
    towncrier: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["towncrier"]
    types = "|".join(kind["directory"] for kind in towncrier["type"])
    fragments = [path.name for path in (ROOT / "changelog.d").iterdir() if path.name not in towncrier["ignore"]]
    wrong = [name for name in fragments if not re.fullmatch(rf"(?:\d+|\+[a-z0-9-]+)\.(?:{types})\.md", name)]
    assert wrong == []


def test_publiccode_has_what_the_standard_requires() -> None:
    document = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))
    assert [key for key in PUBLICCODE_KEYS if value_at(document, key) in (None, "", [])] == []


def test_publiccode_keeps_the_lengths_of_the_standard() -> None:
    texts = yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))["description"]["en"]
    assert len(texts["shortDescription"]) <= 150
    assert 150 <= len(texts["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in texts["features"])


def test_the_scripts_can_be_run() -> None:
    assert os.access(ROOT / ".ci" / "run", os.X_OK)


def test_make_help_names_every_target() -> None:
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    shown = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, timeout=30, check=True).stdout
    targets = re.findall(r"^\.PHONY: (\S+)$", text, re.MULTILINE)
    assert [target for target in targets if f"make {target} " not in shown] == []


def value_at(document: Any, path: str) -> Any:
    """Return what stands at the dotted *path* of *document*, or None."""
    for part in path.split("."):
        document = document.get(part) if isinstance(document, dict) else None
    return document
