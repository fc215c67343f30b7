# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""The requirements as data: one sentence each, with its level, its source and what to do when it fails.

They lie in `sentences/*.toml`, one file for each part of the contract, one table for each
requirement; the table's name is the requirement's code, which is never renamed and never reused.
"""

import hashlib
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from interlink_sdk.manifest import Capability

SUITE_VERSION = 1
"""Raised when a requirement is added, removed or judged differently."""

Level = Literal["must", "should"]
Surface = Literal["package", "contract", "http"]
"""What is looked at: the files an author ships, the verbs of a subject, or INTERLINK's HTTP contract."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)+$", max_length=60)]
Sentence = Annotated[str, StringConstraints(min_length=10, max_length=400, strip_whitespace=True)]


class Requirement(BaseModel):
    """A sentence that must (or should) hold."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    code: Code
    part: str
    """The file it stands in: the part of the contract that it belongs to."""
    level: Level
    surface: Surface = "contract"
    capability: Capability | None = None
    """Asked only of interlinkers that offer this."""
    sentence: Sentence
    source: Annotated[str, Field(min_length=3)]
    """Where it comes from: a section of our contract, INTERLINK's documents or code, an RFC, WCAG."""
    why: Sentence
    """What goes wrong for a person where it does not hold."""
    fix: Sentence
    example: str = ""
    """A few lines of code or of a manifest that hold it."""


def read_requirements() -> dict[str, Requirement]:
    """Return what a package is asked, by code, in the order in which reports show it."""
    return {code: requirement for code, requirement in _read() if requirement.surface != "http"}


def service_requirements() -> dict[str, Requirement]:
    """Return what a service at an address is asked, by code, in the order in which it is asked."""
    return {code: requirement for code, requirement in _read() if requirement.surface == "http"}


def every_requirement() -> dict[str, Requirement]:
    """Return what packages and services are asked, by code."""
    return dict(_read())


@cache
def _read() -> tuple[tuple[str, Requirement], ...]:
    return tuple((requirement.code, requirement) for requirement in _requirements())


def _requirements() -> Iterator[Requirement]:
    folder = files("interlink_sdk.conformance") / "sentences"
    yield from _requirements_in(folder, "")
    yield from _requirements_in(folder / "http", "http_")


def _requirements_in(folder: Traversable, prefix: str) -> Iterator[Requirement]:
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            part = prefix + file.name.removesuffix(".toml")
            for code, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
                yield Requirement(code=code, part=part, **table)


def suite_digest() -> str:
    """Return the SHA-256 of all requirements, by which a report names what was asked."""
    digest = hashlib.sha256(str(SUITE_VERSION).encode())
    for _, requirement in _read():
        digest.update(requirement.model_dump_json().encode())
    return digest.hexdigest()
