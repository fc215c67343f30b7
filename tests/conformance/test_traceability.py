# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Requirement, check and miniature belong together, and the sound interlinker leaves none of them out."""

import os
from collections import Counter
from pathlib import Path

from interlink_sdk.conformance import checks
from interlink_sdk.conformance.checks import MODULES, all_checks
from interlink_sdk.conformance.requirements import read_requirements
from interlink_sdk.conformance.results import Result

from .miniature import SOUND
from .miniatures import all_miniatures, miniatures_of
from .mutants import BROWSER_PART, results_of

SENTENCES = Path(checks.__file__).parents[1] / "sentences"
MINIATURES = Path(__file__).parent / "miniatures"

NOT_OF_THE_SOUND: dict[str, str] = {
    "file-untaken-refused": "it takes files",
    "refuse-what-is-not-offered": "it offers everything",
    "manifest-external-carried": "its content lives on the platform",
    "view-shared-is-for-all": "its page is each person's own",
}
"""Requirements that cannot apply to the sound interlinker, with the reason."""


def test_every_requirement_has_a_check_and_every_check_a_requirement() -> None:
    assert set(all_checks()) == set(read_requirements())


def test_every_check_stands_in_the_module_of_its_part() -> None:
    parts = {code: requirement.part for code, requirement in read_requirements().items()}
    misplaced = {
        code: check.__module__ for code, check in all_checks().items() if check.__module__.split(".")[-1] != parts[code]
    }
    assert misplaced == {}


def test_no_requirement_is_proven_by_two_checks() -> None:
    marked = Counter(
        code for name in MODULES for code in proven_in((Path(checks.__file__).parent / f"{name}.py").read_text("utf-8"))
    )
    assert [code for code, times in marked.items() if times > 1] == []


def test_every_part_has_sentences_checks_and_miniatures() -> None:
    sentences = {file.stem for file in SENTENCES.glob("*.toml")}
    miniatures = {file.stem for file in MINIATURES.glob("[!_]*.py")}
    assert sentences == set(MODULES) == miniatures


def test_every_check_has_a_miniature_and_every_miniature_a_check() -> None:
    assert {one.breaks for one in all_miniatures()} == set(all_checks())


def test_every_miniature_stands_with_the_part_that_it_breaks() -> None:
    requirements = read_requirements()
    misplaced = [one.name for part in MODULES for one in miniatures_of(part) if requirements[one.breaks].part != part]
    assert misplaced == []


def test_no_two_miniatures_have_the_same_name() -> None:
    assert [name for name, times in Counter(one.name for one in all_miniatures()).items() if times > 1] == []


def test_what_a_miniature_breaks_besides_is_a_requirement_and_has_a_reason() -> None:
    known = set(read_requirements())
    assert [one.name for one in all_miniatures() if one.also and (not one.because or not one.also <= known)] == []


async def test_every_requirement_is_judged_on_the_sound_interlinker() -> None:
    results = await results_of(SOUND, read_requirements())
    left_out = {code: f"{one.outcome}: {one.found}" for code, one in results.items() if one.outcome != "passed"}
    browserless = set() if os.environ.get("CI") else {code for code in left_out if is_not_shown(results[code])}
    assert set(left_out) - browserless == set(NOT_OF_THE_SOUND), left_out


def is_not_shown(result: Result) -> bool:
    """Say whether *result* is of a page that was not shown, as there is no browser."""
    return result.outcome == "not_tested" and read_requirements()[result.code].part == BROWSER_PART


def proven_in(text: str) -> list[str]:
    """Return the codes after `@proves(` in the source of a module of checks."""
    return [line.split('"')[1] for line in text.splitlines() if line.startswith("@proves(")]
