# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The locks install the same files everywhere: all pinned, all hashed, from nowhere in particular."""

import json
import re
import tomllib
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]

LOCKS = ("requirements.lock", "requirements-dev.lock")
PROJECTS = [ROOT / "pyproject.toml", *sorted((ROOT / "examples").glob("*/pyproject.toml"))]


def pins(lock: str) -> dict[str, str]:
    """Return the text of each pin by the name of its distribution."""
    entries = re.split(r"^(?=[a-z0-9])", (ROOT / lock).read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {canonicalize_name(entry.partition("==")[0]): entry for entry in entries if entry.strip()}


def project(file: Path) -> dict[str, Any]:
    return tomllib.loads(file.read_text(encoding="utf-8"))


def missing(requirements: list[str], lock: str) -> list[str]:
    pinned = pins(lock)
    wanted = [Requirement(text) for text in requirements]
    return [
        str(entry)
        for entry in wanted
        if (name := canonicalize_name(entry.name)) != "interlink"
        and (name not in pinned or not entry.specifier.contains(version_in(pinned[name]), prereleases=True))
    ]


def version_in(pin: str) -> str:
    return pin.partition("==")[2].split()[0]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_is_exact_and_hashed(lock: str) -> None:
    loose = [name for name, pin in pins(lock).items() if not re.match(r"\S+==\S+", pin) or "--hash=sha256:" not in pin]
    assert loose == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_place(lock: str) -> None:
    assert (
        re.findall(r"://|@|--(?:index|extra-index|find-links)|^[./]", (ROOT / lock).read_text("utf-8"), re.MULTILINE)
        == []
    )


@pytest.mark.parametrize("file", PROJECTS, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_the_lock_holds_what_a_project_needs_to_run_and_to_be_built(file: Path) -> None:
    table = project(file)
    extras = table["project"].get("optional-dependencies", {})
    needed = [*table["build-system"]["requires"], *table["project"].get("dependencies", []), *chain(*extras.values())]
    assert missing(needed, "requirements.lock") == []


def test_the_developers_lock_holds_every_group() -> None:
    groups: dict[str, list[str]] = project(ROOT / "pyproject.toml")["dependency-groups"]
    assert missing([*chain(*groups.values())], "requirements-dev.lock") == []


def test_both_locks_agree() -> None:
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    assert {name: pin for name, pin in runtime.items() if dev.get(name) != pin} == {}


def test_the_lock_of_the_browser_tests_is_hashed_and_names_no_place() -> None:
    packages: dict[str, dict[str, str]] = json.loads((ROOT / "tests/browser/package-lock.json").read_text())["packages"]
    outside = [entry for name, entry in packages.items() if name]
    assert outside
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in outside)
