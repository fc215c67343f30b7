# SPDX-FileCopyrightText: 2026 The INTERLINK plugin SDK authors
# SPDX-License-Identifier: EUPL-1.2
"""Errors are values on the wire: what goes out comes back, from older, newer and foreign peers."""

from collections import Counter

import pytest

from interlink_sdk.errors import (
    AuthorError,
    CallerError,
    InterlinkError,
    InvalidParameters,
    OperatorError,
    Problem,
    code_of,
    detail_of,
    error_classes,
    error_for,
)

OWN = [error for error in error_classes() if error.__module__ == "interlink_sdk.errors"]
PROBLEM = Problem(
    code="too_long", key="title", found="text of 300 characters", expected="at most 200", fix="shorten it"
)


@pytest.mark.parametrize("kind", OWN, ids=lambda kind: kind.code)
def test_an_error_goes_over_the_wire_and_comes_back(kind: type[InterlinkError]) -> None:
    error = kind("no", problems=[PROBLEM], limit=3)
    back = error_for(code_of(error), error.message, detail_of(error))
    assert type(back) is kind
    assert (back.message, back.problems, back.detail["limit"]) == ("no", (PROBLEM,), 3)


def test_each_error_has_its_own_code_meaning_and_remedy() -> None:
    assert max(Counter(error.code for error in OWN).values()) == 1
    assert [error for error in OWN if not error.__doc__ or "fix" not in vars(error)] == []


def test_each_error_says_who_must_act() -> None:
    families = (CallerError, AuthorError, OperatorError)
    assert [error for error in OWN if error is not InterlinkError and not issubclass(error, families)] == []


def test_an_unknown_code_of_a_newer_peer_is_kept_in_the_base_error() -> None:
    error = error_for("brand_new", "no", {"why": "later"})
    assert type(error) is InterlinkError
    assert error.detail == {"why": "later", "unknown_code": "brand_new"}


def test_an_unknown_field_of_a_newer_peers_problem_is_ignored() -> None:
    problem = {**PROBLEM.model_dump(mode="json"), "severity": "high"}
    assert error_for("refused", "no", {"problems": [problem]}).problems == (PROBLEM,)


@pytest.mark.parametrize("key", ["message", "code", "self"])
def test_a_detail_may_be_called_like_an_argument(key: str) -> None:
    assert error_for("refused", "no", {key: "x"}).detail == {key: "x"}


def test_a_class_of_an_authors_own_has_the_code_of_its_family() -> None:
    class Full(InvalidParameters):
        code = "full"

    assert code_of(Full("no")) == "invalid_parameters"
    assert type(error_for("full", "no")) is InterlinkError


def test_a_problem_reads_as_place_finding_expectation_and_remedy() -> None:
    problem = PROBLEM.model_copy(update={"file": "interlinker.toml", "line": 3, "why": "lists cut it"})
    assert str(problem) == (
        "interlinker.toml:3 title: found text of 300 characters, expected at most 200 (lists cut it) — shorten it"
    )
    assert str(PROBLEM.model_copy(update={"key": ""})).startswith("input: found")
    assert str(InvalidParameters("no", problems=[PROBLEM])) == f"no\n  {PROBLEM}"
